import { PugError } from '../errors.js';
import type { Message } from '../types.js';

const MAX_UNREAD_MESSAGES = 1_000;

/** Everybody who iterates over a room's messages. */
export class MessageStreams {
  readonly #streams = new Set<Stream<Message>>();
  #isOver = false;

  /** A stream of what comes from now on. */
  open(): Stream<Message> {
    const stream = new Stream<Message>(MAX_UNREAD_MESSAGES, () => this.#streams.delete(stream));
    if (this.#isOver) stream.end();
    else this.#streams.add(stream);
    return stream;
  }

  push(message: Message): void {
    for (const stream of this.#streams) stream.push(message);
  }

  end(): void {
    this.#isOver = true;
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }
}

/** Values handed over one by one to whoever iterates, a bounded number of them held until then. */
export class Stream<T> implements AsyncIterableIterator<T> {
  readonly #held: T[] = [];
  readonly #limit: number;
  readonly #onOver: () => void;
  #waiting: ((result: IteratorResult<T>) => void)[] = [];
  #isOver = false;
  #error: PugError | undefined;

  /** Holds at most `limit` values that nobody has read; one more ends it with `overflow`. */
  constructor(limit: number, onOver: () => void) {
    this.#limit = limit;
    this.#onOver = onOver;
  }

  push(value: T): void {
    if (this.#isOver) return;
    const waiting = this.#waiting.shift();
    if (waiting) waiting({ value, done: false });
    else if (this.#held.length < this.#limit) this.#held.push(value);
    else {
      this.#error = new PugError('overflow');
      this.end();
    }
  }

  /** Nothing more will come; what is held can still be read. */
  end(): void {
    this.#isOver = true;
    this.#onOver();
    for (const waiting of this.#waiting) waiting({ value: undefined, done: true });
    this.#waiting = [];
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.#held.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
    const error = this.#error;
    this.#error = undefined;
    if (error) return Promise.reject(error);
    if (this.#isOver) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<T>> {
    this.#held.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
