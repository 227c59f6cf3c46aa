/** One member's connection: a raw TCP socket with the WebSocket handshake, no client library in the way. */
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { encodeFrame, FrameReader, OPCODE } from './frames.js';

const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455 §1.3
const HEAD_END = '\r\n\r\n';
const WAIT_MS = 5_000;
const READ_BUFFER_BYTES = 65_536;
/** Shared by all sockets: each read is parsed before the next one starts. */
const READ_BUFFER = Buffer.allocUnsafe(READ_BUFFER_BYTES);

export class Connection {
  /** Why the connection ended, empty while it is open. */
  ended = '';
  /** Told of each text frame. */
  onText = (/** @type {Buffer} */ _bytes, /** @type {number} */ _start, /** @type {number} */ _end) => {};
  /** Told of each binary frame. */
  onBinary = (/** @type {Buffer} */ _bytes, /** @type {number} */ _start, /** @type {number} */ _end) => {};
  #socket;
  #head = Buffer.alloc(0);
  #accept;
  #upgraded = false;
  #onUpgrade = () => {};
  #onEnd = (/** @type {Error} */ _reason) => {};
  #reader = new FrameReader((...frame) => this.#frame(...frame));

  /**
   * @param {number} port
   * @param {string} path
   * @param {string} [protocol] the WebSocket subprotocol to offer
   */
  constructor(port, path, protocol) {
    const key = randomBytes(16).toString('base64');
    this.#accept = createHash('sha1')
      .update(key + HANDSHAKE_GUID)
      .digest('base64');
    const callback = (/** @type {number} */ length) => this.#read(READ_BUFFER.subarray(0, length));
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback },
    });
    this.#socket.on('error', (error) => this.#end(error.message));
    this.#socket.on('close', () => this.#end('connection lost'));
    this.#socket.write(upgradeRequest(port, path, key, protocol));
  }

  /** Settles when the server has accepted the upgrade. */
  upgraded() {
    return this.#bounded('no answer to the upgrade', (done) => (this.#onUpgrade = done));
  }

  /**
   * The first text frame from now on that `match` does not answer with undefined; other texts are passed over.
   * @template T
   * @param {string} what is waited for, for the error
   * @param {(text: string) => T | undefined} match
   * @returns {Promise<T>}
   */
  async text(what, match) {
    return this.#bounded(`no ${what}`, (done) => {
      this.onText = (bytes, start, end) => {
        const found = match(bytes.toString('utf8', start, end));
        if (found !== undefined) done(found);
      };
    }).finally(() => (this.onText = () => {}));
  }

  /** @param {Buffer} bytes complete frames */
  write(bytes) {
    this.#socket.write(bytes);
  }

  /** @param {string} text */
  writeText(text) {
    this.write(encodeFrame(OPCODE.text, text));
  }

  destroy() {
    this.#socket.destroy();
  }

  /**
   * @template T
   * @param {string} failure
   * @param {(done: (value: T) => void) => void} start
   * @returns {Promise<T>}
   */
  #bounded(failure, start) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${failure} within ${WAIT_MS} ms`)), WAIT_MS);
      const settle = () => clearTimeout(timer);
      this.#onEnd = (reason) => (settle(), reject(reason));
      start((value) => (settle(), resolve(value)));
      if (this.ended !== '') this.#onEnd(new Error(this.ended));
    });
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    try {
      if (this.#upgraded) this.#reader.push(chunk);
      else this.#handshake(chunk);
    } catch (error) {
      this.#end(error instanceof Error ? error.message : String(error));
    }
    return true;
  }

  /** @param {Buffer} chunk */
  #handshake(chunk) {
    this.#head = Buffer.concat([this.#head, chunk]);
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#head.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 101') || !head.includes(this.#accept)) {
      throw new Error(`upgrade refused: ${head.split('\r\n', 1)[0]}`);
    }
    this.#upgraded = true;
    this.#onUpgrade();
    this.#reader.push(this.#head.subarray(end + HEAD_END.length));
  }

  /**
   * @param {number} opcode
   * @param {Buffer} bytes
   * @param {number} start
   * @param {number} end
   */
  #frame(opcode, bytes, start, end) {
    if (opcode === OPCODE.binary) this.onBinary(bytes, start, end);
    else if (opcode === OPCODE.text) this.onText(bytes, start, end);
    else if (opcode === OPCODE.ping) this.write(encodeFrame(OPCODE.pong, bytes.subarray(start, end)));
    else if (opcode === OPCODE.close) this.#end(`closed by the server: ${closeReason(bytes, start, end)}`);
  }

  /** @param {string} reason */
  #end(reason) {
    if (this.ended === '') this.ended = reason;
    this.#socket.destroy();
    this.#onEnd(new Error(this.ended));
  }
}

/**
 * @param {number} port
 * @param {string} path
 * @param {string} key
 * @param {string | undefined} protocol
 */
function upgradeRequest(port, path, key, protocol) {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
  ];
  return lines.join('\r\n') + HEAD_END;
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end
 */
function closeReason(bytes, start, end) {
  if (end - start < 2) return 'no code';
  return `${bytes.readUInt16BE(start)} ${bytes.toString('utf8', start + 2, end)}`;
}
