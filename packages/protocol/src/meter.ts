import type { Rate } from './messages.js';

const SECOND_MS = 1_000;

/** Two leaky buckets, one of messages and one of bytes (protocol.md, Errors on the socket). */
export class Meter {
  readonly #rate: Rate;
  #messages = 0;
  #bytes = 0;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#at = now;
  }

  /** Counts one message; false once either rate is passed. `now` is monotonic milliseconds. */
  admits(bytes: number, now: number): boolean {
    const seconds = (now - this.#at) / SECOND_MS;
    this.#at = now;
    this.#messages = Math.max(0, this.#messages - seconds * this.#rate.frames) + 1;
    this.#bytes = Math.max(0, this.#bytes - seconds * this.#rate.bytes) + bytes;
    return this.#messages <= this.#rate.frameBurst && this.#bytes <= this.#rate.byteBurst;
  }
}
