/** Random sequences over real sockets, many at a time; then nothing may be left of them. */
import { eventually } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { RelayProcess } from '../../lib/relay.js';
import { sequences } from './commands.js';
import { play } from './play.js';

const WIDTH = 50;
/** Members send as fast as they are told to: rates are another check's. */
const RATE = { frames: 100_000, frameBurst: 100_000, bytes: 2 ** 28, byteBurst: 2 ** 28 };

/**
 * @typedef {import('./play.js').Played} Played
 * @typedef {import('./commands.js').Sequence} Sequence
 */

/**
 * @typedef {object} SocketsResult
 * @property {readonly Played[]} played for each room
 * @property {readonly string[]} faults what was seen that must not be seen
 * @property {number} rooms left
 * @property {number} connections left
 * @property {number} heapGrowth KiB from after the first half to after the second
 */

/**
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {number} count
 * @param {number} seed
 * @returns {Promise<SocketsResult>}
 */
export async function playOverSockets(engine, count, seed) {
  const relay = await RelayProcess.start({ engine, ttl: { min: 1 }, rate: RATE });
  try {
    const all = sequences(count, seed);
    const half = Math.ceil(count / 2);
    const first = await playAll(relay, all.slice(0, half));
    const before = await relay.memory();
    const second = await playAll(relay, all.slice(half));
    const after = await relay.memory();
    return {
      played: [...first.played, ...second.played],
      faults: [...first.faults, ...second.faults],
      ...(await relay.load()),
      heapGrowth: (after.heapUsed - before.heapUsed) / 1_024,
    };
  } finally {
    await relay.stop();
  }
}

/**
 * @param {RelayProcess} relay
 * @param {Sequence[]} all
 * @returns {Promise<{ played: Played[], faults: string[] }>}
 */
async function playAll(relay, all) {
  /** @type {string[]} */
  const faults = [];
  const played = await many(all.length, WIDTH, async (index) => {
    const sequence = /** @type {Sequence} */ (all[index]);
    return play(relay.target, sequence).catch((error) => {
      faults.push(`${error instanceof Error ? error.message : error} in ${JSON.stringify(sequence)}`);
      return [];
    });
  });
  await isEmpty(relay);
  return { played: played.flat(), faults };
}

/** @param {RelayProcess} relay what is still there after a while is counted */
async function isEmpty(relay) {
  const attempt = async () => {
    const { rooms, connections } = await relay.load();
    return rooms + connections === 0;
  };
  await eventually(attempt, 'an empty relay').catch(() => undefined);
}
