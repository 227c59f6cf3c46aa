import { describe, expect, it } from 'vitest';
import * as constants from '../src/constants.js';

// "All numbers" of docs/protocol.md, typed out. What the contract gives as a bound is a bound here too.
const EXACT = {
  SUBPROTOCOL: 'pug.v1',
  ROOM_ID_BYTES: 16,
  KEY_BYTES: 32,
  ROOM_SECRET_BYTES: 16,
  MAX_REQUEST_BODY_BYTES: 1_024,
  PREFLIGHT_MAX_AGE_S: 600,
  POW_ALGORITHM: 'SHA-256',
  DEFAULT_DIFFICULTY_BITS: 18,
  MAX_DIFFICULTY_BITS: 24,
  CHALLENGE_TTL_MS: 120_000,
  MAX_TOKEN_CHARS: 128,
  MAX_NONCE_CHARS: 32,
  SESSION_TTL_MS: 300_000,
  MAX_REDEEMED_TOKENS: 100_000,
  MAX_SESSIONS: 100_000,
  DEFAULT_TTL_S: { min: 60, max: 86_400, default: 3_600 },
  DEFAULT_CAPACITY: { min: 2, max: 50, default: 10 },
  HIGHEST_CAPACITY: 200,
  CROWDED_TTL_S: 600,
  MAX_CONTROL_BYTES: 1_024,
  MAX_FRAME_BYTES: 16_000,
  DEFAULT_RATE: { frames: 50, frameBurst: 100, bytes: 64 * 1_024, byteBurst: 128 * 1_024 },
  MAX_UNSENT_BYTES: 256 * 1_024,
  JOIN_TIMEOUT_MS: 5_000,
  TAG_BYTES: 16,
  VIEW_BYTES: 32,
  MAX_USERNAME_CHARS: 32,
  MESSAGE_TYPE: 0x01,
  KEEP_ALIVE_TYPE: 0x00,
  MIN_BLOB_BYTES: 28,
  MAX_UNECHOED_MESSAGES: 32,
  MAX_UNECHOED_BYTES: 64 * 1_024,
  KEEP_ALIVE_AFTER_MS: 20_000,
  KEEP_ALIVE_ANSWER_MS: 10_000,
  SILENCE_LIMIT_MS: 60_000,
  DRAIN_LIMIT_MS: 5_000,
  IV_BYTES: 12,
  GCM_TAG_BYTES: 16,
  AAD_BYTES: 34,
  ENVELOPE_VERSION: 0x01,
  ENVELOPE_VIEW_BYTES: 16,
  PADDING_BLOCK_BYTES: 256,
  MAX_PLAINTEXT_BYTES: 15_872,
  MAX_MESSAGE_BODY_BYTES: 15_845,
  EPOCH_GRACE_MS: 10_000,
};

const values: Readonly<Record<string, unknown>> = constants;

describe('constants', () => {
  it.each(Object.entries(EXACT))('has %s as in the contract', (name, value) => {
    expect(values[name]).toEqual(value);
  });

  it('pings at least every 30 s', () => {
    expect(constants.PING_INTERVAL_MS).toBeLessThanOrEqual(30_000);
  });

  it('remembers at least 4,096 views', () => {
    expect(constants.MIN_REMEMBERED_VIEWS).toBeGreaterThanOrEqual(4_096);
  });

  it('adds up: the longest body, sealed, is the longest that fits into a frame', () => {
    const overhead = constants.MESSAGE_HEADER_BYTES + constants.IV_BYTES + constants.GCM_TAG_BYTES;
    const header = constants.ENVELOPE_HEADER_BYTES;
    const left = constants.MAX_FRAME_BYTES - overhead - constants.MAX_PLAINTEXT_BYTES;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(constants.PADDING_BLOCK_BYTES);
    expect(header + constants.MAX_MESSAGE_BODY_BYTES + 1).toBe(constants.MAX_PLAINTEXT_BYTES);
  });
});
