import { WAIT_MS, within } from './wait.js';

interface Waiter<T> {
  readonly resolve: (item: T) => void;
  readonly reject: (reason: Error) => void;
}

/** A queue that can be awaited: what arrives is kept until somebody asks, and asking waits for what is to come. */
export class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiters: Waiter<T>[] = [];
  #end: Error | undefined;

  push(item: T): void {
    const waiter = this.#waiters.shift();
    if (waiter) waiter.resolve(item);
    else this.#items.push(item);
  }

  /** Nothing more will come: what is queued can still be taken, further asking rejects with `reason`. */
  end(reason: Error): void {
    this.#end ??= reason;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#end);
  }

  next(what: string, ms = WAIT_MS): Promise<T> {
    return within(this.#take(), what, ms);
  }

  #take(): Promise<T> {
    const item = this.#items.shift();
    if (item !== undefined) return Promise.resolve(item);
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }
}
