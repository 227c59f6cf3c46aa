import type { Queue } from './queue.js';

/** What is on its way. */
interface Item {
  readonly arrive: () => void;
  readonly bytes: number;
}

/** One connection between a client and the relay: keeps the order of what goes through it. */
export class Line {
  readonly #queue: Queue;
  readonly #onCut: () => void;
  #items: Item[] = [];
  #unsent = 0;
  #isStalled = false;
  #isCut = false;

  constructor(queue: Queue, onCut: () => void) {
    this.#queue = queue;
    this.#onCut = onCut;
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** Bytes that the relay has sent and the client has not got. */
  get unsent(): number {
    return this.#unsent;
  }

  /** Has something arrive at the other end, `bytes` of it on the way to the client. */
  carry(arrive: () => void, bytes = 0): void {
    if (this.#isCut) return;
    this.#items.push({ arrive, bytes });
    this.#unsent += bytes;
    this.#queue.push(this.#next);
  }

  /** Nothing arrives any more; it is all kept. */
  stall(): void {
    this.#isStalled = true;
  }

  /** What was kept arrives now. */
  resume(): void {
    this.#isStalled = false;
    this.#items.forEach(() => this.#queue.push(this.#next));
  }

  /** Whatever is on its way is gone. */
  lose(): void {
    this.#items = [];
    this.#unsent = 0;
  }

  /** Breaks, stalled or not: `tell` is the last thing that arrives. */
  fail(tell: () => void): void {
    this.lose();
    this.resume();
    this.carry(tell);
  }

  /** There is no connection any more. */
  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.lose();
    this.#onCut();
  }

  readonly #next = (): void => {
    if (this.#isStalled) return;
    const item = this.#items.shift();
    if (item === undefined) return;
    this.#unsent -= item.bytes;
    item.arrive();
  };
}
