import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { equal, holds } from '../check.js';

export const IV_BYTES = 12;
export const VIEW_BYTES = 16;
export const MAX_MESSAGE_BODY_BYTES = 15_845;
/** Plaintexts are padded to a multiple of this. */
export const PADDING_BYTES = 256;
/** What a frame has besides its plaintext: type, senderId, IV and GCM tag. */
export const FRAME_OVERHEAD_BYTES = 33;

const FRAME_HEAD_BYTES = 5;
const GCM_TAG_BYTES = 16;
const MAX_PLAINTEXT_BYTES = 15_872;
const MESSAGE_TYPE = 0x01;
const VERSION = 0x01;
const MARK = 0x80;
const SEQ_AT = 1;
const EPOCH_AT = 5;
const VIEW_AT = 9;
const KIND_AT = 25;
const BODY_AT = 26;

/** What lies under the seal (docs/protocol.md, Plaintext). */
export interface Envelope {
  /** Default 1. */
  readonly version?: number;
  readonly seq: number;
  readonly epoch: number;
  /** The first 16 bytes of the view at `epoch`. */
  readonly view: Buffer;
  readonly kind: number;
  readonly body: Buffer;
}

/** A key and the room that it is for. */
export interface Seal {
  /** 32 bytes. */
  readonly key: Buffer;
  /** 22 characters. */
  readonly roomId: string;
}

/** A message frame, taken apart. */
export interface Frame {
  readonly senderId: number;
  readonly iv: Buffer;
  readonly blob: Buffer;
}

/** The padded plaintext. */
export function encodePlaintext({ version = VERSION, seq, epoch, view, kind, body }: Envelope): Buffer {
  const end = BODY_AT + body.length;
  const plaintext = Buffer.alloc(Math.ceil((end + 1) / PADDING_BYTES) * PADDING_BYTES);
  plaintext.writeUInt8(version);
  plaintext.writeUInt32BE(seq, SEQ_AT);
  plaintext.writeUInt32BE(epoch, EPOCH_AT);
  plaintext.set(view, VIEW_AT);
  plaintext.writeUInt8(kind, KIND_AT);
  plaintext.set(body, BODY_AT);
  plaintext.writeUInt8(MARK, end);
  return plaintext;
}

/** The envelope of a plaintext that a client has sealed; every field of it is looked at. */
export function decodePlaintext(plaintext: Buffer): Envelope {
  const { length } = plaintext;
  holds(
    length > 0 && length % PADDING_BYTES === 0 && length <= MAX_PLAINTEXT_BYTES,
    'the length of the plaintext',
    `a positive multiple of ${PADDING_BYTES}, at most ${MAX_PLAINTEXT_BYTES}`,
    length,
  );
  equal(plaintext[0], VERSION, 'the version of the plaintext');
  const mark = plaintext.findLastIndex((byte) => byte !== 0);
  equal(plaintext[mark], MARK, 'the last byte of the plaintext that is not zero');
  holds(mark >= BODY_AT, 'where the padding begins', `at ${BODY_AT} or after`, mark);
  holds(
    length - 1 - mark < PADDING_BYTES,
    'the zeros at the end',
    `fewer than ${PADDING_BYTES}`,
    length - 1 - mark,
  );
  return {
    version: VERSION,
    seq: plaintext.readUInt32BE(SEQ_AT),
    epoch: plaintext.readUInt32BE(EPOCH_AT),
    view: plaintext.subarray(VIEW_AT, KIND_AT),
    kind: plaintext.readUInt8(KIND_AT),
    body: plaintext.subarray(BODY_AT, mark),
  };
}

/** ASCII `pug.v1` ‖ 0 ‖ ASCII(roomId) ‖ 0 ‖ senderId (u32): 34 bytes. */
function additionalData(roomId: string, senderId: number): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(senderId);
  return Buffer.concat([Buffer.from(`pug.v1\0${roomId}\0`, 'ascii'), number]);
}

/** IV ‖ ciphertext ‖ GCM tag (docs/protocol.md, Blob). */
export function sealBlob(
  { key, roomId }: Seal,
  senderId: number,
  plaintext: Buffer,
  iv: Buffer = randomBytes(IV_BYTES),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData(roomId, senderId));
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext of a blob; undefined where it does not open. */
export function openBlob({ key, roomId }: Seal, senderId: number, blob: Buffer): Buffer | undefined {
  if (blob.length < IV_BYTES + GCM_TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, IV_BYTES));
  decipher.setAAD(additionalData(roomId, senderId)).setAuthTag(blob.subarray(-GCM_TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(blob.subarray(IV_BYTES, -GCM_TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Type ‖ senderId (u32) ‖ blob (docs/protocol.md, 4. Message). */
export function encodeMessage(senderId: number, blob: Buffer): Buffer {
  const head = Buffer.from([MESSAGE_TYPE, 0, 0, 0, 0]);
  head.writeUInt32BE(senderId, 1);
  return Buffer.concat([head, blob]);
}

/** The parts of a message frame that a client has sent. */
export function decodeMessage(bytes: Buffer): Frame {
  const least = FRAME_HEAD_BYTES + IV_BYTES + GCM_TAG_BYTES;
  holds(bytes.length >= least, 'the length of a frame', `at least ${least} bytes`, bytes.length);
  equal(bytes[0], MESSAGE_TYPE, 'the type of a binary frame');
  const blob = bytes.subarray(FRAME_HEAD_BYTES);
  return { senderId: bytes.readUInt32BE(1), iv: blob.subarray(0, IV_BYTES), blob };
}
