/** A WebSocket that is light enough for ten thousand of them in one process. */
import { connect } from 'node:net';
import { decodeFrame, encodeFrame, OPCODE, upgradeHeaders, within } from '@pug-network/conformance/wire';

/**
 * @typedef {object} Link
 * @property {(opcode: number, payload: Buffer) => void} send
 *
 * @typedef {object} Listener
 * @property {(opcode: number, payload: Buffer) => void} onFrame the payload is valid during the call; pings are not told
 * @property {() => void} onLost the TCP connection is no more
 */

const READ_BUFFER_BYTES = 65_536;
/** Shared by all sockets: each read is parsed before the next one starts. */
const READ_BUFFER = Buffer.allocUnsafe(READ_BUFFER_BYTES);
const EMPTY = Buffer.alloc(0);
const HEAD_END = '\r\n\r\n';
/** One for all, code 1000: thousands are closed within a second. */
const CLOSE_ANSWER = encodeFrame({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) });

/**
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {Listener} listener
 * @returns {Promise<Link>}
 */
export function openLink({ hostname, port, host }, { onFrame, onLost }) {
  /** @type {(chunk: Buffer) => Buffer} gives what it leaves for the next read */
  let take = () => EMPTY;
  let rest = EMPTY;
  const callback = (/** @type {number} */ length) => {
    const chunk = READ_BUFFER.subarray(0, length);
    rest = Buffer.from(take(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk));
    return true;
  };
  const socket = connect({ host: hostname, port, noDelay: true, onread: { buffer: READ_BUFFER, callback } });
  const send = (/** @type {number} */ opcode, /** @type {Buffer} */ payload) =>
    void socket.write(encodeFrame({ opcode, payload }));
  const takeFrames = framesTo((opcode, payload) => {
    if (opcode === OPCODE.ping) send(OPCODE.pong, Buffer.from(payload));
    else onFrame(opcode, payload);
    if (opcode === OPCODE.close) socket.end(CLOSE_ANSWER);
  });
  const upgraded = new Promise((resolve, reject) => {
    take = (bytes) => {
      const end = bytes.indexOf(HEAD_END);
      if (end < 0) return bytes;
      if (!bytes.toString('latin1', 0, end).startsWith('HTTP/1.1 101 ')) reject(new Error('not upgraded'));
      take = takeFrames;
      resolve({ send });
      return takeFrames(bytes.subarray(end + HEAD_END.length));
    };
    socket.on('error', reject).on('close', () => reject(new Error('the connection has ended')));
  });
  socket.on('close', onLost);
  const lines = upgradeHeaders().map((header) => header.join(': '));
  socket.write([`GET /ws HTTP/1.1`, `Host: ${host}`, ...lines].join('\r\n') + HEAD_END);
  return within(upgraded, 'the WebSocket to open');
}

/**
 * Takes the frames off a stream and gives what is left of it.
 * @param {(opcode: number, payload: Buffer) => void} onFrame
 */
const framesTo = (onFrame) => (/** @type {Buffer} */ bytes) => {
  let rest = bytes;
  for (let frame = decodeFrame(rest); frame; frame = decodeFrame(rest)) {
    rest = rest.subarray(frame.bytes);
    onFrame(frame.opcode, frame.payload);
  }
  return rest;
};
