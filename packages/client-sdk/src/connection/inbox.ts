/** Telling of one thing that has arrived. */
type Telling = () => Promise<void> | void;

/** One queue for everything that arrives: taken in at once, told one after the other in the same order. */
export class Inbox {
  #waiting: Telling[] = [];
  #isStarted = false;
  #isBusy = false;

  push(telling: Telling): void {
    this.#waiting.push(telling);
    void this.#work();
  }

  /** Begins to tell what has arrived so far, and what will. */
  start(): void {
    this.#isStarted = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (!this.#isStarted || this.#isBusy) return;
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      for (const telling of batch) await telling();
    }
    this.#isBusy = false;
  }
}
