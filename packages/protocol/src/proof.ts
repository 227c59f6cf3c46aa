import { encodeUtf8 } from './json.js';

/** How many bits at the start of `digest` are zero, bit 7 of byte 0 first (protocol.md §1). */
export function leadingZeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

/** What a proof hashes: ASCII(token) ‖ ASCII(nonce) (protocol.md §1). */
export const proofInput = (token: string, nonce: string): Uint8Array => encodeUtf8(token + nonce);
