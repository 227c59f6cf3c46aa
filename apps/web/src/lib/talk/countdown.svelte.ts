/** Calls back after some milliseconds, unless what it gives back is called before. */
export type After = (ms: number, callback: () => void) => () => void;

export const afterTimeout: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

const SECOND_MS = 1_000;

/** A room's time, read once a second, when another second is over. */
export class Countdown {
  #msLeft = $state(0);
  readonly #after: After;
  #cancel: () => void = () => undefined;

  /** `read` tells what is left; `ticked` hears it from the first second on. */
  constructor(read: () => number, after: After, ticked: (msLeft: number) => void) {
    this.#after = after;
    this.#msLeft = read();
    this.#wait(() => {
      this.#msLeft = read();
      ticked(this.#msLeft);
    });
  }

  get msLeft(): number {
    return this.#msLeft;
  }

  stop(): void {
    this.#cancel();
    this.#msLeft = 0;
  }

  #wait(tick: () => void): void {
    this.#cancel = this.#after(this.#msLeft % SECOND_MS || SECOND_MS, () => {
      tick();
      this.#wait(tick);
    });
  }
}
