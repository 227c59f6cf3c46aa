/** Rooms full of members who say nothing, until they are asked to show that they are there. */
import { randomBytes } from 'node:crypto';
import { encodeMessage } from '@pug-network/protocol';

/** @typedef {import('../relay/load.js').Joined[]} Room */

const BLOB_BYTES = 64;
/** So many rooms are filled at a time. */
const AT_ONCE = 8;
const DELIVERY_WAIT_MS = 10_000;

/**
 * @param {import('../relay/load.js').Dialect} dialect
 * @param {number} port
 * @param {number} count
 * @param {number} size members of a room
 * @returns {Promise<Room[]>} each full
 */
export async function fillRooms(dialect, port, count, size) {
  /** @type {Room[]} */
  const rooms = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const room = await dialect.openRoom(port, `room-${next++}`, size);
      for (const { connection } of room) dialect.attend(connection);
      rooms.push(room);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return rooms;
}

/**
 * In each room one member speaks, and all of it must get that, byte for byte; fails otherwise.
 * @param {import('../relay/load.js').Dialect} dialect
 * @param {Room[]} rooms
 */
export async function hearAll(dialect, rooms) {
  for (let i = 0; i < rooms.length; i += AT_ONCE) {
    await Promise.all(rooms.slice(i, i + AT_ONCE).map((room) => hear(dialect, room)));
  }
}

/** @param {Room[]} rooms */
export function closeAll(rooms) {
  for (const { connection } of rooms.flat()) connection.destroy();
}

/**
 * @param {import('../relay/load.js').Dialect} dialect
 * @param {Room} room
 */
async function hear(dialect, room) {
  const ended = room.find(({ connection }) => connection.ended !== '');
  if (ended) throw new Error(`a member that should be idle is gone: ${ended.connection.ended}`);
  const [speaker] = room;
  const message = Buffer.from(encodeMessage(speaker.id, randomBytes(BLOB_BYTES)));
  const heard = Promise.all(room.map(({ connection }) => nextBinary(connection)));
  speaker.connection.write(dialect.encode(message));
  const wrong = (await heard).find((received) => !received.equals(message));
  if (wrong) throw new Error('a member received something else than was sent');
}

/**
 * @param {import('../lib/connection.js').Connection} connection
 * @returns {Promise<Buffer>}
 */
function nextBinary(connection) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(connection.ended || 'a member was not reached'));
    const timer = setTimeout(fail, DELIVERY_WAIT_MS);
    connection.onBinary = (bytes, start, end) => {
      clearTimeout(timer);
      resolve(Buffer.from(bytes.subarray(start, end)));
    };
  });
}
