import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEnvelopeBody } from '../src/envelope.js';

const HEADER = 26;
const BLOCK = 256;

/** A plaintext of so many bytes, zeros but for the version and for what stands at `bytes`. */
function plaintextOf(length: number, bytes: Readonly<Record<number, number>>): Uint8Array {
  const plaintext = new Uint8Array(length);
  plaintext[0] = 0x01;
  for (const [at, byte] of Object.entries(bytes)) plaintext[Number(at)] = byte;
  return plaintext;
}

describe('decodeEnvelopeBody', () => {
  it.each<[string, number, Readonly<Record<number, number>>, number]>([
    ['0x80 right after the header', 256, { 26: 0x80 }, 0],
    ['0x80 as the last byte', 256, { 255: 0x80 }, 229],
    ['0x80 as the kind as well', 256, { 25: 0x80, 26: 0x80 }, 0],
    ['0x80 in the body as well', 256, { 26: 0x80, 27: 0x80 }, 1],
    ['255 zeros after 0x80', 512, { 256: 0x80 }, 230],
    ['255 zeros after 0x80 in the longest plaintext', 15_872, { 15_616: 0x80 }, 15_590],
    ['no zeros after 0x80 in the longest plaintext', 15_872, { 15_871: 0x80 }, 15_845],
  ])('reads a body that ends with %s', (_what, length, bytes, body) => {
    expect(decodeEnvelopeBody(plaintextOf(length, bytes))?.length).toBe(body);
  });

  it.each<[string, number, Readonly<Record<number, number>>]>([
    ['no bytes at all', 0, {}],
    ['no padding', 256, {}],
    ['nothing but 0x80 in the header', 256, { 25: 0x80 }],
    ['0x80 only in the header, as part of the view', 256, { 20: 0x80 }],
    ['another byte than 0x80 at the end', 256, { 255: 0x81 }],
    ['0x80 before another last byte', 256, { 100: 0x80, 200: 0x01 }],
    ['the low bit alone', 256, { 26: 0x01 }],
    ['256 zeros after 0x80', 512, { 255: 0x80 }],
    ['a block more than was needed', 512, { 26: 0x80 }],
    ['a block more than was needed, at its most', 15_872, { 15_615: 0x80 }],
    ['a block less one byte', 255, { 254: 0x80 }],
    ['a block and one byte', 257, { 256: 0x80 }],
    ['a header and no more', 26, { 25: 0x80 }],
    ['a header and 0x80', 27, { 26: 0x80 }],
    ['one byte', 1, { 0: 0x80 }],
    ['a block above the longest', 16_128, { 16_127: 0x80 }],
  ])('finds no body in a plaintext with %s', (_what, length, bytes) => {
    expect(decodeEnvelopeBody(plaintextOf(length, bytes))).toBeUndefined();
  });

  it('agrees with the contract read word by word', () => {
    const length = fc.constantFrom(0, 26, 27, 255, 256, 257, 511, 512, 768, 15_872, 16_128);
    const sparse = fc.array(fc.tuple(fc.nat({ max: 800 }), fc.constantFrom(0x80, 0x80, 0x01)), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(length, sparse, fc.boolean(), (size, marks, fromEnd) => {
        const plaintext = new Uint8Array(size);
        for (const [at, byte] of marks) plaintext[fromEnd ? size - 1 - at : at] = byte;
        expect(decodeEnvelopeBody(plaintext)?.length).toBe(bodyLength(plaintext));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Step 4 of Receiving: the length of the body, or undefined where one of its conditions does not hold. */
function bodyLength(plaintext: Uint8Array): number | undefined {
  const { length } = plaintext;
  const last = plaintext.findLastIndex((byte) => byte !== 0);
  const zeros = length - 1 - last;
  const sound =
    length > 0 && length % BLOCK === 0 && length <= 15_872 && plaintext[last] === 0x80 && last >= HEADER;
  return sound && zeros < BLOCK ? last - HEADER : undefined;
}
