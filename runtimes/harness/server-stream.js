/** What one relay's connection says to its client: HTTP answers and, after an upgrade, WebSocket frames, piece by piece. */

const HEAD_END = '\r\n\r\n';
const UPGRADED = /^HTTP\/1\.1 101 /;
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

const FINAL_BINARY = 0x82;
const LENGTH_BITS = 0x7f;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;
/** First byte of a message's frame (docs/protocol.md §4). */
const MESSAGE = 0x01;

/** A whole WebSocket frame as the relay sent it; servers do not mask, so that its payload lies open. */
export class Frame {
  /**
   * @param {Buffer} bytes
   * @param {number} payloadAt
   */
  constructor(bytes, payloadAt) {
    this.bytes = bytes;
    this.payloadAt = payloadAt;
  }

  get isMessage() {
    return this.bytes[0] === FINAL_BINARY && this.bytes[this.payloadAt] === MESSAGE;
  }

  /** The same frame with the last bit of its payload turned: of the authentication tag, where it is a message. */
  tampered() {
    const bytes = Buffer.from(this.bytes);
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }
}

/** @param {Buffer} bytes */
function wholeFrame(bytes) {
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & LENGTH_BITS;
  const payloadAt = { [LENGTH_IN_2_BYTES]: 4, [LENGTH_IN_8_BYTES]: 10 }[short] ?? 2;
  if (bytes.length < payloadAt) return undefined;
  const length =
    { 4: () => bytes.readUInt16BE(2), 10: () => Number(bytes.readBigUInt64BE(2)) }[payloadAt]?.() ?? short;
  const end = payloadAt + length;
  return bytes.length < end ? undefined : new Frame(bytes.subarray(0, end), payloadAt);
}

/** Cuts the stream up; everything that is pushed comes out again, whole frames as {@link Frame}. */
export class ServerStream {
  #rest = Buffer.alloc(0);
  #bodyBytes = 0;
  #isUpgraded = false;

  /**
   * @param {Buffer} chunk
   * @returns {(Buffer | Frame)[]}
   */
  push(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const pieces = [];
    for (let piece = this.#next(); piece; piece = this.#next()) pieces.push(piece);
    return pieces;
  }

  #next() {
    if (this.#rest.length === 0) return undefined;
    if (this.#isUpgraded) return this.#nextFrame();
    return this.#bodyBytes > 0 ? this.#nextBody() : this.#nextHead();
  }

  #nextFrame() {
    const frame = wholeFrame(this.#rest);
    if (frame) this.#take(frame.bytes.length);
    return frame;
  }

  #nextBody() {
    const body = this.#take(Math.min(this.#bodyBytes, this.#rest.length));
    this.#bodyBytes -= body.length;
    return body;
  }

  #nextHead() {
    const end = this.#rest.indexOf(HEAD_END);
    if (end < 0) return undefined;
    const bytes = this.#take(end + HEAD_END.length);
    const head = bytes.toString('latin1');
    this.#isUpgraded = UPGRADED.test(head);
    this.#bodyBytes = Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0);
    return bytes;
  }

  #take(length) {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}
