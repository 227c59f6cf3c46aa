import {
  KEEP_ALIVE_TYPE,
  MAX_FRAME_BYTES,
  MAX_U32,
  MESSAGE_HEADER_BYTES,
  MESSAGE_TYPE,
  MIN_BLOB_BYTES,
} from './constants.js';
import { isWhole } from './json.js';
import { accept, type Result } from './result.js';

/** A binary frame as both sides see it; a message's blob is {@link blobOf} the frame. */
export type Frame = MessageFrame | KeepAliveFrame | UnknownFrame;

/** `0x01 ‖ senderId (u32) ‖ blob` (protocol.md §4). */
export interface MessageFrame {
  readonly type: 'message';
  readonly senderId: number;
}

/** The one byte `0x00` (protocol.md §4). */
export interface KeepAliveFrame {
  readonly type: 'keep-alive';
}

/** A first byte that this version does not know: a relay refuses it, a client ignores it. */
export interface UnknownFrame {
  readonly type: 'unknown';
}

const KEEP_ALIVE = { ok: true, value: { type: 'keep-alive' } } as const;
const UNKNOWN = { ok: true, value: { type: 'unknown' } } as const;
const BAD_FRAME = { ok: false, code: 'bad_frame' } as const;

/**
 * Reads a binary frame (protocol.md §4) of at most 16,000 bytes. Refused with `bad_frame`: an empty one, a message
 * whose blob is under 28 bytes, a keep-alive of more than one byte.
 */
export function decodeFrame(bytes: Uint8Array): Result<Frame, 'bad_frame'> {
  if (bytes.length === 0 || bytes.length > MAX_FRAME_BYTES) return BAD_FRAME;
  if (bytes[0] === KEEP_ALIVE_TYPE) return bytes.length === 1 ? KEEP_ALIVE : BAD_FRAME;
  if (bytes[0] !== MESSAGE_TYPE) return UNKNOWN;
  if (bytes.length < MESSAGE_HEADER_BYTES + MIN_BLOB_BYTES) return BAD_FRAME;
  return accept<Frame>({ type: 'message', senderId: readU32(bytes, 1) });
}

/** A message frame: `blob` of 28 to 15,995 bytes under the sender's memberId. Throws a RangeError outside that. */
export function encodeMessage(senderId: number, blob: Uint8Array): Uint8Array<ArrayBuffer> {
  if (blob.length < MIN_BLOB_BYTES || blob.length > MAX_FRAME_BYTES - MESSAGE_HEADER_BYTES) {
    throw new RangeError('a blob has 28 to 15,995 bytes');
  }
  const frame = new Uint8Array(MESSAGE_HEADER_BYTES + blob.length);
  frame[0] = MESSAGE_TYPE;
  writeU32(frame, 1, senderId);
  frame.set(blob, MESSAGE_HEADER_BYTES);
  return frame;
}

/** The keep-alive frame, question and answer alike. */
export const encodeKeepAlive = (): Uint8Array<ArrayBuffer> => Uint8Array.of(KEEP_ALIVE_TYPE);

/** The blob of a message frame, without copying. */
export const blobOf = (frame: Uint8Array): Uint8Array => frame.subarray(MESSAGE_HEADER_BYTES);

/** Reads an unsigned big-endian 32-bit number. */
export const readU32 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)) >>>
  0;

/** Writes an unsigned big-endian 32-bit number. Throws a RangeError for anything else. */
export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  if (!isWhole(value, 0, MAX_U32)) throw new RangeError('not a u32');
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
