import { KEEP_ALIVE_AFTER_MS, KEEP_ALIVE_ANSWER_MS } from '@pug-network/protocol';
import type { Environment } from '../platform/environment.js';

/** Notices a connection that has died silently (protocol.md §4): asks after 20 s of silence, gives up 10 s later. */
export class Heartbeat {
  readonly #environment: Environment;
  readonly #ask: () => void;
  readonly #giveUp: () => void;
  #heardAt: number;
  #cancel: () => void;

  constructor(environment: Environment, ask: () => void, giveUp: () => void) {
    this.#environment = environment;
    this.#ask = ask;
    this.#giveUp = giveUp;
    this.#heardAt = environment.now();
    this.#cancel = environment.after(KEEP_ALIVE_AFTER_MS, this.#look);
  }

  /** Something came. */
  heard(): void {
    this.#heardAt = this.#environment.now();
  }

  stop(): void {
    this.#cancel();
  }

  readonly #look = (): void => {
    const rest = this.#heardAt + KEEP_ALIVE_AFTER_MS - this.#environment.now();
    if (rest > 0) {
      this.#cancel = this.#environment.after(rest, this.#look);
      return;
    }
    const askedAt = this.#environment.now();
    this.#ask();
    this.#cancel = this.#environment.after(KEEP_ALIVE_ANSWER_MS, () => {
      if (this.#heardAt < askedAt) this.#giveUp();
      else this.#look();
    });
  };
}
