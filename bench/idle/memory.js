/** What a server process holds, straight away and once it has come to rest. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {{ rss: number, heapUsed: number }} Memory bytes */

/**
 * V8 goes by the allocations of the last five seconds: a collection after more quiet than that gives the young
 * generation back to the system, one before it does not.
 */
const REST_MS = 6_000;
const INTERVAL_MS = 250;
const MOST_READINGS = 20;
/** Two readings that differ by no more than this are the same. */
const STILL_BYTES = 131_072;

/**
 * Once nothing has happened for a while and the resident set no longer changes. Pages go back to the system behind a
 * collection, not within it, so one reading would say too much.
 * @param {import('../lib/server-process.js').ServerProcess} server
 * @returns {Promise<Memory>}
 */
export async function memoryAtRest(server) {
  await sleep(REST_MS);
  let last = await server.memory();
  for (let readings = 1; readings < MOST_READINGS; readings++) {
    await sleep(INTERVAL_MS);
    const now = await server.memory();
    if (Math.abs(now.rss - last.rss) <= STILL_BYTES) return now;
    last = now;
  }
  throw new Error(`the resident set did not come to rest within ${MOST_READINGS} readings`);
}
