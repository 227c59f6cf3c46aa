/** A WebSocket connection that sends any bytes, and takes nothing from a server but what RFC 6455 lets it send. */
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { decodeFrame, OPCODE, within } from '@pug-network/conformance/wire';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/**
 * @typedef {object} Item what a connection receives, in order; nothing follows an `end`
 * @property {'text' | 'binary' | 'ping' | 'pong' | 'close' | 'end' | 'malformed'} kind
 * @property {Buffer} bytes the payload; of a Close frame, code and reason
 * @property {string} [fault] what was malformed
 */
/**
 * @typedef {object} Raw
 * @property {import('node:net').Socket} socket
 * @property {(bytes: Buffer) => void} write
 * @property {() => void} finish ends the sending side of the TCP connection
 * @property {() => void} cut resets it, which leaves no port behind in TIME_WAIT
 */

const ACCEPT_SALT = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** @type {Buffer} */
const NOTHING = Buffer.alloc(0);
/** @type {ReadonlyMap<number, Item['kind']>} */
const KINDS = new Map([
  [OPCODE.text, 'text'],
  [OPCODE.binary, 'binary'],
  [OPCODE.ping, 'ping'],
  [OPCODE.pong, 'pong'],
  [OPCODE.close, 'close'],
]);

/**
 * Opens one at the relay's path and with its subprotocol; rejects where the answer is no flawless 101.
 * @param {Target} target
 * @param {(item: Item) => void} onItem
 * @returns {Promise<Raw>}
 */
export async function openRaw(target, onItem) {
  const socket = connect({ host: target.hostname, port: target.port, noDelay: true });
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: ${target.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: pug.v1\r\n\r\n`,
  );
  const rest = await within(upgraded(socket, key), 'the WebSocket to open');
  listen(socket, rest, onItem);
  return {
    socket,
    write: (bytes) => void socket.write(bytes),
    finish: () => void socket.end(),
    cut: () => void socket.resetAndDestroy(),
  };
}

/**
 * @param {import('node:net').Socket} socket
 * @param {string} key
 * @returns {Promise<Buffer>} what came behind the answer's head
 */
function upgraded(socket, key) {
  /** @type {Buffer} */
  let received = NOTHING;
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Error('the connection ended before it was a WebSocket'));
    const take = (/** @type {Buffer} */ bytes) => {
      received = Buffer.concat([received, bytes]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', take).off('close', lost).off('error', reject);
      const fault = handshakeFault(received.toString('latin1', 0, end), key);
      if (fault === undefined) resolve(received.subarray(end + 4));
      else reject(new Error(fault));
    };
    socket.on('data', take).on('close', lost).on('error', reject);
  });
}

/**
 * What is wrong with the head of an answer to an upgrade; undefined for nothing.
 * @param {string} head
 * @param {string} key
 */
export function handshakeFault(head, key) {
  const accept = createHash('sha1')
    .update(key + ACCEPT_SALT)
    .digest('base64');
  if (!head.startsWith('HTTP/1.1 101 ')) return `not upgraded: ${head.slice(0, 40)}`;
  if (/^sec-websocket-accept: *(.*)$/im.exec(head)?.[1]?.trim() !== accept)
    return 'a wrong Sec-WebSocket-Accept';
  if (!/^sec-websocket-protocol: *pug\.v1\s*$/im.test(head)) return 'another subprotocol than pug.v1';
  return /^sec-websocket-extensions:/im.test(head) ? 'an extension, though there must be none' : undefined;
}

/**
 * @param {import('node:net').Socket} socket
 * @param {Buffer} rest
 * @param {(item: Item) => void} onItem
 */
function listen(socket, rest, onItem) {
  let hasEnded = false;
  const end = () => {
    if (!hasEnded) onItem({ kind: 'end', bytes: NOTHING });
    hasEnded = true;
  };
  const take = frameReader(onItem);
  socket.on('data', take).on('error', end).on('close', end);
  if (rest.length > 0) take(rest);
}

/**
 * Cuts a server's stream into items; after what is malformed it reads nothing more.
 * @param {(item: Item) => void} onItem
 * @returns {(bytes: Buffer) => void}
 */
export function frameReader(onItem) {
  /** @type {Buffer} */
  let received = NOTHING;
  let isLost = false;
  return (bytes) => {
    if (isLost) return;
    received = received.length > 0 ? Buffer.concat([received, bytes]) : bytes;
    try {
      for (let frame = decodeFrame(received); frame; frame = decodeFrame(received)) {
        received = received.subarray(frame.bytes);
        onItem(itemOf(frame.opcode, frame.payload));
      }
    } catch (error) {
      isLost = true;
      onItem({ kind: 'malformed', bytes: NOTHING, fault: error instanceof Error ? error.message : '' });
    }
  };
}

/**
 * @param {number} opcode
 * @param {Buffer} bytes
 * @returns {Item}
 */
function itemOf(opcode, bytes) {
  const kind = KINDS.get(opcode);
  if (kind === undefined) throw new Error(`the server sent opcode ${opcode}`);
  if (opcode >= OPCODE.close && bytes.length > 125) throw new Error('the server sent a long control frame');
  return { kind, bytes };
}
