import { constants } from 'node:os';
import type { Relay } from '@pug-network/server-core';
import { EXIT, exitSoon } from './exit.js';
import { log } from './log.js';

/** Under npm one Ctrl+C can come twice, from the terminal and from npm, a millisecond apart. */
const SAME_SIGNAL_MS = 250;

/** The first signal drains the relay, as soon as it has `started`; the second ends at once. */
export function drainOnSignals(relay: Relay, started: Promise<unknown>): void {
  let drainingSince: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (drainingSince === undefined) {
        drainingSince = now;
        void started.then(() => drain(relay));
      } else if (now - drainingSince > SAME_SIGNAL_MS) {
        process.exit(128 + constants.signals[signal]);
      }
    });
  }
}

async function drain(relay: Relay): Promise<void> {
  log('draining', { ...relay.load });
  await relay.close();
  log('stopped', { ...relay.load });
  exitSoon(EXIT.done);
}
