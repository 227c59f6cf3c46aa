/** An abuser's socket: sends any bytes, whatever the relay says, and tells how it ended. */
import { decodeFrame, dial, OPCODE, upgradeHeaders, within } from '@pug-network/conformance/wire';
import { once } from 'node:events';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {Awaited<ReturnType<typeof openSocket>>} RawSocket */

const OPEN_MS = 30_000;
const NO_CODE = 1005;
/** What a connection has ended with that sent no close frame. */
export const CUT = 1006;

/**
 * A WebSocket that is open.
 * @param {Target} target
 */
export async function openSocket(target) {
  const socket = dial(target);
  const head = [
    'GET /ws HTTP/1.1',
    `Host: ${target.host}`,
    ...upgradeHeaders().map((pair) => pair.join(': ')),
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const state = { code: CUT, isOpen: true, received: 0 };
  const ended = new Promise((/** @type {(code: number) => void} */ resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      state.isOpen = false;
      resolve(state.code);
    });
  });
  const rest = await within(upgraded(socket), 'the WebSocket of an abuser to open', OPEN_MS);
  socket.on('data', (bytes) => (state.received += bytes.length));
  readFrames(socket, rest, (code) => (state.code = code));
  return {
    /** Resolves to the code it was closed with. */
    ended,
    isOpen: () => state.isOpen,
    /** Bytes that came since it was opened. */
    received: () => state.received,
    /** Resolves when the next bytes come. */
    hears: () => once(socket, 'data'),
    /** False while what was written before is still waiting here. */
    takesMore: () => state.isOpen && !socket.writableNeedDrain,
    write: (/** @type {Buffer} */ bytes) => void socket.write(bytes),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    destroy: () => void socket.destroy(),
  };
}

/**
 * @param {import('node:net').Socket} socket
 * @returns {Promise<Buffer>} what came behind the answer
 */
function upgraded(socket) {
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('closed instead of upgraded')));
    let received = Buffer.alloc(0);
    socket.on('data', function take(bytes) {
      received = Buffer.concat([received, bytes]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', take);
      if (received.toString('latin1', 0, 13) === 'HTTP/1.1 101 ') resolve(received.subarray(end + 4));
      else reject(new Error(`not upgraded: ${received.toString('latin1', 0, 32)}`));
    });
  });
}

/**
 * Reads and forgets, but for the code of a close frame.
 * @param {import('node:net').Socket} socket
 * @param {Buffer} rest
 * @param {(code: number) => void} onClose
 */
function readFrames(socket, rest, onClose) {
  let received = rest;
  const take = (/** @type {Buffer} */ bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    for (let frame = decodeFrame(received); frame; frame = decodeFrame(received)) {
      received = received.subarray(frame.bytes);
      if (frame.opcode !== OPCODE.close) continue;
      onClose(frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : NO_CODE);
      socket.destroy();
      return;
    }
  };
  take(Buffer.alloc(0));
  socket.on('data', take);
}
