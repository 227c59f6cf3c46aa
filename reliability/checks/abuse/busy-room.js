/** A room where one member talks and the others do not read. */
import { encodeFrame, join, joinMessage, message, newRoom, OPCODE } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { MAX_FRAME_BYTES } from './caps.js';
import { openSocket } from './raw-socket.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {import('@pug-network/conformance/wire').Room} Room */
/** @typedef {Awaited<ReturnType<typeof openBusyRoom>>} BusyRoom */

const SENDER_BYTES = 5;
/** What RFC 6455 puts before a frame of this size on its way from a server. */
const HEADER_BYTES = 4;
/** The bytes of one thing said, on their way to a member. */
export const SAID_BYTES = HEADER_BYTES + MAX_FRAME_BYTES;
const PATIENCE_MS = 120_000;

/**
 * @param {Target} target
 * @param {number} capacity
 */
export async function openBusyRoom(target, capacity) {
  const room = await newRoom(target, `?capacity=${capacity}`);
  const { peer, joined } = await join(target, room);
  const frame = message(joined.memberId, MAX_FRAME_BYTES - SENDER_BYTES);
  return {
    peer,
    /** Says something as large as can be. */
    say: () => peer.sendBinary(frame),
    /** Lets so many join who stop to read as soon as they are in. */
    addSlow: (/** @type {number} */ count) => many(count, 1, () => joinSlow(target, room, peer)),
    /** The next that matters: an echo of what was said, a member that left, or the end of the talker. */
    async next() {
      for (;;) {
        const item = await peer.inbox.next('an echo, or somebody to be cut off', PATIENCE_MS);
        if (item.kind === 'frame') return 'echo';
        if (item.kind === 'closed') return 'closed';
        if (item.kind === 'event' && item.event['type'] === 'presence:leave') return 'left';
      }
    },
  };
}

/**
 * Says one thing after the other, each after the echo of the one before, until somebody is cut off.
 * @param {BusyRoom} room
 * @returns {Promise<number>} how many things had been sent to who was cut off
 */
export async function talkUntilCutOff(room) {
  for (let echoes = 0; ; echoes++) {
    room.say();
    const came = await room.next();
    if (came === 'left') return echoes;
    if (came === 'closed') throw new Error('the talker was closed');
  }
}

/**
 * @param {Target} target
 * @param {Room} room
 * @param {import('@pug-network/conformance/wire').Peer} talker
 */
async function joinSlow(target, room, talker) {
  const socket = await openSocket(target);
  const text = JSON.stringify(joinMessage(room));
  const welcomed = socket.hears();
  socket.write(encodeFrame({ opcode: OPCODE.text, payload: Buffer.from(text) }));
  await Promise.all([welcomed, talker.event('presence:join')]);
  socket.pause();
  return socket;
}
