/** How the bare baselines are spoken to: the room is in the path, a message is one binary frame. */
import { Connection } from '../lib/connection.js';
import { encodeFrame, OPCODE } from '../lib/frames.js';

/** @type {import('../relay/load.js').Dialect} */
export const plain = {
  async openRoom(port, room, size) {
    const members = Array.from({ length: size }, (_, i) => ({
      connection: new Connection(port, `/${room}`),
      id: i + 1,
    }));
    await Promise.all(members.map(({ connection }) => connection.upgraded()));
    return members;
  },
  encode: (message) => encodeFrame(OPCODE.binary, message),
  attend() {},
};
