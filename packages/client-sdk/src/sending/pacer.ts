import type { Rate } from '@pug-network/protocol';

const SECOND_MS = 1_000;
/** A little below what the relay allows: the way there can press messages together that were sent apart. */
const SHARE_OF_RATE = 0.9;
const SHARE_OF_BURST = 0.75;

/** Keeps one connection under both of the relay's rates (protocol.md, Errors on the socket). */
export class Pacer {
  readonly #rate: Rate;
  #messages = 0;
  #bytes = 0;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = {
      frames: rate.frames * SHARE_OF_RATE,
      bytes: rate.bytes * SHARE_OF_RATE,
      frameBurst: Math.max(1, rate.frameBurst * SHARE_OF_BURST),
      byteBurst: rate.byteBurst * SHARE_OF_BURST,
    };
    this.#at = now;
  }

  /** Milliseconds until a message of so many bytes may go; 0 for now. One above the whole burst goes when all is quiet. */
  delay(bytes: number, now: number): number {
    this.#leak(now);
    const { frames, frameBurst, bytes: byteRate, byteBurst } = this.#rate;
    const overMessages = this.#messages + 1 - frameBurst;
    const overBytes = Math.min(this.#bytes, this.#bytes + bytes - byteBurst);
    return Math.ceil(Math.max(0, overMessages / frames, overBytes / byteRate) * SECOND_MS);
  }

  /** Counts what was sent. */
  spend(bytes: number, now: number): void {
    this.#leak(now);
    this.#messages += 1;
    this.#bytes += bytes;
  }

  #leak(now: number): void {
    const seconds = (now - this.#at) / SECOND_MS;
    this.#at = now;
    this.#messages = Math.max(0, this.#messages - seconds * this.#rate.frames);
    this.#bytes = Math.max(0, this.#bytes - seconds * this.#rate.bytes);
  }
}
