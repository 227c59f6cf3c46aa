import { isIPv6 } from 'node:net';
import type { Address, Relay } from '@pug-network/server-core';
import { EXIT, exitWith } from './exit.js';
import { listen } from './listen.js';
import { log } from './log.js';
import { drainOnSignals } from './signals.js';

const EVERY_INTERFACE = ['0.0.0.0', '::'];

/** Runs a relay until a signal ends it. */
export async function serve(relay: Relay, address: Address): Promise<void> {
  const started = listen(relay, address);
  drainOnSignals(relay, started);
  const listening = await started;
  if (!listening.ok) {
    exitWith(EXIT.failed, listening.fault);
    return;
  }
  const { engine, whyNotUws } = relay;
  log('listening', { ...listening.value, engine, whyNotUws });
  if (process.stdout.isTTY)
    process.stdout.write(`Pug Network relay on ${urlOf(listening.value)}, Ctrl+C ends it\n`);
}

/** Where a person on this machine finds it. */
export function urlOf({ host, port }: Address): string {
  if (EVERY_INTERFACE.includes(host)) return `http://localhost:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
