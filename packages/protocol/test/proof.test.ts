import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadingZeroBits, proofInput } from '../src/proof.js';
import vectors from '../vectors/pow.json';
import { hex } from './bytes.js';

describe('a proof of work', () => {
  it.each(vectors.proofs)('of $token with $nonce hashes as in the vector', ({ token, nonce, sha256 }) => {
    const digest = createHash('sha256').update(proofInput(token, nonce)).digest('hex');
    expect(digest).toBe(sha256);
  });

  it.each(vectors.proofs)('of $token meets $difficulty bits: $valid', ({ sha256, difficulty, valid }) => {
    expect(leadingZeroBits(hex(sha256)) >= difficulty).toBe(valid);
  });

  it('hashes token and nonce in one piece, nothing in between', () => {
    expect(proofInput('Ab-_', '0f')).toEqual(hex('41 62 2d 5f 30 66'));
  });
});

describe('leadingZeroBits', () => {
  it.each([
    ['', 0],
    ['80', 0],
    ['ff', 0],
    ['40', 1],
    ['01', 7],
    ['00', 8],
    ['0080', 8],
    ['0001', 15],
    ['000035', 18], // the worked example: sixteen, then 0011 0101
    ['00004000', 17],
    ['000000', 24],
    ['0000000100', 31],
  ])('of %j is %i', (digest, bits) => {
    expect(leadingZeroBits(hex(digest))).toBe(bits);
  });

  it('counts a digest of zeros to its end', () => {
    expect(leadingZeroBits(new Uint8Array(32))).toBe(256);
  });

  it('agrees with the digest written as bits', () => {
    const digest = fc
      .tuple(fc.nat({ max: 31 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([zeros, bytes]) => bytes.fill(0, 0, zeros));
    fc.assert(
      fc.property(digest, (bytes) => {
        const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        expect(leadingZeroBits(bytes)).toBe(/^0*/.exec(bits)![0].length);
      }),
    );
  });
});
