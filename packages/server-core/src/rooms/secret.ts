import { timingSafeEqual } from 'node:crypto';
import { base64urlLength, ROOM_SECRET_BYTES } from '@pug-network/protocol';
import { randomText } from '../crypto/random.js';
import { sha256Into, sha256Latin1, SHA256_BYTES } from '../crypto/sha256.js';

const SECRET_CHARS = base64urlLength(ROOM_SECRET_BYTES);

// What a comparison works on: the bytes received, their digest, the room's digest. None is made for each.
const candidate = Buffer.alloc(SECRET_CHARS);
const candidateDigest = Buffer.alloc(SHA256_BYTES);
const roomDigest = Buffer.alloc(SHA256_BYTES);

/** A new room secret: 16 random bytes as base64url. */
export const newSecret = (): string => randomText(ROOM_SECRET_BYTES);

/** What the server keeps of a secret: SHA-256 of its ASCII form. */
export const digestOf = (roomSecret: string): string => sha256Latin1(roomSecret);

/**
 * Whether the received string is the secret behind a digest (protocol.md §3). The same work whatever the length of the
 * string and wherever it differs: one hash over exactly as many bytes as a secret has, one comparison of two digests.
 */
export function matchesSecret(received: string, digest: string): boolean {
  candidate.write(received, 'utf8');
  sha256Into(candidateDigest, candidate);
  // Nothing of a secret stays, and what a shorter string does not reach is zero.
  candidate.fill(0);
  roomDigest.write(digest, 'latin1');
  const isSame = timingSafeEqual(candidateDigest, roomDigest);
  // The length first: whoever guesses knows it already, whether the digests agree must not be seen in the time.
  return received.length === SECRET_CHARS && isSame;
}
