import { searchInSlices } from './solver.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

// The worker: searches for one nonce, and is ended from outside.

/** What is used of a worker's global scope. */
interface Scope {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}

const TOLD_EVERY_MS = 100;

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: job }) => {
  let toldAt = -Infinity;
  const tell = (tries: number): void => {
    const now = performance.now();
    if (now - toldAt < TOLD_EVERY_MS) return;
    toldAt = now;
    scope.postMessage({ type: 'tries', tries });
  };
  tell(0);
  void searchInSlices(job, tell).then((found) => scope.postMessage({ type: 'found', ...found }));
};
