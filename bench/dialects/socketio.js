/** Socket.IO protocol 5 over Engine.IO protocol 4, websocket transport: a message is a text header and a binary attachment. */
import { Connection } from '../connection.js';
import { encodeFrame, OPCODE } from '../frames.js';

const PATH = '/socket.io/?EIO=4&transport=websocket';
const ENGINE_PING = '2';
const ENGINE_PONG = '3';
/** Engine.IO message (4), Socket.IO binary event (5) with one attachment. */
const HEADER = '451-["m",{"_placeholder":true,"num":0}]';
const HEADER_BYTES = Buffer.from(HEADER);

/** @type {import('../load.js').Dialect} */
export const socketio = {
  async openRoom(port, room, size) {
    const ids = Array.from({ length: size }, (_, i) => i + 1);
    return Promise.all(ids.map(async (id) => ({ connection: await join(port, room), id })));
  },
  encode: (message) => Buffer.concat([encodeFrame(OPCODE.text, HEADER), encodeFrame(OPCODE.binary, message)]),
  attend(connection) {
    connection.onText = (bytes, start, end) => {
      if (bytes.compare(HEADER_BYTES, 0, HEADER_BYTES.length, start, end) === 0) return;
      const text = bytes.toString('utf8', start, end);
      if (text !== ENGINE_PING) throw new Error(`unexpected packet: ${text}`);
      connection.writeText(ENGINE_PONG);
    };
  },
};

/**
 * @param {number} port
 * @param {string} room
 */
async function join(port, room) {
  const connection = new Connection(port, PATH);
  await connection.text('Engine.IO open packet', startsWith('0{'));
  connection.writeText('40');
  await connection.text('Socket.IO connect packet', startsWith('40{'));
  connection.writeText(`420${JSON.stringify(['join', room])}`);
  await connection.text('acknowledgement of the join', startsWith('430'));
  return connection;
}

/** @param {string} prefix */
function startsWith(prefix) {
  return (/** @type {string} */ text) => (text.startsWith(prefix) ? true : undefined);
}
