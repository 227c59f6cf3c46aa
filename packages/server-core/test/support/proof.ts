import { createHash } from 'node:crypto';
import { leadingZeroBits } from '@pug-network/protocol';

const bitsOf = (token: string, nonce: string): number =>
  leadingZeroBits(createHash('sha256').update(`${token}${nonce}`, 'ascii').digest());

/** The first nonce for which the hash has the bits, or has not: counted upwards in hexadecimal. */
export function nonceFor(token: string, hasBits: (bits: number) => boolean): string {
  for (let n = 0; ; n++) {
    const nonce = n.toString(16);
    if (hasBits(bitsOf(token, nonce))) return nonce;
  }
}
