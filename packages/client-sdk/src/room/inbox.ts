/** One queue for everything that arrives: taken in at once, worked off one after the other in the same order. */
export class Inbox<T> {
  readonly #handle: (item: T) => Promise<void> | void;
  #items: T[] = [];
  #isStarted = false;
  #isBusy = false;

  constructor(handle: (item: T) => Promise<void> | void) {
    this.#handle = handle;
  }

  push(item: T): void {
    this.#items.push(item);
    void this.#work();
  }

  /** Begins to work off what has arrived so far, and what will. */
  start(): void {
    this.#isStarted = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (!this.#isStarted || this.#isBusy) return;
    this.#isBusy = true;
    while (this.#items.length > 0) {
      const batch = this.#items;
      this.#items = [];
      for (const item of batch) await this.#handle(item);
    }
    this.#isBusy = false;
  }
}
