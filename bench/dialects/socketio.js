/** Bare Socket.IO: a room is a name, a message is an event with one binary argument. */
import { ask, binaryEvents, openSocket } from './engine-io.js';

/** @type {import('../relay/load.js').Dialect} */
export const socketio = {
  ...binaryEvents('m'),
  async openRoom(port, room, size) {
    const ids = Array.from({ length: size }, (_, i) => i + 1);
    return Promise.all(ids.map(async (id) => ({ connection: await join(port, room), id })));
  },
};

/**
 * @param {number} port
 * @param {string} room
 */
async function join(port, room) {
  const connection = await openSocket(port);
  await ask(connection, 'join', room);
  return connection;
}
