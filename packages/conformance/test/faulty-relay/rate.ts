import type { Faults } from './faults.js';
import type { Rate } from './settings.js';

const MS_PER_SECOND = 1_000;

/** A bucket that holds `burst` at most and gains `rate` a second. */
class Bucket {
  #level: number;
  #sinceMs: number;

  constructor(
    readonly rate: number,
    readonly burst: number,
    nowMs: number,
  ) {
    this.#level = burst;
    this.#sinceMs = nowMs;
  }

  /** Whether `amount` was there to be taken. */
  take(amount: number, nowMs: number): boolean {
    const gained = ((nowMs - this.#sinceMs) * this.rate) / MS_PER_SECOND;
    this.#level = Math.min(this.burst, this.#level + gained);
    this.#sinceMs = nowMs;
    if (amount > this.#level) return false;
    this.#level -= amount;
    return true;
  }
}

/** What one connection may still send; protocol.md, Rates and backlog. */
export class Allowance {
  readonly #faults: Faults;
  readonly #frames: Bucket;
  readonly #bytes: Bucket;

  constructor(faults: Faults, rate: Rate, nowMs: number) {
    this.#faults = faults;
    const frameBurst = faults.on('rate.no-burst') ? rate.frames : rate.frameBurst;
    this.#frames = new Bucket(rate.frames, frameBurst, nowMs);
    this.#bytes = new Bucket(rate.bytes, rate.byteBurst, nowMs);
  }

  /** Whether one more message of `bytes` is within both rates. */
  take(bytes: number, nowMs: number): boolean {
    if (this.#faults.on('rate.not-enforced')) return true;
    if (!this.#frames.take(1, nowMs)) return false;
    return this.#bytes.take(bytes, nowMs) || this.#faults.on('rate.bytes-not-counted');
  }
}
