import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { solve } from './pow.js';
import type { Solution, Task } from './pow-worker.js';

/** Up to so many zero bits a proof takes a few milliseconds: no worker is asked. */
const MOST_AT_ONCE_BITS = 12;

/** Beside this module when it is built; where it is run from its source there are no workers. */
const WORKER = new URL('./pow-worker.js', import.meta.url);

/** Finds nonces, the hard ones in threads so that nothing else has to wait. */
class Solvers {
  readonly #waiting = new Map<number, (nonce: string) => void>();
  readonly #workers: Worker[] = [];
  #tasks = 0;

  async solve(token: string, difficulty: number): Promise<string> {
    if (difficulty <= MOST_AT_ONCE_BITS || import.meta.url.endsWith('.ts')) return solve(token, difficulty);
    const id = this.#tasks++;
    const worker = this.#worker(id);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, token, difficulty } satisfies Task);
    });
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.terminate()));
  }

  #worker(task: number): Worker {
    const place = task % availableParallelism();
    return (this.#workers[place] ??= this.#start());
  }

  #start(): Worker {
    const worker = new Worker(WORKER);
    worker.unref();
    worker.on('message', ({ id, nonce }: Solution) => {
      this.#waiting.get(id)?.(nonce);
      this.#waiting.delete(id);
    });
    return worker;
  }
}

/** Those that every case shares. */
export const solvers = new Solvers();
