/** How much memory a relay had at most. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { KIB } from './caps.js';

const LOOK_EVERY_MS = 50;

/**
 * Looks at the memory of a relay many times a second until it is stopped.
 * @param {import('../../lib/relay.js').RelayProcess} relay
 */
export function watchMemory(relay) {
  let peak = 0;
  let isOver = false;
  const watched = watch();

  async function watch() {
    while (!isOver) {
      peak = Math.max(peak, (await relay.usage()).rss);
      await sleep(LOOK_EVERY_MS);
    }
  }

  return {
    /** @returns {Promise<number>} bytes */
    async stop() {
      isOver = true;
      await watched;
      return Math.max(peak, (await relay.usage()).rss, await highWater(relay.pid));
    },
  };
}

/**
 * What the system has seen the process have at most, 0 where it does not say: a relay that is busy cannot be asked, and
 * just then it may have the most.
 * @param {number | undefined} pid
 */
async function highWater(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * KIB;
}
