import { randomBytes, timingSafeEqual } from 'node:crypto';
import { CHALLENGE_TTL_MS, POW_ALGORITHM, type Challenge } from '@pug-network/protocol';
import { Hmac } from '../crypto/hmac.js';
import { randomInto } from '../crypto/random.js';

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
const TOKEN_BYTES = CLAIMS_BYTES + MAC_BYTES;
const TOKEN_CHARS = 60;
const KEY_BYTES = 32;

const CANONICAL = new RegExp(`^[A-Za-z0-9_-]{${TOKEN_CHARS}}$`);

/** Challenges that the server need not remember: whatever it must know again stands in the token, under its key. */
export class Challenger {
  readonly #hmac = new Hmac(randomBytes(KEY_BYTES), CLAIMS_BYTES);
  readonly #difficulty: number;
  /** The token at hand, and its parts: none is made for each. */
  readonly #token = Buffer.alloc(TOKEN_BYTES);
  readonly #claims = this.#token.subarray(0, CLAIMS_BYTES);
  readonly #mac = this.#token.subarray(CLAIMS_BYTES);

  constructor(difficulty: number) {
    this.#difficulty = difficulty;
  }

  /** A new challenge (protocol.md §1), valid for 120 s. */
  issue(now: number): Challenge {
    const expiresAt = Math.floor(now) + CHALLENGE_TTL_MS;
    this.#token.writeUIntBE(expiresAt, 0, EXPIRY_BYTES);
    this.#token[EXPIRY_BYTES] = this.#difficulty;
    randomInto(this.#token, RANDOM_AT, RANDOM_BYTES);
    this.#hmac.of(this.#claims).copy(this.#mac);
    return {
      token: this.#token.toString('base64url'),
      algorithm: POW_ALGORITHM,
      difficulty: this.#difficulty,
      expiresAt,
    };
  }

  /** What the token claims; `undefined` for one that this server did not make, or that is spelled differently. */
  read(token: string): ChallengeClaims | undefined {
    if (!CANONICAL.test(token)) return undefined;
    this.#token.write(token, 'base64url');
    if (!timingSafeEqual(this.#hmac.of(this.#claims).subarray(0, MAC_BYTES), this.#mac)) return undefined;
    return {
      expiresAt: this.#token.readUIntBE(0, EXPIRY_BYTES),
      difficulty: this.#token.readUInt8(EXPIRY_BYTES),
      id: this.#token.toString('latin1', RANDOM_AT, CLAIMS_BYTES),
    };
  }
}
