/** What is used of the platform's `Worker`. */
export interface WorkerLike {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: (() => void) | null;
  onmessageerror: (() => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

/** The address of a script: a `URL`, or a `TrustedScriptURL`, which is handed to the platform as the very object it is. */
export interface ScriptUrl {
  /** The address itself. */
  toString(): string;
}

/** How to search in workers. */
export interface WorkerOptions {
  /**
   * How many. Default: in a page one, more where the difficulty is 20 bits or more and there are cores for them; none
   * elsewhere.
   */
  readonly workers?: number | undefined;
  /**
   * Where the file `pow-worker.js` is, where the bundler did not put it beside the bundle: an address, a `URL`, or a
   * `TrustedScriptURL` where the page requires Trusted Types.
   */
  readonly workerUrl?: string | ScriptUrl | undefined;
}

/** Below that, one is up only when the search on the spot has nearly ended. */
const SEVERAL_FROM_BITS = 20;
const MOST = 4;

let waiting: WorkerLike[] = [];

/**
 * Starts workers ahead of need, for the next proof of work: when a page is loaded, or somebody reaches for the button. A
 * worker takes longer to start than a usual proof takes. Calling what it gives back ends those that were not needed.
 */
export function warmUp({ workers = 1, workerUrl }: WorkerOptions = {}): () => void {
  const started = startWorkers(workers, workerUrl);
  waiting.push(...started);
  return () => {
    for (const worker of started.filter((one) => waiting.includes(one))) worker.terminate();
    waiting = waiting.filter((one) => !started.includes(one));
  };
}

/** Workers for a proof of so many bits: those that wait first. Fewer where the platform refuses them. */
export function takeWorkers(difficulty: number, { workers, workerUrl }: WorkerOptions): WorkerLike[] {
  const wanted = workers ?? Math.max(usualCount(difficulty), waiting.length);
  const ready = waiting.splice(0, wanted);
  return [...ready, ...startWorkers(wanted - ready.length, workerUrl)];
}

function usualCount(difficulty: number): number {
  if (!('document' in globalThis)) return 0;
  const { hardwareConcurrency: cores = 1 } = navigator as { hardwareConcurrency?: number };
  return difficulty < SEVERAL_FROM_BITS ? 1 : Math.max(1, Math.min(MOST, cores - 1));
}

/** None where there are no workers, where a policy forbids them, or where nobody knows their file. */
function startWorkers(count: number, url: WorkerOptions['workerUrl']): WorkerLike[] {
  try {
    return Array.from({ length: count }, () => startWorker(url));
  } catch {
    return [];
  }
}

function startWorker(url: WorkerOptions['workerUrl']): WorkerLike {
  const worker =
    url === undefined
      ? // Of the form that bundlers look for.
        new Worker(new URL('./pow-worker.js', import.meta.url), { type: 'module' })
      : new Worker(url as URL, { type: 'module' });
  return worker as unknown as WorkerLike;
}
