import type { Faults } from './faults.js';

const SILENCE_S = 20;
const ANSWER_S = 10;

/** Keep-alives of one connection (docs/protocol.md, 4. Message). */
export class Heartbeat {
  readonly #faults: Faults;
  readonly #secondMs: number;
  readonly #ask: () => void;
  readonly #lost: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(faults: Faults, secondMs: number, ask: () => void, lost: () => void) {
    this.#faults = faults;
    this.#secondMs = secondMs;
    this.#ask = ask;
    this.#lost = lost;
    this.#wait();
  }

  /** Something came; `isAnswer` if it was a keep-alive. */
  heard(isAnswer: boolean): void {
    if (this.#faults.on('keep-alive.by-the-clock') && !isAnswer) return;
    if (this.#faults.on('keep-alive.no-answer-counts') && isAnswer) return;
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#faults.on('keep-alive.never')) return;
    this.#timer = setTimeout(() => this.#question(), SILENCE_S * this.#secondMs);
  }

  #question(): void {
    this.#ask();
    const isTrusting = this.#faults.on('keep-alive.trusting');
    const next = isTrusting ? () => this.#wait() : this.#lost;
    this.#timer = setTimeout(next, ANSWER_S * this.#secondMs);
  }
}
