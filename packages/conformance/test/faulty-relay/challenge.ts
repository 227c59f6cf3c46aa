import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { later } from './clock.js';
import type { Faults } from './faults.js';
import type { Relay } from './relay.js';
import { ok, type Reply } from './reply.js';

/** protocol.md §1. */
const CHALLENGE_TTL_MS = 120_000;

// A token: expiry (ms) ‖ difficulty ‖ random ‖ HMAC-SHA-256 of all before. With 46 bytes it has 62 characters.
const EXPIRY_BYTES = 6;
const HEAD_BYTES = EXPIRY_BYTES + 1;
const RANDOM_BYTES = 7;
const MAC_BYTES = 32;

/** What a genuine token says. */
export interface Challenge {
  readonly difficulty: number;
  readonly expiresAt: number;
}

/** `GET /api/pow-challenge`: a token, of which the relay keeps nothing. */
export function challenge(relay: Relay): Reply {
  const { clock, faults, settings } = relay;
  const { difficulty } = settings;
  const expiresAt = clock.wall() + CHALLENGE_TTL_MS;
  const token = faults.on('challenge.repeated')
    ? repeatedToken(relay, { difficulty, expiresAt })
    : sealToken(relay, { difficulty, expiresAt });
  const told = faults.on('challenge.wrong-expiry') ? clock.wall() + 300_000 : expiresAt;
  return ok({ token, algorithm: 'SHA-256', difficulty, expiresAt: told });
}

function sealToken({ faults, hmacKey }: Relay, { difficulty, expiresAt }: Challenge): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUIntBE(expiresAt, 0, EXPIRY_BYTES);
  head.writeUInt8(difficulty, EXPIRY_BYTES);
  const covered = Buffer.concat([head, randomBytes(randomBytesOf(faults))]);
  return Buffer.concat([covered, mac(hmacKey, covered)]).toString('base64url');
}

/** What `token` says, or undefined where this relay has not made it, in just this form. */
export function openToken({ faults, hmacKey }: Relay, token: string): Challenge | undefined {
  const bytes = Buffer.from(token, 'base64url');
  const isCanonical = bytes.toString('base64url') === token || faults.on('redeem.loose-token-accepted');
  if (!isCanonical || bytes.length !== HEAD_BYTES + randomBytesOf(faults) + MAC_BYTES) return undefined;
  const covered = bytes.subarray(0, -MAC_BYTES);
  const isGenuine = timingSafeEqual(bytes.subarray(-MAC_BYTES), mac(hmacKey, covered));
  if (!isGenuine && !faults.on('redeem.forged-token-accepted')) return undefined;
  return { difficulty: bytes.readUInt8(EXPIRY_BYTES), expiresAt: bytes.readUIntBE(0, EXPIRY_BYTES) };
}

function mac(key: Buffer, bytes: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}

function randomBytesOf(faults: Faults): number {
  return faults.on('challenge.long-token') ? 70 : RANDOM_BYTES;
}

function repeatedToken(relay: Relay, said: Challenge): string {
  const { memory } = relay;
  if (memory.token === undefined) later(1_000, () => delete memory.token);
  return (memory.token ??= sealToken(relay, said));
}
