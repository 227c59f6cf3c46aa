import {
  additionalData,
  encodeEnvelope,
  GCM_TAG_BYTES,
  IV_BYTES,
  MIN_BLOB_BYTES,
  type Envelope,
} from '@pug-network/protocol';
import type { RoomCipher } from './cipher.js';
import type { AesGcm } from './source.js';

/** Seals an envelope into a blob under a fresh IV (protocol.md, Envelope). */
export async function seal(
  { key, roomId, crypto }: RoomCipher,
  senderId: number,
  envelope: Envelope,
): Promise<Uint8Array> {
  const iv = crypto.randomBytes(IV_BYTES);
  const sealed = await crypto.subtle().encrypt(gcm(iv, roomId, senderId), key, encodeEnvelope(envelope));
  const blob = new Uint8Array(IV_BYTES + sealed.byteLength);
  blob.set(iv);
  blob.set(new Uint8Array(sealed), IV_BYTES);
  return blob;
}

/** Opens a blob; `undefined` for one that does not open as this sender's in this room, whatever the cause. */
export async function open(
  { key, roomId, crypto }: RoomCipher,
  senderId: number,
  blob: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (blob.length < MIN_BLOB_BYTES) return undefined;
  const iv = blob.slice(0, IV_BYTES);
  try {
    return new Uint8Array(
      await crypto.subtle().decrypt(gcm(iv, roomId, senderId), key, blob.slice(IV_BYTES)),
    );
  } catch {
    return undefined;
  }
}

const gcm = (iv: Uint8Array<ArrayBuffer>, roomId: string, senderId: number): AesGcm => ({
  name: 'AES-GCM',
  iv,
  additionalData: additionalData(roomId, senderId),
  tagLength: GCM_TAG_BYTES * 8,
});
