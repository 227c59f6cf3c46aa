/** The original stack: challenge → redeem → create over HTTP, then join and messages over Socket.IO. */
import { createRoom } from './api.js';
import { ask, binaryEvents, openSocket } from './engine-io.js';

/** @type {import('../relay/load.js').Dialect} */
export const original = {
  ...binaryEvents('message'),
  async openRoom(port, _room, size) {
    const { roomId, roomSecret } = await createRoom(port, size);
    const members = [];
    while (members.length < size) members.push(await join(port, { roomId, roomSecret }));
    return members;
  },
};

/**
 * @param {number} port
 * @param {{ roomId: string, roomSecret: string }} room
 */
async function join(port, room) {
  const connection = await openSocket(port);
  const { memberId, error } = await ask(connection, 'room:join', room);
  if (error !== undefined) throw new Error(`join refused: ${error}`);
  return { connection, id: memberId };
}
