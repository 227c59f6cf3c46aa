import { WAIT_MS, within } from './wait.js';

/** A queue that can be awaited: what arrives is kept until somebody asks, and asking waits for what is to come. */
export class Queue<T> {
  readonly #items: { readonly item: T }[] = [];
  readonly #waiters: ((item: T) => void)[] = [];
  #handler: ((item: T) => void) | undefined;

  push(item: T): void {
    const waiter = this.#waiters.shift();
    if (this.#handler) this.#handler(item);
    else if (waiter) waiter(item);
    else this.#items.push({ item });
  }

  /** Hands everything to `handler`, what has arrived and what will. */
  each(handler: (item: T) => void): void {
    for (const item of this.drain()) handler(item);
    this.#handler = handler;
  }

  /** How many have arrived that nobody has taken. */
  get size(): number {
    return this.#items.length;
  }

  /** The next, within `ms`. */
  next(what: string, ms = WAIT_MS): Promise<T> {
    return within(this.#take(), what, ms);
  }

  /** The next `count`, in order. */
  async take(count: number, what: string): Promise<T[]> {
    const taken: T[] = [];
    while (taken.length < count) taken.push(await this.next(`${what}, number ${taken.length + 1}`));
    return taken;
  }

  /** Everything that has arrived and was not taken. */
  drain(): T[] {
    return this.#items.splice(0).map(({ item }) => item);
  }

  #take(): Promise<T> {
    const first = this.#items.shift();
    if (first) return Promise.resolve(first.item);
    return new Promise((resolve) => this.#waiters.push(resolve));
  }
}
