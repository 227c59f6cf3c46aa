/** How far a proof of work is. */
export interface PowProgress {
  readonly tries: number;
  /** Tries that such a proof takes on average, 2^difficulty. */
  readonly expectedTries: number;
  /** Tries a second so far. */
  readonly rate: number;
}

const TOLD_EVERY_MS = 100;
const SECOND_MS = 1_000;

/** Tells a listener how far it is, about ten times a second. */
export class Progress {
  readonly #expectedTries: number;
  readonly #listener: ((progress: PowProgress) => void) | undefined;
  readonly #startedAt = performance.now();
  #toldAt = this.#startedAt;

  constructor(difficulty: number, listener: ((progress: PowProgress) => void) | undefined) {
    this.#expectedTries = 2 ** difficulty;
    this.#listener = listener;
  }

  /** So many tries have been made; told when the last time is long enough ago, or in any case. */
  tell(tries: number, inAnyCase = false): void {
    const now = performance.now();
    if (!inAnyCase && now - this.#toldAt < TOLD_EVERY_MS) return;
    this.#toldAt = now;
    const rate = (tries * SECOND_MS) / Math.max(1, now - this.#startedAt);
    this.#listener?.({ tries, expectedTries: this.#expectedTries, rate });
  }
}
