/** Many rooms, made over a few connections that stay open. */
import { expectOk, HttpConnection } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { joinRoom } from './member.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {import('@pug-network/conformance/wire').Room} Room */
/** @typedef {import('./member.js').Member} Member */
/** @typedef {(request: import('@pug-network/conformance/wire').Request) => Promise<any>} Ask gives the body of a 200 */

const WIDTH = 16;

/**
 * @param {Target} target
 * @param {number} count
 * @returns {Promise<string[]>} session tokens
 */
export function newSessions(target, count) {
  return askingMany(target, count, async (ask) => {
    const { token } = await ask({ path: '/api/pow-challenge' });
    const body = JSON.stringify({ token, nonce: '0' });
    const { sessionToken } = await ask({ method: 'POST', path: '/api/pow-redeem', body });
    return sessionToken;
  });
}

/**
 * @typedef {object} Wanted
 * @property {() => number} ttl of the next room, in s
 * @property {(index: number) => number} size members of a room
 * @property {import('./member.js').Said[]} said where they note what they say
 */

/**
 * A room for each session, its members in it as soon as it is made.
 * @param {Target} target
 * @param {readonly string[]} sessions
 * @param {Wanted} wanted
 * @returns {Promise<Member[]>}
 */
export async function openRooms(target, sessions, { ttl, size, said }) {
  const rooms = await askingMany(target, sessions.length, async (ask, index) => {
    const headers = /** @type {const} */ ([['Authorization', `Bearer ${sessions[index]}`]]);
    /** @type {Room} */
    const room = await ask({ path: `/api/create-room?ttl=${ttl()}`, headers });
    const latest = performance.now() + room.ttl * 1_000;
    return many(size(index), 1, () => joinRoom(target, room, latest, said));
  });
  return rooms.flat();
}

/**
 * @template T
 * @param {Target} target
 * @param {number} count
 * @param {(ask: Ask, index: number) => Promise<T>} work
 */
async function askingMany(target, count, work) {
  const connections = Array.from({ length: WIDTH }, () => new HttpConnection(target));
  const free = [...connections];
  try {
    return await many(count, WIDTH, async (index) => {
      const connection = free.pop();
      if (connection === undefined) throw new Error('more work at once than connections');
      const result = await work(async (request) => expectOk(await connection.ask(request)), index);
      free.push(connection);
      return result;
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}
