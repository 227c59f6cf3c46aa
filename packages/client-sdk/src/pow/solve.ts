import { sha256 } from '@noble/hashes/sha2.js';
import {
  encodeUtf8,
  leadingZeroBits,
  MAX_DIFFICULTY_BITS,
  proofInput,
  type Challenge,
} from '@pug-network/protocol';
import { PugError, throwIfAborted } from '../errors.js';
import { Turns } from './turns.js';

/** How far a proof of work is. */
export interface PowProgress {
  readonly tries: number;
  /** Tries that such a proof takes on average, 2^difficulty. */
  readonly expectedTries: number;
  /** Tries a second so far. */
  readonly rate: number;
}

/** How to solve. */
export interface SolveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told about ten times a second, and once at the end. */
  readonly onProgress?: ((progress: PowProgress) => void) | undefined;
}

/** A proof for a challenge. */
export interface Solution {
  /** `[0-9a-f]{16}`. */
  readonly nonce: string;
  readonly tries: number;
}

const SLICE_MS = 8;
const TRIES_BETWEEN_LOOKS = 256;
const PROGRESS_EVERY_MS = 100;
const NONCE_CHARS = 16;
const ZERO = 0x30;
const NINE = 0x39;
const A = 0x61;
const F = 0x66;

/**
 * Finds a nonce whose SHA-256 with the token begins with the zero bits that the challenge asks for (protocol.md §1),
 * in slices of 8 ms that leave the event loop free. Rejects with `difficulty_too_high` above 24 bits, `aborted`.
 */
export async function solve(
  { token, difficulty }: Pick<Challenge, 'token' | 'difficulty'>,
  { signal, onProgress }: SolveOptions = {},
): Promise<Solution> {
  if (difficulty > MAX_DIFFICULTY_BITS) throw new PugError('difficulty_too_high');
  throwIfAborted(signal);
  const search = new Search(token, difficulty);
  const turns = new Turns();
  const startedAt = performance.now();
  let reportedAt = startedAt;
  const report = (now: number): void => {
    reportedAt = now;
    const rate = (search.tries * 1_000) / Math.max(1, now - startedAt);
    onProgress?.({ tries: search.tries, expectedTries: 2 ** difficulty, rate });
  };
  try {
    while (!search.runUntil(performance.now() + SLICE_MS)) {
      const now = performance.now();
      if (now - reportedAt >= PROGRESS_EVERY_MS) report(now);
      await turns.next();
      throwIfAborted(signal);
    }
  } finally {
    turns.close();
  }
  report(performance.now());
  return { nonce: verified(token, search.nonce, difficulty), tries: search.tries };
}

/** Counts a nonce up in place; the token is hashed once and its state copied for each try. */
class Search {
  tries = 0;
  readonly #difficulty: number;
  readonly #midstate;
  readonly #work;
  readonly #nonce = new Uint8Array(NONCE_CHARS).fill(ZERO);
  readonly #digest = new Uint8Array(32);

  constructor(token: string, difficulty: number) {
    this.#difficulty = difficulty;
    this.#midstate = sha256.create().update(encodeUtf8(token));
    this.#work = this.#midstate.clone();
  }

  get nonce(): string {
    return String.fromCharCode(...this.#nonce);
  }

  /** True once the nonce is a proof; false when the time is up. */
  runUntil(deadline: number): boolean {
    do {
      for (let i = 0; i < TRIES_BETWEEN_LOOKS; i++) {
        if (this.tries++ > 0) this.#count();
        this.#midstate._cloneInto(this.#work).update(this.#nonce).digestInto(this.#digest);
        if (leadingZeroBits(this.#digest) >= this.#difficulty) return true;
      }
    } while (performance.now() < deadline);
    return false;
  }

  #count(): void {
    for (let i = NONCE_CHARS - 1; i >= 0; i--) {
      const digit = this.#nonce[i] ?? ZERO;
      if (digit !== F) {
        this.#nonce[i] = digit === NINE ? A : digit + 1;
        return;
      }
      this.#nonce[i] = ZERO;
    }
  }
}

/** The nonce, looked at once more the plain way before anybody relies on it. */
function verified(token: string, nonce: string, difficulty: number): string {
  if (leadingZeroBits(sha256(proofInput(token, nonce))) < difficulty) {
    throw new TypeError('the solver found a nonce that is no proof');
  }
  return nonce;
}
