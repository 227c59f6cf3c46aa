import { createHash, randomBytes } from 'node:crypto';
import {
  encodeMessage,
  encodePlaintext,
  IV_BYTES,
  PADDING_BYTES,
  sealBlob,
  type Envelope,
  type Seal,
} from '../../src/wire/envelope.js';
import type { Faults } from './faults.js';

const HEADER_BYTES = 26;

/** A message frame of this member. */
export function sealMessage(seal: Seal, senderId: number, envelope: Envelope, faults: Faults): Buffer {
  const frame = encodeMessage(senderId, blobOf(seal, senderId, envelope, faults));
  if (faults.on('message.little-endian')) frame.writeUInt32LE(senderId, 1);
  return faults.on('message.one-byte-more') ? Buffer.concat([frame, Buffer.alloc(1)]) : frame;
}

function blobOf({ key, roomId }: Seal, senderId: number, envelope: Envelope, faults: Faults): Buffer {
  const used = {
    key: faults.on('envelope.hashed-key') ? createHash('sha256').update(key).digest() : key,
    roomId: faults.on('envelope.decoded-room') ? Buffer.from(roomId, 'base64url').toString('latin1') : roomId,
  };
  const sender = faults.on('envelope.no-sender') ? 0 : senderId;
  return sealBlob(used, sender, plaintextOf(envelope, faults), ivOf(key, envelope.seq, faults));
}

function ivOf(key: Buffer, seq: number, faults: Faults): Buffer {
  const iv = Buffer.alloc(IV_BYTES);
  if (faults.on('envelope.one-iv')) return iv;
  if (faults.on('envelope.counted-iv')) return iv.fill(key.subarray(0, IV_BYTES)).fill(seq, IV_BYTES - 1);
  if (faults.on('envelope.iv-by-seq'))
    return createHash('sha256').update(key).update(String(seq)).digest().subarray(0, IV_BYTES);
  return randomBytes(IV_BYTES);
}

function plaintextOf(envelope: Envelope, faults: Faults): Buffer {
  const body = faults.on('envelope.trimmed') ? trimmed(envelope.body) : envelope.body;
  const plaintext = encodePlaintext({ ...envelope, body });
  const end = HEADER_BYTES + body.length;
  if (faults.on('envelope.aligned') && end % PADDING_BYTES === 0) return plaintext.subarray(0, end);
  if (faults.on('envelope.block-more') && (end + 1) % PADDING_BYTES === 0)
    return Buffer.concat([plaintext, Buffer.alloc(PADDING_BYTES)]);
  return plaintext;
}

/** Without the zeros at its end. */
const trimmed = (body: Buffer): Buffer => body.subarray(0, body.findLastIndex((byte) => byte !== 0) + 1);
