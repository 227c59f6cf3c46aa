import { Mismatch } from '../check.js';
import { Inbox } from '../wire/inbox.js';
import { wait, WAIT_MS } from '../wire/wait.js';

/** How long nothing must come for it to count as nothing, in ms. */
const QUIET_MS = 300;

/** An inbox that can also be found empty. */
export class Mailbox<T> {
  readonly #inbox = new Inbox<T>();
  readonly #unread: T[] = [];
  readonly #watchers = new Set<(item: T) => void>();
  readonly #show: (item: T) => string;

  /** `show` tells people what an item is. */
  constructor(show: (item: T) => string) {
    this.#show = show;
  }

  push(item: T): void {
    this.#unread.push(item);
    this.#inbox.push(item);
    for (const watcher of this.#watchers) watcher(item);
  }

  /** Nothing more will come; asking for more rejects with `reason`. */
  end(reason: Error): void {
    this.#inbox.end(reason);
  }

  /** The next thing that arrives; rejects after `ms`, naming what was awaited. */
  async next(what: string, ms = WAIT_MS): Promise<T> {
    const item = await this.#inbox.next(what, ms);
    this.#unread.shift();
    return item;
  }

  /** The first unread item that `fits`, now or later; it stays unread. Never settles where none comes. */
  sight(fits: (item: T) => boolean): Promise<T> {
    return new Promise((resolve) => {
      const look = (item: T): void => {
        if (!fits(item)) return;
        this.#watchers.delete(look);
        resolve(item);
      };
      this.#watchers.add(look);
      for (const item of this.#unread) look(item);
    });
  }

  /** Waits until nothing has come for `ms`, and gives everything that is unread then. */
  async burst(ms = QUIET_MS): Promise<T[]> {
    let count: number;
    do {
      count = this.#unread.length;
      await wait(ms);
    } while (this.#unread.length > count);
    return Promise.all(this.#unread.map(() => this.next('what has come already')));
  }

  /** Nothing is unread now, and nothing arrives in `ms`. */
  async quiet(what: string, ms = QUIET_MS): Promise<void> {
    if (this.#unread.length === 0) await wait(ms);
    if (this.#unread.length > 0) throw new Mismatch(what, 'nothing', this.#unread.map(this.#show));
  }
}
