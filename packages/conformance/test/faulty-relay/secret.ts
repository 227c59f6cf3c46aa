import { createHash, timingSafeEqual } from 'node:crypto';
import type { Faults } from './faults.js';

/** What the relay keeps of a secret: SHA-256 of its characters; protocol.md §0. */
export function digestSecret(faults: Faults, secret: string): Buffer {
  return createHash('sha256').update(reading(faults, secret), 'utf8').digest();
}

/** Whether a received string is the secret. Both digests are of one length, and are compared in constant time. */
export function isSecret(faults: Faults, received: string, digest: Buffer): boolean {
  return timingSafeEqual(digestSecret(faults, received), digest) || faults.on('join.secret-not-checked');
}

/** The secret as received, unless a fault reads something else into it. */
function reading(faults: Faults, secret: string): string {
  if (faults.on('join.secret-prefix')) return secret.slice(0, 16);
  if (faults.on('join.secret-longer-accepted')) return secret.slice(0, 22);
  if (faults.on('join.secret-in-any-case')) return secret.toLowerCase();
  if (faults.on('join.secret-trimmed')) return secret.trim();
  if (faults.on('join.secret-decoded')) return Buffer.from(secret, 'base64url').toString('base64url');
  return secret;
}
