/** Plays every case on a relay of one engine. */
import { join, newRoom } from '@pug-network/conformance/wire';
import { RelayProcess } from '../../lib/relay.js';
import { CASES } from './groups/index.js';
import { play } from './play.js';

/** @typedef {import('./case.js').Case} Case */
/** @typedef {{ kase: Case, outcome: string, reason: import('./case.js').Reason | undefined, holds: boolean }} Played */

/** What the cases are about is not how fast a member may speak. */
const NO_LIMIT = 2 ** 30;
const RATE = { frames: NO_LIMIT, frameBurst: NO_LIMIT, bytes: NO_LIMIT, byteBurst: NO_LIMIT };

/**
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {number} mostTimes no case sends the same more often
 * @returns {Promise<Played[]>}
 */
export async function playAll(engine, mostTimes) {
  const relay = await RelayProcess.start({ engine, rate: RATE });
  try {
    const room = await newRoom(relay.target);
    const creator = await join(relay.target, room);
    /** @type {Played[]} */
    const played = [];
    for (const kase of CASES) played.push(await playOne(relay, room, limited(kase, mostTimes)));
    creator.peer.cut();
    if (relay.output !== '') throw new Error(`the relay wrote: ${relay.output}`);
    return played;
  } finally {
    await relay.stop();
  }
}

/**
 * @param {RelayProcess} relay
 * @param {import('@pug-network/conformance/wire').Room} room
 * @param {Case} kase
 * @returns {Promise<Played>}
 */
async function playOne(relay, room, kase) {
  const outcome = await play(kase, relay.target, room).catch((error) => {
    throw new Error(`case ${kase.id}, ${kase.title}: could not be played`, { cause: error });
  });
  const reason = outcome === kase.strict ? undefined : kase.acceptable?.[outcome];
  return { kase, outcome, reason, holds: outcome === kase.strict || reason !== undefined };
}

const limited = (/** @type {Case} */ kase, /** @type {number} */ most) =>
  kase.times === undefined ? kase : { ...kase, times: Math.min(kase.times, most) };

/**
 * @param {string} engine
 * @param {readonly Played[]} played
 * @returns {import('./differences.js').Difference[]}
 */
export const differencesOf = (engine, played) =>
  played.flatMap(({ kase: { id }, reason }) => (reason === undefined ? [] : [{ engine, reason, id }]));
