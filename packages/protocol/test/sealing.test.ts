import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeContent } from '../src/content.js';
import {
  additionalData,
  decodeEnvelopeBody,
  decodeEnvelopeHeader,
  encodeEnvelope,
  isEnvelope,
} from '../src/envelope.js';
import { blobOf, decodeFrame, encodeMessage } from '../src/frames.js';
import vectors from '../vectors/blobs.json';
import receiver from '../vectors/receiver.json';
import views from '../vectors/views.json';
import { fromBase64url, hex, toHex } from './bytes.js';

// The bytes that this package lays out, sealed and opened by WebCrypto as a client does it.

const IV_BYTES = 12;
const ownKey = fromBase64url(vectors.key);
let key: webcrypto.CryptoKey;

beforeAll(async () => {
  key = await webcrypto.subtle.importKey('raw', ownKey, 'AES-GCM', false, ['encrypt', 'decrypt']);
});

const gcm = (iv: Uint8Array, senderId: number): webcrypto.AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: additionalData(vectors.roomId, senderId),
});

const senderOf = (frame: Uint8Array): number | undefined => {
  const read = decodeFrame(frame);
  return read.ok && read.value.type === 'message' ? read.value.senderId : undefined;
};

async function open(frame: Uint8Array, senderId: number): Promise<Uint8Array> {
  const blob = blobOf(frame);
  const params = gcm(blob.subarray(0, IV_BYTES), senderId);
  return new Uint8Array(await webcrypto.subtle.decrypt(params, key, blob.subarray(IV_BYTES)));
}

async function seal(iv: Uint8Array, senderId: number, plaintext: Uint8Array): Promise<Uint8Array> {
  const sealed = await webcrypto.subtle.encrypt(gcm(iv, senderId), key, plaintext);
  return encodeMessage(senderId, Buffer.concat([iv, new Uint8Array(sealed)]));
}

const viewAt = (epoch: number): Uint8Array => hex(views.views[epoch]!.view).subarray(0, 16);

describe.each(vectors.blobs)('the sealed vector "$name"', (vector) => {
  const { senderId, seq, epoch, kind } = vector;
  const frame = hex(vector.frame);
  const plaintext = hex(vector.plaintext);
  const body = hex(vector.body);

  it('names its sender and opens to its plaintext', async () => {
    expect(senderOf(frame)).toBe(senderId);
    expect(toHex(await open(frame, senderId))).toBe(vector.plaintext);
  });

  it('does not open under another memberId', async () => {
    await expect(open(frame, senderId + 1)).rejects.toThrow();
  });

  it('says in its plaintext what the vector says, at the view of its epoch', () => {
    expect(isEnvelope(plaintext)).toBe(true);
    expect(decodeEnvelopeHeader(plaintext)).toEqual({ seq, epoch, view: viewAt(epoch), kind });
    expect(decodeEnvelopeBody(plaintext)).toEqual(body);
  });

  it('has a body that is well-formed for its kind', () => {
    expect(decodeContent(kind, body)).toBeDefined();
  });

  it('is encoded and sealed to the same bytes again', async () => {
    const encoded = encodeEnvelope({ seq, epoch, view: viewAt(epoch), kind, body });
    expect(toHex(encoded)).toBe(vector.plaintext);
    expect(toHex(await seal(hex(vector.iv), senderId, encoded))).toBe(vector.frame);
  });
});

describe('the bodies of the sealed vectors', () => {
  it('are read as text, bytes and JSON', () => {
    const contents = vectors.blobs.map(({ kind, body }) => decodeContent(kind, hex(body)));
    expect(contents).toEqual([
      { kind: 'text', text: 'hi' },
      { kind: 'bytes', bytes: new Uint8Array(0) },
      { kind: 'json', value: { grüße: '\u{1f436}' } },
      { kind: 'text', text: 'a'.repeat(229) },
      { kind: 'text', text: 'a'.repeat(230) },
    ]);
  });
});

describe('the frames of the receiver vectors', () => {
  it.each(receiver.trace.filter(({ event }) => event?.message !== undefined))(
    'open to the text that the application learns: $note',
    async ({ frame, event }) => {
      const sender = senderOf(hex(frame))!;
      const plaintext = await open(hex(frame), sender);
      const { kind } = decodeEnvelopeHeader(plaintext)!;
      const content = decodeContent(kind, decodeEnvelopeBody(plaintext)!);
      expect({ sender, content }).toEqual({
        sender: event!.message!.from,
        content: { kind: 'text', text: event!.message!.text },
      });
    },
  );

  it('that are undecryptable do not open, or tell another view, or have no content', async () => {
    const others = receiver.trace.filter(({ event }) => event?.undecryptable !== undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const { frame, note } of others) {
      const plaintext = await open(hex(frame), senderOf(hex(frame))!).catch(() => undefined);
      expect(plaintext === undefined || !isReadable(plaintext), note).toBe(true);
    }
  });
});

function isReadable(plaintext: Uint8Array): boolean {
  const header = decodeEnvelopeHeader(plaintext);
  const body = decodeEnvelopeBody(plaintext);
  if (!isEnvelope(plaintext) || header === undefined || body === undefined) return false;
  const known = header.epoch < views.views.length && toHex(viewAt(header.epoch)) === toHex(header.view);
  return known && decodeContent(header.kind, body) !== undefined;
}
