import { isIPv6 } from 'node:net';
import type { Relay } from '@pug-network/server-core';
import type { ServerConfig } from './config.js';
import { EXIT, exitWith } from './exit.js';
import { listen } from './listen.js';
import { log } from './log.js';
import { connectionsByFiles } from './open-files.js';
import { drainOnSignals } from './signals.js';

const EVERY_INTERFACE = ['0.0.0.0', '::'];

/** Runs a relay until a signal ends it. */
export async function serve(relay: Relay, config: ServerConfig): Promise<void> {
  const started = listen(relay, config);
  drainOnSignals(relay, started);
  const listening = await started;
  if (!listening.ok) {
    exitWith(EXIT.failed, listening.fault);
    return;
  }
  const { engine, whyNotUws } = relay;
  log('listening', { ...listening.value, engine, whyNotUws, maxConnections: loweredTo(config) });
  if (process.stdout.isTTY)
    process.stdout.write(`Pug Network relay on ${urlOf(listening.value)}, Ctrl+C ends it\n`);
}

/** How many connections there can be, where that is fewer than asked for. */
function loweredTo({ maxConnections }: ServerConfig): number | undefined {
  const most = connectionsByFiles();
  return most !== undefined && most < maxConnections ? most : undefined;
}

/** Where a person on this machine finds it. */
export function urlOf({ host, port }: Pick<ServerConfig, 'host' | 'port'>): string {
  if (EVERY_INTERFACE.includes(host)) return `http://localhost:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
