/** 1 challenge and 2 create, over HTTP. */
import { createHash, randomBytes } from 'node:crypto';
import { Router } from 'express';
import { openRoom } from './rooms.js';

/** As the relay is set for measuring: one bit, so that the load generator need not work for it. */
const DIFFICULTY_BITS = 1;
const CHALLENGE_TTL_MS = 120_000;
const SESSION_TTL_MS = 300_000;
const TTL_S = { min: 60, max: 86_400, default: 3_600 };
const CAPACITY = { min: 2, max: 50, default: 10 };

export function api() {
  const challenges = new Set();
  const sessions = new Set();
  const router = Router();
  router.get('/api/pow-challenge', (_req, res) => {
    const { token, expiresAt } = issue(challenges, CHALLENGE_TTL_MS);
    res.json({ token, algorithm: 'SHA-256', difficulty: DIFFICULTY_BITS, expiresAt });
  });
  router.post('/api/pow-redeem', (req, res) => {
    const { token, nonce } = req.body ?? {};
    if (!challenges.has(token) || !isProof(token, nonce)) return refuse(res, 403, 'pow_invalid');
    challenges.delete(token);
    const session = issue(sessions, SESSION_TTL_MS);
    res.json({ sessionToken: session.token, expiresAt: session.expiresAt });
  });
  router.get('/api/create-room', (req, res) => {
    const session = (req.get('authorization') ?? '').replace(/^Bearer /, '');
    if (!sessions.delete(session)) return refuse(res, 401, 'session_invalid');
    res.json(openRoom(within(TTL_S, req.query.ttl), within(CAPACITY, req.query.capacity)));
  });
  return router;
}

/**
 * A new token that is forgotten when its time is up.
 * @param {Set<string>} tokens
 * @param {number} ttlMs
 */
function issue(tokens, ttlMs) {
  const token = randomBytes(32).toString('base64url');
  tokens.add(token);
  setTimeout(() => tokens.delete(token), ttlMs);
  return { token, expiresAt: Date.now() + ttlMs };
}

/**
 * @param {string} token
 * @param {unknown} nonce
 */
function isProof(token, nonce) {
  if (typeof nonce !== 'string' || nonce.length > 32) return false;
  const digest = createHash('sha256')
    .update(token + nonce)
    .digest();
  return Math.clz32(digest.readUInt32BE(0)) >= DIFFICULTY_BITS;
}

/**
 * @param {{ min: number, max: number, default: number }} range
 * @param {unknown} text
 */
const within = (range, text) => Math.min(Math.max(Number(text) || range.default, range.min), range.max);

/**
 * @param {import('express').Response} res
 * @param {number} status
 * @param {string} code
 */
const refuse = (res, status, code) => res.status(status).json({ error: { code, message: code } });
