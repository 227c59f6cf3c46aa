import { Turns } from '../../pow/turns.js';

type Task = () => Promise<void> | void;

// As it is before anybody's test puts a fake one in its place.
const { setTimeout, clearTimeout } = globalThis;

/**
 * Everything that happens around a test relay, one thing after the other, each in a turn of the event loop of its own:
 * what is on its way between relay and clients, and what WebCrypto has worked out. So the order is the same in every
 * run, however fast the machine is, and it is known, not guessed, when nothing is left to happen.
 */
export class Queue {
  #tasks: Task[] = [];
  #isRunning = false;
  #holds = 0;
  #waiting: (() => void)[] = [];

  push(task: Task): void {
    this.#tasks.push(task);
    void this.#run();
  }

  /**
   * The same outcome as `promise`, told when it is its turn, or when its turn has come so many times more: however long
   * it really takes.
   */
  pass<T>(promise: Promise<T>, rounds = 0): Promise<T> {
    const settled = promise.then(
      () => undefined,
      () => undefined,
    );
    return new Promise((resolve) => {
      const tell = async (left: number): Promise<void> => {
        await settled;
        if (left === 0) resolve(promise);
        else this.push(() => tell(left - 1));
      };
      this.push(() => tell(rounds));
    });
  }

  /** Something goes on elsewhere that will come back here: not quiet before it is released, or `ms` are over. */
  hold(ms: number): () => void {
    this.#holds += 1;
    const release = (): void => {
      clearTimeout(timeout);
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.push(() => undefined);
    };
    let isHeld = true;
    const timeout = setTimeout(release, ms);
    return release;
  }

  /** Resolves when nothing is left to happen and whatever followed from it has been done. */
  quiet(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      // A turn for what the caller has begun.
      this.push(() => undefined);
    });
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const turns = new Turns();
    await turns.next();
    while (this.#tasks.length > 0) {
      const batch = this.#tasks;
      this.#tasks = [];
      for (const task of batch) {
        await task();
        await turns.next();
      }
    }
    turns.close();
    this.#isRunning = false;
    if (this.#holds === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
