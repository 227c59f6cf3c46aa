import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { isRoomSecret } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { digestOf, matchesSecret, newSecret } from '../../src/rooms/secret.js';

// No two of its characters are neighbours, so that a swap shows as well.
const SECRET = 'aB3-dE6_gH9jK2mN5pQ8rw';
const DIGEST = digestOf(SECRET);

/** The same low byte in another code unit, as a careless cut to one byte a character would take it. */
const aliased = (at: number, plane: number): string =>
  SECRET.slice(0, at) + String.fromCharCode(plane * 0x100 + SECRET.charCodeAt(at)) + SECRET.slice(at + 1);

const WRONG: [what: string, received: string][] = [
  ['nothing', ''],
  ['one character', 'a'],
  ['all but the last character', SECRET.slice(0, -1)],
  ['all but the first character', SECRET.slice(1)],
  ['one character more', `${SECRET}A`],
  ['a zero byte more', `${SECRET}\0`],
  ['a zero byte for the last character', `${SECRET.slice(0, -1)}\0`],
  ['padding more', `${SECRET}==`],
  ['a space in front', ` ${SECRET}`],
  ['a newline behind', `${SECRET}\n`],
  ['twice', SECRET + SECRET],
  ['a thousand characters more', SECRET + 'A'.repeat(1_000)],
  ['in upper case', SECRET.toUpperCase()],
  ['in standard base64', SECRET.replaceAll('-', '+').replaceAll('_', '/')],
  ['other unused bits, the same bytes once decoded', `${SECRET.slice(0, -1)}x`],
  ['first and last exchanged', `${SECRET.at(-1)}${SECRET.slice(1, -1)}${SECRET[0]}`],
  ['full-width letters', Array.from(SECRET, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')],
  ['22 characters that take more bytes', '\u00e9'.repeat(22)],
  ['11 characters that take 22 bytes', '\u00e9'.repeat(11)],
  ['a lone surrogate', `${SECRET.slice(0, -1)}\ud800`],
  ['a secret with a combining accent', `${SECRET}\u0301`],
];

describe('a room secret', () => {
  it('is 16 random bytes in base64url, new each time', () => {
    const secrets = Array.from({ length: 1_000 }, newSecret);
    expect(secrets.filter((secret) => !isRoomSecret(secret))).toEqual([]);
    expect(new Set(secrets).size).toBe(1_000);
  });

  it('is kept as SHA-256 of its ASCII form alone', () => {
    expect(Buffer.from(DIGEST, 'latin1')).toEqual(createHash('sha256').update(SECRET, 'ascii').digest());
  });

  it('matches itself', () => {
    expect(matchesSecret(SECRET, DIGEST)).toBe(true);
    for (let n = 0; n < 100; n++) {
      const secret = newSecret();
      expect(matchesSecret(secret, digestOf(secret))).toBe(true);
    }
  });

  it.each(WRONG)('does not match %s', (_what, received) => {
    expect(received).not.toBe(SECRET);
    expect(matchesSecret(received, DIGEST)).toBe(false);
  });

  it('does not match with another character at any place', () => {
    for (let at = 0; at < SECRET.length; at++) {
      const other = SECRET[at] === 'z' ? 'y' : 'z';
      expect(matchesSecret(SECRET.slice(0, at) + other + SECRET.slice(at + 1), DIGEST), `at ${at}`).toBe(
        false,
      );
    }
  });

  it('does not match with a character of the same low byte at any place', () => {
    expect(aliased(0, 1)).toBe(`\u0161${SECRET.slice(1)}`);
    for (let at = 0; at < SECRET.length; at++) {
      for (const plane of [0x01, 0x02, 0x20, 0x41, 0xff]) {
        expect(matchesSecret(aliased(at, plane), DIGEST), `${plane} at ${at}`).toBe(false);
      }
    }
  });

  it('does not match one that is all A, nor the other way round', () => {
    const [all, alias] = ['A'.repeat(22), '\u0141'.repeat(22)];
    expect(matchesSecret(all, digestOf(all))).toBe(true);
    expect(matchesSecret(alias, digestOf(all))).toBe(false);
    expect(matchesSecret(all, DIGEST)).toBe(false);
  });

  it('matches no string but itself', () => {
    const near = fc
      .array(fc.constantFrom(...SECRET, '\0', '\u0141', '\u{1f436}'), { maxLength: 30 })
      .map((c) => c.join(''));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary', maxLength: 40 })), (received) => {
        expect(matchesSecret(received, DIGEST)).toBe(received === SECRET);
      }),
      { numRuns: 2_000, examples: [[SECRET], [`${SECRET}A`]] },
    );
  });
});
