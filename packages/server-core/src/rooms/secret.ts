import { hash, timingSafeEqual } from 'node:crypto';
import { base64urlLength, ROOM_SECRET_BYTES } from '@pug-network/protocol';
import { randomText } from '../random.js';

const SECRET_CHARS = base64urlLength(ROOM_SECRET_BYTES);

/** A new room secret: 16 random bytes as base64url. */
export const newSecret = (): string => randomText(ROOM_SECRET_BYTES);

/** What the server keeps of a secret: SHA-256 of its ASCII form, one byte a character (a string is smaller than a Buffer). */
export const digestOf = (roomSecret: string): string => hash('sha256', roomSecret, 'binary');

/**
 * Whether the received string is the secret behind a digest (protocol.md §3). The same work whatever the length of the
 * string and wherever it differs: one hash over exactly as many bytes as a secret has, one comparison of two digests.
 */
export function matchesSecret(received: string, digest: string): boolean {
  const candidate = Buffer.alloc(SECRET_CHARS);
  candidate.write(received, 'utf8');
  const isSame = timingSafeEqual(hash('sha256', candidate, 'buffer'), Buffer.from(digest, 'latin1'));
  // The length first: whoever guesses knows it already, whether the digests agree must not be seen in the time.
  return received.length === SECRET_CHARS && isSame;
}
