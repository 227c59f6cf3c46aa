/** RFC 6455 framing, as little of it as a load generator needs: whole masked frames out, whole plain frames in. */
import { randomBytes } from 'node:crypto';

export const OPCODE = /** @type {const} */ ({ text: 1, binary: 2, close: 8, ping: 9, pong: 10 });

const FIN = 0x80;
const MASKED = 0x80;
const MASK_BYTES = 4;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** Nothing a server says here is longer; a length above it is a framing error. */
const MAX_PAYLOAD_BYTES = 65_535;
const EMPTY = Buffer.alloc(0);

/**
 * One complete client frame. The mask is random and never zero bytes: servers skip the unmasking of a zero mask.
 * @param {number} opcode
 * @param {Uint8Array | string} payload at most 65,535 bytes
 */
export function encodeFrame(opcode, payload) {
  const body = Buffer.from(payload);
  const short = body.length < LENGTH_16;
  const header = Buffer.alloc(short ? 2 : 4);
  header[0] = FIN | opcode;
  header[1] = MASKED | (short ? body.length : LENGTH_16);
  if (!short) header.writeUInt16BE(body.length, 2);
  const mask = randomBytes(MASK_BYTES).map((byte) => byte | 1);
  for (let i = 0; i < body.length; i++) body[i] ^= mask[i % MASK_BYTES];
  return Buffer.concat([header, mask, body]);
}

/** Cuts a server's bytes into frames, and hands each over as a range of the buffer it lies in: no copy, no view. */
export class FrameReader {
  #rest = EMPTY;
  #onFrame;

  /** @param {(opcode: number, bytes: Buffer, start: number, end: number) => void} onFrame the range is valid during the call */
  constructor(onFrame) {
    this.#onFrame = onFrame;
  }

  /** @param {Buffer} chunk may be reused by the caller afterwards */
  push(chunk) {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 2) {
      const start = at + headerBytes(bytes[at], bytes[at + 1]);
      if (start > bytes.length) break;
      const length = bytes[at + 1] < LENGTH_16 ? bytes[at + 1] : bytes.readUInt16BE(at + 2);
      const end = start + length;
      if (end > bytes.length) break;
      this.#onFrame(bytes[at] & 0x0f, bytes, start, end);
      at = end;
    }
    this.#rest = at === bytes.length ? EMPTY : Buffer.from(bytes.subarray(at));
  }
}

/**
 * @param {number} first
 * @param {number} second
 */
function headerBytes(first, second) {
  if ((first & 0xf0) !== FIN) throw new Error('frame is fragmented or has reserved bits');
  if ((second & MASKED) !== 0) throw new Error('frame from the server is masked');
  if (second === LENGTH_64) throw new Error(`frame is longer than ${MAX_PAYLOAD_BYTES} bytes`);
  return second === LENGTH_16 ? 4 : 2;
}
