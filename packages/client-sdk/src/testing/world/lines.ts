import { Line } from './line.js';
import type { Queue } from './queue.js';

/** Everything that goes through the network around a relay: connections and requests, each on a line of its own. */
export class Lines {
  readonly #queue: Queue;
  /** Each with what happens to it when the network is gone. */
  readonly #lines = new Map<Line, () => void>();
  #isStalled = false;
  #isOffline = false;

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  /** Nobody can be reached. */
  get isOffline(): boolean {
    return this.#isOffline;
  }

  open(onFail: () => void): Line {
    const line = new Line(this.#queue, () => this.#lines.delete(line));
    this.#lines.set(line, onFail);
    if (this.#isStalled) line.stall();
    return line;
  }

  /** Nothing arrives anywhere, on lines that come later either. */
  stall(): void {
    this.#isStalled = true;
    for (const line of this.#lines.keys()) line.stall();
  }

  resume(): void {
    this.#isStalled = false;
    for (const line of this.#lines.keys()) line.resume();
  }

  goOffline(): void {
    this.#isOffline = true;
    for (const [line, fail] of this.#lines) line.fail(fail);
  }

  goOnline(): void {
    this.#isOffline = false;
  }
}
