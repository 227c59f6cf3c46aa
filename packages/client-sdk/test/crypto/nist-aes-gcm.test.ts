import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seal } from '../../src/crypto/seal.js';
import { fromHex, toHex } from '../bytes.js';
import { blobOf, cipherFor, opened, type Case } from './aes-gcm-case.js';

const ENVELOPE = { seq: 1, epoch: 1, view: new Uint8Array(16), kind: 0, body: new Uint8Array(0) };
const TAG_BITS = 128;

const casesOf = (name: string): Case[] => {
  const text = readFileSync(new URL(`../vectors/nist/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: Case[] }).cases;
};
const encryptions = casesOf('aes-256-gcm-encrypt');
const decryptions = casesOf('aes-256-gcm-decrypt');
const valid = decryptions.filter(({ plaintext }) => plaintext !== null);
const invalid = decryptions.filter(({ plaintext }) => plaintext === null);

describe('the vectors of NIST for AES-256-GCM', () => {
  it('are all there', () => {
    expect([encryptions.length, valid.length, invalid.length]).toEqual([375, 184, 191]);
  });

  it('are what sealing gives', async () => {
    for (const vector of encryptions) {
      expect(toHex(await seal(await cipherFor(vector), 1, ENVELOPE))).toBe(blobOf(vector));
    }
  });

  it('open', async () => {
    for (const vector of [...encryptions, ...valid]) expect(await opened(vector)).toBe(vector.plaintext);
  });

  it('do not open where they must not', async () => {
    for (const vector of invalid) expect(await opened(vector), vector.tag).toBeUndefined();
  });

  it('do not open with any one bit of the tag turned', async () => {
    for (const [i, vector] of encryptions.entries()) {
      const blob = fromHex(blobOf(vector));
      const bit = i % TAG_BITS;
      blob[blob.length - 1 - (bit >> 3)]! ^= 1 << (bit & 7);
      expect(await opened(vector, blob), `bit ${bit}`).toBeUndefined();
    }
  });

  it('do not open with a tag of fewer bytes', async () => {
    for (const vector of encryptions) {
      for (const fewer of [1, 4, 12]) {
        expect(await opened(vector, fromHex(blobOf(vector)).slice(0, -fewer))).toBeUndefined();
      }
    }
  });

  it('do not open with a tag of zeros or of ones', async () => {
    for (const vector of encryptions) {
      for (const tag of ['00'.repeat(16), 'ff'.repeat(16)]) {
        expect(await opened({ ...vector, tag })).toBeUndefined();
      }
    }
  });
});
