import { createHash } from 'node:crypto';

/** Tries after which something is wrong: at 8 bits one in 256 fits. */
const MAX_TRIES = 100_000;

/** SHA-256(ASCII(token) ‖ ASCII(nonce)) begins with this many zero bits (protocol.md §1). */
export function zeroBits(token: string, nonce: string): number {
  const digest = createHash('sha256')
    .update(token + nonce, 'latin1')
    .digest();
  const byte = digest.findIndex((value) => value !== 0);
  return byte * 8 + Math.clz32(digest[byte] ?? 0) - 24;
}

/** The first nonce, of those that `nonceAt` counts out, whose zero bits `fits` accepts. */
export function findNonce(
  token: string,
  fits: (bits: number) => boolean,
  nonceAt: (index: number) => string = (index) => index.toString(16),
): string {
  for (let index = 0; index < MAX_TRIES; index++) {
    const nonce = nonceAt(index);
    if (fits(zeroBits(token, nonce))) return nonce;
  }
  throw new Error(`no nonce in ${MAX_TRIES} tries`);
}

export function solve(token: string, difficulty: number, nonceAt?: (index: number) => string): string {
  return findNonce(token, (bits) => bits >= difficulty, nonceAt);
}
