/** The way of every client of the relay: challenge → redeem → create → join, then binary frames. */
import { createHash, randomBytes } from 'node:crypto';
import { Connection } from '../connection.js';
import { encodeFrame, OPCODE } from '../frames.js';

const SUBPROTOCOL = 'pug.v1';
const TAG_BYTES = 16;
const HTTP_WAIT_MS = 5_000;

/** @type {import('../load.js').Dialect} */
export const pug = {
  async openRoom(port, _room, size) {
    const room = await createRoom(`http://127.0.0.1:${port}/api`, size);
    const members = [];
    while (members.length < size) members.push(await join(port, room));
    return members;
  },
  encode: (message) => encodeFrame(OPCODE.binary, message),
  attend() {},
};

/**
 * @param {string} api
 * @param {number} capacity
 * @returns {Promise<{ roomId: string, roomSecret: string }>}
 */
async function createRoom(api, capacity) {
  const { token, difficulty } = await request(`${api}/pow-challenge`);
  const body = JSON.stringify({ token, nonce: solve(token, difficulty) });
  const { sessionToken } = await request(`${api}/pow-redeem`, { method: 'POST', body });
  const headers = { authorization: `Bearer ${sessionToken}` };
  const room = await request(`${api}/create-room?capacity=${capacity}`, { headers });
  if (room.capacity !== capacity) throw new Error(`asked for ${capacity} members, got ${room.capacity}`);
  return room;
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function request(url, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(HTTP_WAIT_MS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/**
 * The first nonce whose digest begins with `difficulty` zero bits.
 * @param {string} token
 * @param {number} difficulty at most 32 here; the relay measured asks for one bit
 */
function solve(token, difficulty) {
  for (let tries = 0; ; tries++) {
    const nonce = tries.toString(16);
    const digest = createHash('sha256')
      .update(token + nonce)
      .digest();
    if (Math.clz32(digest.readUInt32BE(0)) >= difficulty) return nonce;
  }
}

/**
 * @param {number} port
 * @param {{ roomId: string, roomSecret: string }} room
 */
async function join(port, { roomId, roomSecret }) {
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
