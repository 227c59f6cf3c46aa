import { hash } from 'node:crypto';

/** How many zero bits SHA-256(ASCII(token) ‖ ASCII(nonce)) begins with (docs/protocol.md, 1. Challenge). */
export function zeroBits(token: string, nonce: string): number {
  const digest = hash('sha256', Buffer.from(token + nonce, 'latin1'), 'buffer');
  const byte = digest.findIndex((value) => value !== 0);
  return byte * 8 + Math.clz32(digest[byte] ?? 0) - 24;
}

/** Gives nonces one after the other. */
export type Nonces = (index: number) => string;

const countUp: Nonces = (index) => index.toString(16);

/** The first nonce whose zero bits `fits` accepts. Throws after `maxTries`. */
export function findNonce(
  token: string,
  fits: (bits: number) => boolean,
  nonceAt: Nonces = countUp,
  maxTries = 100_000_000,
): string {
  for (let index = 0; index < maxTries; index++) {
    const nonce = nonceAt(index);
    if (fits(zeroBits(token, nonce))) return nonce;
  }
  throw new Error(`no nonce in ${maxTries} tries`);
}

/** A nonce with at least `difficulty` zero bits. */
export function solve(token: string, difficulty: number, nonceAt?: Nonces): string {
  return findNonce(token, (bits) => bits >= difficulty, nonceAt);
}
