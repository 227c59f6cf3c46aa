import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CHALLENGE_TTL_MS, POW_ALGORITHM, type Challenge } from '@pug-network/protocol';

/** What a genuine token says. */
export interface ChallengeClaims {
  /** Milliseconds on the gate's clock. */
  readonly expiresAt: number;
  /** Leading zero bits. */
  readonly difficulty: number;
  /** What tells this token from every other: its randomness. */
  readonly id: string;
}

// Token: base64url(expiresAt, u48 ‖ difficulty, u8 ‖ random, 16 ‖ first 22 bytes of HMAC-SHA-256 over those). Fixed
// widths, so that fields cannot be shifted into each other; 45 bytes are 60 characters without unused bits, so that
// one token has one spelling.
const EXPIRY_BYTES = 6;
const RANDOM_BYTES = 16;
const RANDOM_AT = EXPIRY_BYTES + 1;
const CLAIMS_BYTES = RANDOM_AT + RANDOM_BYTES;
const MAC_BYTES = 22;
const TOKEN_CHARS = 60;

const CANONICAL = new RegExp(`^[A-Za-z0-9_-]{${TOKEN_CHARS}}$`);

/** Challenges that the server need not remember: whatever it must know again stands in the token, under its key. */
export class Challenger {
  readonly #key = randomBytes(32);
  readonly #difficulty: number;

  constructor(difficulty: number) {
    this.#difficulty = difficulty;
  }

  /** A new challenge (protocol.md §1), valid for 120 s. */
  issue(now: number): Challenge {
    const expiresAt = Math.floor(now) + CHALLENGE_TTL_MS;
    const token = Buffer.alloc(CLAIMS_BYTES + MAC_BYTES);
    token.writeUIntBE(expiresAt, 0, EXPIRY_BYTES);
    token[EXPIRY_BYTES] = this.#difficulty;
    randomBytes(RANDOM_BYTES).copy(token, RANDOM_AT);
    this.#mac(token.subarray(0, CLAIMS_BYTES)).copy(token, CLAIMS_BYTES);
    return {
      token: token.toString('base64url'),
      algorithm: POW_ALGORITHM,
      difficulty: this.#difficulty,
      expiresAt,
    };
  }

  /** What the token claims; `undefined` for one that this server did not make, or that is spelled differently. */
  read(token: string): ChallengeClaims | undefined {
    if (!CANONICAL.test(token)) return undefined;
    const bytes = Buffer.from(token, 'base64url');
    const claims = bytes.subarray(0, CLAIMS_BYTES);
    if (!timingSafeEqual(this.#mac(claims), bytes.subarray(CLAIMS_BYTES))) return undefined;
    return {
      expiresAt: claims.readUIntBE(0, EXPIRY_BYTES),
      difficulty: claims.readUInt8(EXPIRY_BYTES),
      id: claims.toString('latin1', RANDOM_AT),
    };
  }

  #mac(claims: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(claims).digest().subarray(0, MAC_BYTES);
  }
}
