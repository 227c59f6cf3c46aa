import type { Found, Job } from './solver.js';
import type { FromWorker } from './worker-messages.js';
import type { WorkerLike } from './workers.js';

/**
 * Workers that search for one nonce, each in a lane of its own. Lane 0 is for a search outside of the crew. One that
 * fails, or never begins, is left out.
 */
export class Crew {
  /** What the first one found. Never settles where nobody finds anything; rejects with what `onTries` throws. */
  readonly found: Promise<Found>;
  /** The tries of all, as they were last told. */
  tries = 0;
  readonly #workers: readonly WorkerLike[];
  readonly #atWork = new Map<WorkerLike, number>();
  readonly #onTries: () => void;
  #resolve: (found: Found) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #wake: () => void = () => undefined;

  constructor(
    workers: readonly WorkerLike[],
    { token, difficulty }: Omit<Job, 'lane' | 'lanes'>,
    onTries: () => void,
  ) {
    this.#workers = workers;
    this.#onTries = onTries;
    this.found = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    for (const [i, worker] of workers.entries()) {
      worker.onmessage = ({ data }) => this.#hear(worker, data as FromWorker);
      worker.onerror = worker.onmessageerror = () => this.#lose(worker);
      worker.postMessage({ token, difficulty, lane: i + 1, lanes: workers.length + 1 });
    }
  }

  /** How many there are, lane 0 aside. */
  get size(): number {
    return this.#workers.length;
  }

  /** How many have begun. */
  get atWork(): number {
    return this.#atWork.size;
  }

  /** Resolves when nobody is at work any more. */
  rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.atWork === 0) resolve();
    });
  }

  /** Ends them all, at once. */
  dismiss(): void {
    for (const worker of this.#workers) this.#lose(worker);
  }

  #hear(worker: WorkerLike, message: FromWorker): void {
    this.#atWork.set(worker, message.tries);
    this.tries = Array.from(this.#atWork.values()).reduce((sum, tries) => sum + tries, 0);
    try {
      this.#onTries();
    } catch (error) {
      this.#reject(error);
    }
    if (message.type === 'found') this.#resolve(message);
  }

  #lose(worker: WorkerLike): void {
    worker.onmessage = worker.onerror = worker.onmessageerror = null;
    worker.terminate();
    this.#atWork.delete(worker);
    if (this.atWork === 0) this.#wake();
  }
}
