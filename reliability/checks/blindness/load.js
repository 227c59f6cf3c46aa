/** Other people's rooms, made, talked in and left without a pause, so that the relay has work and reuses its memory. */
import { gather, message, newRoom } from '@pug-network/conformance/wire';

const MEMBERS = 3;
const MESSAGES = 10;
const BLOB_BYTES = 283;

/**
 * @typedef {import('@pug-network/conformance/wire').Target} Target
 * @typedef {import('@pug-network/conformance/wire').WsPeer} WsPeer
 *
 * @typedef {object} Load
 * @property {number} rooms that came and went so far
 * @property {() => Promise<void>} stop
 */

/**
 * @param {Target} target
 * @param {number} atOnce rooms at a time
 * @returns {Load}
 */
export function startLoad(target, atOnce) {
  let isStopping = false;
  const load = { rooms: 0, stop };
  const loops = Promise.all(Array.from({ length: atOnce }, loop));
  return load;

  async function loop() {
    while (!isStopping) load.rooms += await useRoom(target);
  }

  async function stop() {
    isStopping = true;
    await loops;
  }
}

/**
 * @param {Target} target
 * @returns {Promise<number>} of rooms used to the end: none where the relay stood still for longer than a join may take
 */
async function useRoom(target) {
  /** @type {WsPeer[]} */
  let peers = [];
  try {
    const members = await gather(target, await newRoom(target), MEMBERS);
    peers = members.map(({ peer }) => peer);
    await talk(members);
    return 1;
  } catch {
    return 0;
  } finally {
    for (const peer of peers) peer.cut();
  }
}

/** @param {import('@pug-network/conformance/wire').Member<WsPeer>[]} members */
async function talk(members) {
  for (let i = 0; i < MESSAGES; i++) {
    for (const { peer, joined } of members) peer.sendBinary(message(joined.memberId, BLOB_BYTES));
    for (const { peer } of members) await peer.frames(MEMBERS);
  }
  for (const { peer } of members) {
    peer.leave();
    await peer.untilClosed();
  }
}
