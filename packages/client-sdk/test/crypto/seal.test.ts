import {
  additionalData,
  blobOf,
  decodeBase64url,
  encodeBase64url,
  encodeEnvelope,
  MAX_MESSAGE_BODY_BYTES,
} from '@pug-network/protocol';
import vectors from '@pug-network/protocol/vectors/blobs.json';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { roomCipher, type RoomCipher } from '../../src/crypto/cipher.js';
import { open, seal } from '../../src/crypto/seal.js';
import { cryptoSource } from '../../src/crypto/source.js';
import { fromHex, same, toHex } from '../bytes.js';

const otherRoom = encodeBase64url(new Uint8Array(16));
let cipher: RoomCipher;

beforeAll(async () => {
  cipher = await roomCipher(cryptoSource(), decodeBase64url(vectors.key)!, vectors.roomId);
});

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });
const u32 = fc.nat({ max: 0xffff_ffff });
const envelopes = fc.record({
  seq: u32,
  epoch: u32,
  view: bytes(16),
  kind: fc.nat({ max: 255 }),
  body: fc.uint8Array({ maxLength: 600 }),
});

describe('opening', () => {
  it.each(vectors.blobs)(
    'gives the plaintext of the vector "$name"',
    async ({ frame, senderId, plaintext }) => {
      const opened = await open(cipher, senderId, blobOf(fromHex(frame)));
      expect(toHex(opened!)).toBe(plaintext);
    },
  );

  it('gives nothing for another sender, another room or another key', async () => {
    const { frame, senderId } = vectors.blobs[0]!;
    const blob = blobOf(fromHex(frame));
    const other = await roomCipher(cryptoSource(), new Uint8Array(32), vectors.roomId);
    expect(await open(cipher, senderId + 1, blob)).toBeUndefined();
    expect(await open({ ...cipher, roomId: otherRoom }, senderId, blob)).toBeUndefined();
    expect(await open(other, senderId, blob)).toBeUndefined();
    expect(await open(cipher, senderId, blob)).toBeDefined();
  });

  it('gives nothing for a blob with any one bit turned', async () => {
    const blob = blobOf(fromHex(vectors.blobs[0]!.frame));
    const places = fc.nat({ max: blob.length * 8 - 1 });
    const property = fc.asyncProperty(places, async (place) => {
      const turned = blob.slice();
      turned[place >> 3]! ^= 1 << (place & 7);
      expect(await open(cipher, vectors.blobs[0]!.senderId, turned)).toBeUndefined();
    });
    await fc.assert(property, { seed: 1, numRuns: 100 });
  });

  it.each([0, 1, 12, 27])('gives nothing for a blob of %i bytes', async (length) => {
    expect(await open(cipher, 1, new Uint8Array(length))).toBeUndefined();
  });

  it('opens a blob of 28 bytes to nothing at all', async () => {
    const iv = new Uint8Array(12);
    const gcm = { name: 'AES-GCM', iv, additionalData: additionalData(cipher.roomId, 1) };
    const sealed = await crypto.subtle.encrypt(gcm, cipher.key as CryptoKey, new Uint8Array(0));
    const blob = Uint8Array.from(Buffer.concat([iv, new Uint8Array(sealed)]));
    expect(blob).toHaveLength(28);
    expect(await open(cipher, 1, blob)).toEqual(new Uint8Array(0));
  });

  it('leaves the blob as it was', async () => {
    const { frame, senderId } = vectors.blobs[0]!;
    const whole = fromHex(frame);
    await open(cipher, senderId, blobOf(whole));
    expect(toHex(whole)).toBe(frame);
  });
});

describe('sealing', () => {
  it('makes blobs that open to the same envelope for the same sender and for no other', async () => {
    const property = fc.asyncProperty(envelopes, u32, u32, async (envelope, senderId, otherId) => {
      const blob = await seal(cipher, senderId, envelope);
      expect(same(await open(cipher, senderId, blob), encodeEnvelope(envelope))).toBe(true);
      if (otherId !== senderId) expect(await open(cipher, otherId, blob)).toBeUndefined();
    });
    await fc.assert(property, { seed: 2, numRuns: 100 });
  });

  it('makes a blob of 28 bytes more than the padded envelope', async () => {
    const envelope = { seq: 1, epoch: 1, view: new Uint8Array(16), kind: 0, body: new Uint8Array(0) };
    expect(await seal(cipher, 1, envelope)).toHaveLength(256 + 28);
    const longest = { ...envelope, body: new Uint8Array(MAX_MESSAGE_BODY_BYTES) };
    expect(await seal(cipher, 1, longest)).toHaveLength(15_872 + 28);
  });

  it('takes a fresh IV each time', async () => {
    const envelope = { seq: 1, epoch: 1, view: new Uint8Array(16), kind: 0, body: new Uint8Array(0) };
    const blobs = await Promise.all(Array.from({ length: 200 }, () => seal(cipher, 1, envelope)));
    const ivs = new Set(blobs.map((blob) => toHex(blob.subarray(0, 12))));
    expect(ivs.size).toBe(200);
  });
});
