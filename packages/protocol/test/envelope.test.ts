import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  additionalData,
  decodeEnvelopeBody,
  decodeEnvelopeHeader,
  encodeEnvelope,
  isEnvelope,
  type Envelope,
} from '../src/envelope.js';
import { bytesOf, u32 } from './arbitraries.js';
import { hex, same } from './bytes.js';

const MAX_BODY = 15_845;
const BLOCK = 256;
const HEADER = 26;

const VIEW = hex('829b08650dc52865bc910a4094aab33f');
const envelope = (changes: Partial<Envelope> = {}): Envelope => ({
  ...{ seq: 1, epoch: 2, view: VIEW, kind: 0, body: hex('6869') },
  ...changes,
});

describe('additionalData', () => {
  it('is the golden 34 bytes of the worked example', () => {
    const golden = hex(`
      7075672e7631                                  ; ASCII of pug.v1
      00                                            ; separator
      43524158486955734d7a704253453957585752726367  ; ASCII of the room id
      00                                            ; separator
      00000002                                      ; senderId
    `);
    expect(additionalData('CRAXHiUsMzpBSE9WXWRrcg', 2)).toEqual(golden);
    expect(golden.length).toBe(34);
  });

  it('holds any senderId that a frame holds and no other', () => {
    expect(additionalData('CRAXHiUsMzpBSE9WXWRrcg', 0xffffffff).subarray(30)).toEqual(hex('ffffffff'));
    expect(() => additionalData('CRAXHiUsMzpBSE9WXWRrcg', 2 ** 32)).toThrow(RangeError);
    expect(() => additionalData('CRAXHiUsMzpBSE9WXWRrcg', -1)).toThrow(RangeError);
  });
});

describe('encodeEnvelope', () => {
  it('writes the golden bytes of the worked example', () => {
    const golden = hex(`
      01                                ; version
      00000001                          ; seq
      00000002                          ; epoch
      829b08650dc52865bc910a4094aab33f  ; view
      00                                ; kind
      6869                              ; body, "hi"
      80                                ; start of the padding; zeros follow
    `);
    const plaintext = encodeEnvelope(envelope());
    expect(plaintext.subarray(0, golden.length)).toEqual(golden);
    expect(plaintext.subarray(golden.length)).toEqual(new Uint8Array(BLOCK - golden.length));
  });

  it.each([
    [0, 256],
    [229, 256],
    [230, 512],
    [485, 512],
    [486, 768],
    [MAX_BODY - 256, 15_616],
    [MAX_BODY - 255, 15_872],
    [MAX_BODY, 15_872],
  ])('pads a body of %i bytes to %i', (body, plaintext) => {
    expect(encodeEnvelope(envelope({ body: new Uint8Array(body) })).length).toBe(plaintext);
  });

  it('throws on one byte of body more than 15,845', () => {
    expect(() => encodeEnvelope(envelope({ body: new Uint8Array(MAX_BODY + 1) }))).toThrow(RangeError);
  });

  it.each([0, 15, 17, 32])('throws on a view of %i bytes', (length) => {
    expect(() => encodeEnvelope(envelope({ view: new Uint8Array(length) }))).toThrow(RangeError);
  });

  it.each([-1, 2 ** 32, 1.5, Number.NaN])('throws on a seq or an epoch of %d', (value) => {
    expect(() => encodeEnvelope(envelope({ seq: value }))).toThrow(RangeError);
    expect(() => encodeEnvelope(envelope({ epoch: value }))).toThrow(RangeError);
  });

  it.each([-1, 256, 1.5, Number.NaN])('throws on a kind of %d, which is no byte', (kind) => {
    expect(() => encodeEnvelope(envelope({ kind }))).toThrow(RangeError);
  });
});

describe('an envelope', () => {
  const header = fc.record({ seq: u32, epoch: u32, view: bytesOf(16), kind: fc.nat({ max: 255 }) });
  // Zeros and 0x80 in the body are what padding could be mistaken for.
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 800 }),
    fc.array(fc.constantFrom(0x00, 0x80, 0x01), { maxLength: 800 }).map((bytes) => Uint8Array.from(bytes)),
  );

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(header, body, (fields, bytes) => {
        const plaintext = encodeEnvelope({ ...fields, body: bytes });
        expect(isEnvelope(plaintext)).toBe(true);
        expect(decodeEnvelopeHeader(plaintext)).toEqual(fields);
        expect(same(decodeEnvelopeBody(plaintext), bytes)).toBe(true);
        expect(plaintext.length % BLOCK).toBe(0);
      }),
    );
  });

  const LENGTHS = Array.from({ length: MAX_BODY + 1 }, (_, length) => length).filter((length) => {
    const beyond = (length + HEADER + 1) % BLOCK;
    return beyond <= 3 || beyond >= BLOCK - 3;
  });

  it('is read back with a body of each length near a multiple of 256, whatever its bytes are', () => {
    expect(LENGTHS).toContain(MAX_BODY);
    for (const byte of [0x00, 0x80, 0xff]) {
      for (const length of LENGTHS) {
        const bytes = new Uint8Array(length).fill(byte);
        const plaintext = encodeEnvelope(envelope({ body: bytes }));
        expect(plaintext.length).toBe(Math.ceil((HEADER + length + 1) / BLOCK) * BLOCK);
        expect(same(decodeEnvelopeBody(plaintext), bytes)).toBe(true);
      }
    }
  });
});

describe('decodeEnvelopeHeader', () => {
  it('reads the header whatever the padding is', () => {
    const plaintext = encodeEnvelope(envelope()).subarray(0, HEADER);
    expect(decodeEnvelopeHeader(plaintext)).toEqual({ seq: 1, epoch: 2, view: VIEW, kind: 0 });
  });

  it('reads one that ends right behind the view, which has no body', () => {
    const plaintext = encodeEnvelope(envelope()).subarray(0, HEADER - 1);
    expect(decodeEnvelopeHeader(plaintext)).toEqual({ seq: 1, epoch: 2, view: VIEW, kind: 0 });
    expect(decodeEnvelopeBody(plaintext)).toBeUndefined();
  });

  it.each([0, 1, 5, 9, 24])('finds none in %i bytes', (length) => {
    expect(decodeEnvelopeHeader(encodeEnvelope(envelope()).subarray(0, length))).toBeUndefined();
  });
});

describe('isEnvelope', () => {
  it('is true for the version 01 and no other first byte', () => {
    const versions = Array.from({ length: 256 }, (_, version) => version);
    expect(versions.filter((version) => isEnvelope(Uint8Array.of(version, 0)))).toEqual([1]);
  });

  it('is false for nothing at all', () => {
    expect(isEnvelope(new Uint8Array(0))).toBe(false);
  });
});
