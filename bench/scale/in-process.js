/**
 * What each step costs while so many rooms stand, in a process of its own. Arguments: rooms (50 or more), operations of each kind, seed.
 * Answers with JSON on standard output.
 */
import { Crowd, MEMBERS } from './crowd.js';
import { picker, seeded } from './random.js';

/** The same however many stand: what lives for the length of a batch is work for the garbage collector. */
const BATCH = 50;
const WARM_UP_ROOMS = 2_000;
const WARM_UP_OPERATIONS = 10_000;
const TICKS = 10;
const EXPIRIES = 10;
const EXPIRING = 100;

const [rooms, operations, seed] = process.argv.slice(2).map(Number);
await sample(WARM_UP_ROOMS, WARM_UP_OPERATIONS);
console.log(JSON.stringify({ rooms, operations, ...(await sample(rooms, operations)) }));
process.exit();

/**
 * @param {number} count
 * @param {number} times
 */
async function sample(count, times) {
  const crowd = await Crowd.of(count);
  const bytes = grow(crowd, count);
  const ledger = new Map();
  const timed = timerInto(ledger);
  const pick = picker(count, seeded(seed));
  for (let done = 0; done < times; done += BATCH) crowd.renew(pick(BATCH), timed);
  for (let i = 0; i < TICKS; i++) crowd.tick(timed);
  for (let i = 0; i < EXPIRIES; i++) crowd.expire(EXPIRING, timed);
  const micros = [...ledger].map(([part, { spent, runs }]) => [part, spent / runs]);
  return { bytes, micros: Object.fromEntries(micros) };
}

/**
 * @param {Crowd} crowd
 * @param {number} count
 */
function grow(crowd, count) {
  const start = memory();
  crowd.fill();
  const filled = memory();
  crowd.joinAll();
  const joined = memory();
  const between = (/** @type {any} */ before, /** @type {any} */ after, /** @type {number} */ of) => ({
    heap: (after.heapUsed - before.heapUsed) / of,
    rss: (after.rss - before.rss) / of,
  });
  return { room: between(start, filled, count), member: between(filled, joined, count * MEMBERS) };
}

function memory() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage();
}

/**
 * @param {Map<string, { spent: number, runs: number }>} ledger µs of CPU time by part
 * @returns {import('./crowd.js').Timed}
 */
function timerInto(ledger) {
  return (part, times, run) => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    const { spent, runs } = ledger.get(part) ?? { spent: 0, runs: 0 };
    ledger.set(part, { spent: spent + user + system, runs: runs + times });
  };
}
