import {
  accept,
  isNonce,
  leadingZeroBits,
  MAX_REDEEMED_TOKENS,
  refuse,
  type Challenge,
  type Code,
  type Redemption,
  type Result,
  type Session,
} from '@pug-network/protocol';
import { sha256Into, SHA256_BYTES } from '../crypto/sha256.js';
import type { Clock } from '../timing/clock.js';
import { UNSCHEDULED } from '../timing/deadlines.js';
import type { Due, Timekeeper } from '../timing/timekeeper.js';
import { Challenger } from './challenge.js';
import { ExpiringSet } from './expiring.js';
import { Sessions } from './sessions.js';

/** How long what has expired may stay. */
const FORGET_EVERY_MS = 10_000;

type RedeemFault = Extract<Code, 'pow_invalid' | 'pow_expired' | 'pow_replayed' | 'server_full'>;

/** The proof-of-work gate: challenge → redeem → session (protocol.md §1). */
export class Gate implements Due {
  at = 0;
  slot = UNSCHEDULED;
  readonly #challenger: Challenger;
  readonly #redeemed = new ExpiringSet(MAX_REDEEMED_TOKENS);
  readonly #sessions = new Sessions();
  readonly #timekeeper: Timekeeper;
  readonly #clock: Clock;
  /** Wall time at the start less the monotonic clock. */
  readonly #offset: number;

  constructor(difficulty: number, clock: Clock, timekeeper: Timekeeper) {
    this.#challenger = new Challenger(difficulty);
    this.#timekeeper = timekeeper;
    this.#clock = clock;
    this.#offset = clock.wall() - clock.monotonic();
  }

  challenge(): Challenge {
    return this.#challenger.issue(this.#now());
  }

  /** A session for a proof, once for each token. Only success spends the token. */
  redeem({ token, nonce }: Redemption): Result<Session, RedeemFault> {
    const now = this.#now();
    const claims = this.#challenger.read(token);
    if (!claims || !isNonce(nonce) || !proves(token, nonce, claims.difficulty)) return refuse('pow_invalid');
    if (now >= claims.expiresAt) return refuse('pow_expired');
    if (this.#redeemed.has(claims.id, claims.expiresAt)) return refuse('pow_replayed');
    if (this.#redeemed.isFull(now) || this.#sessions.isFull(now)) return refuse('server_full');
    this.#redeemed.add(claims.id, claims.expiresAt);
    if (this.slot === UNSCHEDULED) this.#forgetLater();
    return accept(this.#sessions.open(now));
  }

  /** True while the token may still create its room. */
  isSession(sessionToken: string): boolean {
    return this.#sessions.isValid(sessionToken, this.#now());
  }

  /** The room is made: the token is worth nothing from here on. */
  spend(sessionToken: string): void {
    this.#sessions.spend(sessionToken);
  }

  /** Forgets what has expired, as long as there is something that will. */
  onDue(): void {
    const now = this.#now();
    if (this.#redeemed.size(now) + this.#sessions.size(now) > 0) this.#forgetLater();
  }

  #forgetLater(): void {
    this.#timekeeper.schedule(this, this.#clock.monotonic() + FORGET_EVERY_MS);
  }

  /**
   * Wall time at the start plus what the monotonic clock has counted since: a wall clock that is set back must not bring a
   * redeemed token back to life.
   */
  #now(): number {
    return this.#clock.monotonic() + this.#offset;
  }
}

const proofDigest = Buffer.alloc(SHA256_BYTES);

/** Both are ASCII by now, so that text hashes as the bytes of protocol.md §1 do, without a copy. */
const proves = (token: string, nonce: string, difficulty: number): boolean =>
  leadingZeroBits(sha256Into(proofDigest, token + nonce)) >= difficulty;
