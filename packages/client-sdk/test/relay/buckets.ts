import type { Rate } from '@pug-network/protocol';

const SECOND_MS = 1_000;

/** What a relay counts of one connection: two leaky buckets (protocol.md, Errors on the socket). */
export class RelayBuckets {
  readonly #rate: Rate;
  #messages = 0;
  #bytes = 0;
  #at = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Counts a message of `bytes` at `now` ms; false once either bucket overflows. */
  admits(bytes: number, now: number): boolean {
    const seconds = (now - this.#at) / SECOND_MS;
    this.#at = now;
    this.#messages = Math.max(0, this.#messages - seconds * this.#rate.frames) + 1;
    this.#bytes = Math.max(0, this.#bytes - seconds * this.#rate.bytes) + bytes;
    return this.#messages <= this.#rate.frameBurst && this.#bytes <= this.#rate.byteBurst;
  }
}
