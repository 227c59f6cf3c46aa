import {
  AAD_BYTES,
  ENVELOPE_HEADER_BYTES,
  ENVELOPE_VERSION,
  ENVELOPE_VIEW_BYTES,
  MAX_MESSAGE_BODY_BYTES,
  MAX_PLAINTEXT_BYTES,
  PADDING_BLOCK_BYTES,
  SUBPROTOCOL,
} from './constants.js';
import { readU32, writeU32 } from './frames.js';
import { encodeUtf8, isWhole } from './json.js';

const PADDING_START = 0x80;
const SEQ_AT = 1;
const EPOCH_AT = 5;
const VIEW_AT = 9;
const KIND_AT = 25;
const MAX_KIND = 255;

/** What a message says of itself before its body (protocol.md, Envelope). */
export interface EnvelopeHeader {
  /** 1, 2, 3 … for each memberId. */
  readonly seq: number;
  /** The highest memberId that the sender knew of. */
  readonly epoch: number;
  /** The first 16 bytes of the view at that memberId. */
  readonly view: Uint8Array;
  /** 0 text, 1 JSON, 2 bytes, 3–127 reserved, 128–255 for applications. */
  readonly kind: number;
}

/** A whole message before sealing: header and body of at most 15,845 bytes. */
export interface Envelope extends EnvelopeHeader {
  readonly body: Uint8Array;
}

/** The 34 bytes that bind a blob to its room and sender: ASCII `pug.v1` ‖ 0 ‖ ASCII(roomId) ‖ 0 ‖ senderId (u32). */
export function additionalData(roomId: string, senderId: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(AAD_BYTES);
  data.set(encodeUtf8(`${SUBPROTOCOL}\0${roomId}`));
  writeU32(data, AAD_BYTES - 4, senderId);
  return data;
}

/** The bytes to seal, padded to a multiple of 256. Throws a RangeError on a body or field out of bounds. */
export function encodeEnvelope({ seq, epoch, view, kind, body }: Envelope): Uint8Array<ArrayBuffer> {
  const isSound = body.length <= MAX_MESSAGE_BODY_BYTES && view.length === ENVELOPE_VIEW_BYTES;
  if (!isSound || !isWhole(kind, 0, MAX_KIND)) throw new RangeError('body, view or kind out of bounds');
  const end = ENVELOPE_HEADER_BYTES + body.length;
  const plaintext = new Uint8Array(Math.ceil((end + 1) / PADDING_BLOCK_BYTES) * PADDING_BLOCK_BYTES);
  plaintext[0] = ENVELOPE_VERSION;
  writeU32(plaintext, SEQ_AT, seq);
  writeU32(plaintext, EPOCH_AT, epoch);
  plaintext.set(view, VIEW_AT);
  plaintext[KIND_AT] = kind;
  plaintext.set(body, ENVELOPE_HEADER_BYTES);
  plaintext[end] = PADDING_START;
  return plaintext;
}

/** True where an opened blob is of this version; others are `unsupported`. */
export const isEnvelope = (plaintext: Uint8Array): boolean => plaintext[0] === ENVELOPE_VERSION;

/**
 * The header of an opened blob, whatever its padding; `undefined` where it is too short to be looked at for replays. One that
 * ends right behind the view has kind 0 here: its number counts, and it has no body (protocol.md, Receiving).
 */
export function decodeEnvelopeHeader(plaintext: Uint8Array): EnvelopeHeader | undefined {
  if (plaintext.length < KIND_AT) return undefined;
  return {
    seq: readU32(plaintext, SEQ_AT),
    epoch: readU32(plaintext, EPOCH_AT),
    view: plaintext.subarray(VIEW_AT, KIND_AT),
    kind: plaintext[KIND_AT] ?? 0,
  };
}

/** The body of an opened blob; `undefined` unless length and padding are exactly as a sender makes them. */
export function decodeEnvelopeBody(plaintext: Uint8Array): Uint8Array | undefined {
  const { length } = plaintext;
  if (length > MAX_PLAINTEXT_BYTES || length % PADDING_BLOCK_BYTES !== 0) return undefined;
  let end = length - 1;
  while (plaintext[end] === 0) end--;
  const isPadded = end >= length - PADDING_BLOCK_BYTES && plaintext[end] === PADDING_START;
  return isPadded && end >= ENVELOPE_HEADER_BYTES
    ? plaintext.subarray(ENVELOPE_HEADER_BYTES, end)
    : undefined;
}
