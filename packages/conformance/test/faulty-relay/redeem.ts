import { createHash, randomBytes } from 'node:crypto';
import { openToken } from './challenge.js';
import { pause } from './clock.js';
import type { HttpCode } from './codes.js';
import type { Faults } from './faults.js';
import { decodeObject } from './json.js';
import type { Relay } from './relay.js';
import { ok, refusal, type Reply } from './reply.js';

/** protocol.md §1. */
const SESSION_TTL_MS = 300_000;
const SESSION_TOKEN_BYTES = 32;
const MAX_REMEMBERED = 100_000;
const NONCE = /^[0-9a-f]{1,32}$/;

interface Proof {
  readonly token: string;
  readonly nonce: string;
}

/** `POST /api/pow-redeem`: a session for a proof of work. Between check and mark there is no pause. */
export async function redeem(relay: Relay, body: Buffer): Promise<Reply> {
  const { clock, faults, redeemed, sessions } = relay;
  const proof = decodeProof(faults, body);
  if (!proof) return refusal(relay, 'bad_request');
  const code = proofRefusal(relay, proof);
  if (code === 'pow_invalid' && faults.on('redeem.invalid-spends')) redeemed.set(proof.token, Infinity);
  if (code) return refusal(relay, code);
  if (redeemed.size >= MAX_REMEMBERED || sessions.size >= MAX_REMEMBERED)
    return refusal(relay, 'server_full');
  if (faults.on('redeem.parallel-replay-accepted')) await pause();
  redeemed.set(proof.token, openToken(relay, proof.token)?.expiresAt ?? 0);
  const sessionToken = randomBytes(SESSION_TOKEN_BYTES).toString('base64url');
  const expiresAt = clock.wall() + SESSION_TTL_MS;
  sessions.set(sessionToken, expiresAt);
  return ok({ sessionToken, expiresAt });
}

function decodeProof(faults: Faults, body: Buffer): Proof | undefined {
  const { token, nonce } = decodeObject(faults, body) ?? {};
  if (typeof token !== 'string' || typeof nonce !== 'string') return undefined;
  if (faults.on('redeem.wrong-form-is-bad-request') && !(isNonce(faults, nonce) && /^[\w-]{62}$/.test(token)))
    return undefined;
  return { token, nonce };
}

/** The first that is wrong with a proof; protocol.md §1, checks 2 to 4. */
function proofRefusal(relay: Relay, { token, nonce }: Proof): HttpCode | undefined {
  const { clock, faults, redeemed } = relay;
  const isReplayed = redeemed.has(token) && !faults.on('redeem.replay-accepted');
  if (isReplayed && faults.on('redeem.replayed-before-invalid')) return 'pow_replayed';
  const challenge = openToken(relay, token);
  if (!challenge || !isProof(faults, { token, nonce }, challenge.difficulty)) return 'pow_invalid';
  if (clock.wall() >= challenge.expiresAt && !faults.on('redeem.expired-accepted')) return 'pow_expired';
  return isReplayed ? 'pow_replayed' : undefined;
}

function isProof(faults: Faults, { token, nonce }: Proof, difficulty: number): boolean {
  if (faults.on('redeem.nonce-not-checked')) return true;
  const wanted = faults.on('redeem.one-bit-too-few') ? difficulty - 1 : difficulty;
  return isNonce(faults, nonce) && zeroBits(token + nonce) >= wanted;
}

function isNonce(faults: Faults, nonce: string): boolean {
  if (faults.on('redeem.upper-case-nonce-accepted')) return /^[0-9a-fA-F]{1,32}$/.test(nonce);
  if (faults.on('redeem.long-nonce-accepted')) return /^[0-9a-f]+$/.test(nonce);
  return NONCE.test(nonce);
}

/** Zero bits at the beginning of SHA-256 of an ASCII text. */
function zeroBits(text: string): number {
  const bits = [...createHash('sha256').update(text, 'latin1').digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return bits.search(/1|$/);
}
