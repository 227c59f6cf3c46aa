/** The way of every client of the relay: challenge → redeem → create → join, then binary frames. */
import { randomBytes } from 'node:crypto';
import { Connection } from '../lib/connection.js';
import { encodeFrame, OPCODE } from '../lib/frames.js';
import { createRoom } from './api.js';

const SUBPROTOCOL = 'pug.v1';
const TAG_BYTES = 16;

/** @type {import('../relay/load.js').Dialect} */
export const pug = {
  async openRoom(port, _room, size) {
    const room = await createRoom(port, size);
    const members = [];
    while (members.length < size) members.push(await join(port, room));
    return members;
  },
  encode: (message) => encodeFrame(OPCODE.binary, message),
  attend() {},
};

/**
 * @param {number} port
 * @param {{ roomId: string, roomSecret: string }} room
 */
export async function join(port, { roomId, roomSecret }) {
  const connection = new Connection(port, '/ws', SUBPROTOCOL);
  await connection.upgraded();
  const tag = randomBytes(TAG_BYTES).toString('base64url');
  connection.writeText(JSON.stringify({ type: 'room:join', roomId, roomSecret, tag }));
  const id = await connection.text('room:joined', (text) => {
    const event = JSON.parse(text);
    if (event.type === 'error') throw new Error(`join refused: ${event.code}`);
    return event.type === 'room:joined' ? event.memberId : undefined;
  });
  return { connection, id };
}
