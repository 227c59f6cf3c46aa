/** Socket.IO protocol 5 over Engine.IO protocol 4, websocket transport. */
import { Connection } from '../lib/connection.js';
import { encodeFrame, OPCODE } from '../lib/frames.js';

const PATH = '/socket.io/?EIO=4&transport=websocket';
const ENGINE_PING = '2';
const ENGINE_PONG = '3';
/** Engine.IO message (4), Socket.IO event (2) that asks for acknowledgement 0; its answer (3). */
const REQUEST = '420';
const ACKNOWLEDGEMENT = '430';
const EVENT = '42';

/** @param {number} port */
export async function openSocket(port) {
  const connection = new Connection(port, PATH);
  await connection.text('Engine.IO open packet', after('0'));
  connection.writeText('40');
  await connection.text('Socket.IO connect packet', after('40'));
  return connection;
}

/**
 * Emits an event with an acknowledgement and waits for it.
 * @param {Connection} connection
 * @param {string} event
 * @param {unknown} argument
 * @returns {Promise<any>} the first argument of the acknowledgement
 */
export async function ask(connection, event, argument) {
  connection.writeText(REQUEST + JSON.stringify([event, argument]));
  const answer = await connection.text(`acknowledgement of ${event}`, after(ACKNOWLEDGEMENT));
  return JSON.parse(answer)[0];
}

/**
 * Messages as one binary argument of an event: a text header, then the attachment.
 * @param {string} event
 * @returns {Pick<import('../relay/load.js').Dialect, 'encode' | 'attend'>}
 */
export function binaryEvents(event) {
  const header = `451-${JSON.stringify([event, { _placeholder: true, num: 0 }])}`;
  const headerBytes = Buffer.from(header);
  return {
    encode: (message) =>
      Buffer.concat([encodeFrame(OPCODE.text, header), encodeFrame(OPCODE.binary, message)]),
    attend(connection) {
      connection.onText = (bytes, start, end) => {
        if (bytes.compare(headerBytes, 0, headerBytes.length, start, end) === 0) return;
        const text = bytes.toString('utf8', start, end);
        if (text === ENGINE_PING) connection.writeText(ENGINE_PONG);
        else if (!text.startsWith(EVENT)) throw new Error(`unexpected packet: ${text}`);
      };
    },
  };
}

/** @param {string} prefix */
function after(prefix) {
  return (/** @type {string} */ text) => (text.startsWith(prefix) ? text.slice(prefix.length) : undefined);
}
