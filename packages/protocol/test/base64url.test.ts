import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64urlLength, decodeBase64url, encodeBase64url, is16Bytes, is32Bytes } from '../src/base64url.js';
import { hex } from './bytes.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'ascii'));

const KNOWN: readonly (readonly [text: string, bytes: Uint8Array])[] = [
  // RFC 4648 §10, without the padding
  ['', ascii('')],
  ['Zg', ascii('f')],
  ['Zm8', ascii('fo')],
  ['Zm9v', ascii('foo')],
  ['Zm9vYg', ascii('foob')],
  ['Zm9vYmE', ascii('fooba')],
  ['Zm9vYmFy', ascii('foobar')],
  // the two characters that base64 has not
  ['--__', hex('fbefff')],
  ['-_8', hex('fbff')],
  ['AA', hex('00')],
  ['_w', hex('ff')],
  // §0 of the protocol: the room id of the worked example
  ['CRAXHiUsMzpBSE9WXWRrcg', hex('0910171e252c333a41484f565d646b72')],
];

describe('base64url', () => {
  it.each(KNOWN)('writes and reads the known answer %j', (text, bytes) => {
    expect(encodeBase64url(bytes)).toBe(text);
    expect(decodeBase64url(text)).toEqual(bytes);
    expect(decodeBase64url(text, bytes.length)).toEqual(bytes);
    expect(base64urlLength(bytes.length)).toBe(text.length);
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
      }),
    );
  });

  it('writes what Node writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(text.length).toBe(base64urlLength(bytes.length));
      }),
    );
  });

  it('reads exactly the strings that Node reads and writes again unchanged', () => {
    const character = fc.constantFrom(...ALPHABET, '+', '/', '=', ' ', '\n', 'é', '\u{1f436}');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: character, maxLength: 24 })), (text) => {
        const bytes = Buffer.from(text, 'base64url');
        const canonical = bytes.toString('base64url') === text;
        expect(decodeBase64url(text)).toEqual(canonical ? Uint8Array.from(bytes) : undefined);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('decodeBase64url', () => {
  // The last character of a string of `bytes` bytes carries `unused` bits that say nothing and must be zero.
  const LENGTHS = [
    { bytes: 1, unused: 4 },
    { bytes: 2, unused: 2 },
    { bytes: 3, unused: 0 },
    { bytes: 16, unused: 4 },
    { bytes: 32, unused: 2 },
  ];

  it.each(LENGTHS)('refuses every non-canonical last character after $bytes bytes', ({ bytes, unused }) => {
    const start = 'A'.repeat(base64urlLength(bytes) - 1);
    const read = ALPHABET.filter((last) => decodeBase64url(start + last, bytes) !== undefined);
    const canonical = ALPHABET.filter((_, value) => value % 2 ** unused === 0);
    expect(read).toEqual(canonical);
  });

  it.each(['A', 'AAAAA', 'AAAAAAAAA'])('refuses %j: no number of bytes has that length', (text) => {
    expect(decodeBase64url(text)).toBeUndefined();
  });

  it.each([
    ['padding', 'Zg=='],
    ['padding after three characters', 'Zm8='],
    ['a plus sign', '++AA'],
    ['a slash', '//AA'],
    ['a space in front', ' Zm9v'.slice(0, 4)],
    ['a space inside', 'Zm 9'],
    ['a line end', 'Zm9\n'],
    ['NUL', 'Zm9\0'],
    ['DEL, the last of ASCII', 'Zm9\u007f'],
    ['the first character beyond ASCII', 'Zm9\u0080'],
    ['a full-width letter', 'Zm9\uff21'],
    ['a character that is A in its low byte', 'Zm9\u0141'],
    ['half a surrogate pair', 'Zm9\ud83d'],
    ['percent-encoding', 'Zm9%'],
  ])('refuses %s', (_what, text) => {
    expect(decodeBase64url(text)).toBeUndefined();
  });

  it.each([15, 17, 0, 32])('refuses 16 bytes where %i are asked for', (length) => {
    expect(decodeBase64url('CRAXHiUsMzpBSE9WXWRrcg', length)).toBeUndefined();
  });
});

describe.each([
  { name: 'is16Bytes', isBytes: is16Bytes, length: 16 },
  { name: 'is32Bytes', isBytes: is32Bytes, length: 32 },
])('$name', ({ isBytes, length }) => {
  const start = 'A'.repeat(base64urlLength(length) - 1);

  it('is true for each last character that decodeBase64url takes, and for no other', () => {
    const last = [...ALPHABET, '=', '+', '/', '\n', 'é', ''];
    const taken = last.filter((character) => decodeBase64url(start + character, length) !== undefined);
    expect(last.filter((character) => isBytes(start + character))).toEqual(taken);
  });

  it('is true for whatever so many bytes are written as', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (bytes) => {
        expect(isBytes(encodeBase64url(bytes))).toBe(true);
      }),
    );
  });

  it.each([length - 1, length + 1])('is false for %i bytes', (other) => {
    expect(isBytes(encodeBase64url(new Uint8Array(other)))).toBe(false);
  });

  it.each([undefined, null, 0, {}, [`${start}A`], new String(`${start}A`)])('is false for %o', (value) => {
    expect(isBytes(value)).toBe(false);
  });

  it.each(['+', '/', '=', ' ', '\n', '\0', 'é', '\uff21', '%'])('is false with %j inside', (character) => {
    expect(isBytes(`${character}${start.slice(1)}A`)).toBe(false);
  });

  it.each(['\n', ' ', '='])('is false with %j after it', (character) => {
    expect(isBytes(`${start}A${character}`)).toBe(false);
  });
});
