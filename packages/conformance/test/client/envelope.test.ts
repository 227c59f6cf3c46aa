import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Mismatch } from '../../src/check.js';
import {
  decodeMessage,
  decodePlaintext,
  encodeMessage,
  encodePlaintext,
  openBlob,
  sealBlob,
} from '../../src/wire/envelope.js';

interface Blob {
  readonly name: string;
  readonly senderId: number;
  readonly seq: number;
  readonly epoch: number;
  readonly kind: number;
  readonly body: string;
  readonly iv: string;
  readonly plaintext: string;
  readonly frame: string;
}

interface Vectors {
  readonly key: string;
  readonly roomId: string;
  readonly blobs: readonly Blob[];
}

const VECTORS = new URL('../../../protocol/vectors/', import.meta.url);
const vectors = async (name: string) => JSON.parse(await readFile(new URL(name, VECTORS), 'utf8')) as unknown;
const hex = (text: string) => Buffer.from(text, 'hex');

const { key, roomId, blobs } = (await vectors('blobs.json')) as Vectors;
const { views } = (await vectors('views.json')) as { views: readonly { memberId: number; view: string }[] };
const seal = { key: Buffer.from(key, 'base64url'), roomId };
const viewAt = (epoch: number) =>
  hex(views.find(({ memberId }) => memberId === epoch)?.view ?? '').subarray(0, 16);

describe('the test vectors', () => {
  it.each(blobs)('are sealed to the byte: $name', ({ senderId, iv, plaintext, frame, body, ...rest }) => {
    const sealed = encodePlaintext({ ...rest, view: viewAt(rest.epoch), body: hex(body) });
    expect(sealed.toString('hex')).toBe(plaintext);
    expect(encodeMessage(senderId, sealBlob(seal, senderId, sealed, hex(iv))).toString('hex')).toBe(frame);
  });

  it.each(blobs)('are opened: $name', ({ senderId, frame, seq, epoch, kind, body }) => {
    const message = decodeMessage(hex(frame));
    expect(message.senderId).toBe(senderId);
    const opened = openBlob(seal, senderId, message.blob) ?? Buffer.alloc(0);
    const envelope = { version: 1, seq, epoch, kind, body: hex(body), view: viewAt(epoch) };
    expect(decodePlaintext(opened)).toEqual(envelope);
    expect(openBlob(seal, senderId + 1, message.blob)).toBeUndefined();
  });
});

describe('a plaintext', () => {
  const plaintext = encodePlaintext({ seq: 1, epoch: 2, view: viewAt(2), kind: 0, body: Buffer.from('hi') });
  const changed = (change: (bytes: Buffer) => Buffer) => change(Buffer.from(plaintext));

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['is a byte short', plaintext.subarray(1)],
    ['is too long', Buffer.concat([plaintext, Buffer.alloc(15_872)])],
    ['is of another version', changed((bytes) => bytes.fill(2, 0, 1))],
    ['has another mark', changed((bytes) => bytes.fill(0x81, 28, 29))],
    ['has no mark', changed((bytes) => bytes.fill(0, 26))],
    ['has a block too many', Buffer.concat([plaintext, Buffer.alloc(256)])],
  ])('of a client is not sound where it %s', (_, bytes) => {
    expect(() => decodePlaintext(bytes)).toThrow(Mismatch);
  });
});
