/** Rooms come and go, by every way there is; nothing stays. */
import { chosenSeed } from '../../lib/random.js';
import { playHistories } from './histories.js';
import { makeRooms } from './rooms.js';
import { playOverSockets } from './sockets.js';

/**
 * @typedef {import('../../lib/check.js').Context} Context
 * @typedef {import('../../lib/check.js').EngineName} EngineName
 * @typedef {{ histories: number, sequences: number, warmUp: number, rooms: number }} Size
 */

/** @type {Size} */
const FULL = { histories: 100_000, sequences: 1_000, warmUp: 100_000, rooms: 1_000_000 };
/** @type {Size} */
const SMALL = { histories: 200, sequences: 50, warmUp: 2_000, rooms: 4_000 };
const HEAP_GROWTH_MOST = 2;
const ENDS = /** @type {const} */ (['ttl', 'purge', 'empty']);

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'purge',
  promise:
    'A room that has ended is gone as a whole, and its members see what the protocol says and nothing else',
  minutes: 20,
  async run({ engines, isSmall, record }) {
    const size = isSmall ? SMALL : FULL;
    const seed = chosenSeed();
    console.log(`  seed ${seed}: PUG_SEED=${seed} gives the same histories and sequences`);
    const overAll = async () => {
      for (const engine of engines) await overSockets(engine, size.sequences, seed, record);
    };
    await Promise.all([inTheCore(size, seed, record), inGreatNumber(size, record), overAll()]);
  },
};

/**
 * @param {Size} size
 * @param {number} seed
 * @param {Context['record']} record
 */
async function inTheCore({ histories }, seed, record) {
  const played = await playHistories(histories, seed);
  record({
    what: 'random histories in which core and model agree and nothing is left',
    value: played,
    least: histories,
    note: 'rooms, seats, subscriptions, deadlines, timers, connections, addresses, sessions',
  });
}

/**
 * @param {EngineName} engine
 * @param {number} count
 * @param {number} seed
 * @param {Context['record']} record
 */
async function overSockets(engine, count, seed, record) {
  const { played, faults, rooms, connections, heapGrowth } = await playOverSockets(engine, count, seed);
  const [first] = faults;
  record({
    what: `of ${count} random sequences over sockets, those in which somebody saw something else than the model`,
    value: faults.length,
    most: 0,
    engine,
    ...(first === undefined ? {} : { note: first }),
  });
  record({ what: 'rooms left after them', value: rooms, most: 0, engine });
  record({ what: 'connections left after them', value: connections, most: 0, engine });
  for (const end of ENDS) {
    const ended = played.filter((room) => room.end === end);
    record({ what: `rooms in them that ended by ${end}`, value: ended.length, least: 1, engine });
  }
  const frames = played.reduce((sum, room) => sum + room.frames, 0);
  record({ what: 'messages in them that all members saw', value: frames, least: 1, engine });
  record({ what: 'heap, second half over first', value: heapGrowth, unit: 'KiB', engine });
}

/**
 * @param {Size} size
 * @param {Context['record']} record
 */
async function inGreatNumber({ warmUp, rooms }, record) {
  const { before, after, opened, ...left } = await makeRooms(warmUp, rooms);
  record({
    what: `heap after ${rooms} rooms, over that after the first ${warmUp}`,
    value: (after / before - 1) * 100,
    unit: '%',
    most: HEAP_GROWTH_MOST,
    note: `${before} and ${after} bytes; ${opened} connections, each from an address of its own`,
  });
  record({ what: 'rooms left after them', value: left.rooms, most: 0 });
  record({ what: 'connections left after them', value: left.connections, most: 0 });
  record({ what: 'subscriptions left after them', value: left.subscriptions, most: 0 });
  record({ what: 'looks at the clock after them, by timers', value: left.looks, most: 0 });
}
