import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeChallenge, isNonce, isToken } from '../../src/codec-http.js';
import { MAX_DIFFICULTY_BITS } from '../../src/constants.js';
import { leadingZeroBits, proofInput } from '../../src/proof.js';
import vectors from '../../vectors/pow.json';
import { hex } from '../bytes.js';
import { CHALLENGE } from '../samples.js';

const digestOf = (token: string, nonce: string): string =>
  createHash('sha256').update(proofInput(token, nonce)).digest('hex');

describe('a proof at the boundary of its difficulty', () => {
  it.each(vectors.boundaries)('of $bits bits at $difficulty: $valid', (proof) => {
    expect(digestOf(proof.token, proof.nonce)).toBe(proof.sha256);
    expect(leadingZeroBits(hex(proof.sha256))).toBe(proof.bits);
    expect(proof.bits >= proof.difficulty).toBe(proof.valid);
    expect([isToken(proof.token), isNonce(proof.nonce)]).toEqual([true, true]);
  });
});

describe('a nonce of the wrong form', () => {
  it.each(vectors.refusedNonces)('is refused though its digest would do: $name', (proof) => {
    expect(digestOf(proof.token, proof.nonce)).toBe(proof.sha256);
    expect(leadingZeroBits(hex(proof.sha256))).toBeGreaterThanOrEqual(proof.difficulty);
    expect(isNonce(proof.nonce)).toBe(false);
  });
});

describe('a challenge token', () => {
  it.each(vectors.tokens)('of $name is well-formed: $wellFormed', ({ token, wellFormed }) => {
    expect(isToken(token)).toBe(wellFormed);
    expect(decodeChallenge(JSON.stringify({ ...CHALLENGE, token })).ok).toBe(wellFormed);
  });
});

describe('a difficulty', () => {
  it.each(vectors.difficulties)('of $difficulty: a client $client', ({ difficulty, client }) => {
    const read = decodeChallenge(JSON.stringify({ ...CHALLENGE, difficulty }));
    const works = read.ok && read.value.difficulty <= MAX_DIFFICULTY_BITS;
    expect(read.ok ? (works ? 'works' : 'refuses') : 'malformed').toBe(client);
  });
});
