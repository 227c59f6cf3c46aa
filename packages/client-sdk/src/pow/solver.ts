import { createJsSearch } from './search/js.js';
import { instantiateWasm } from './search/instance.js';
import type { Search } from './search/search.js';
import { createWasmSearch } from './search/wasm.js';

// Everything that searches, here and in workers.

/** What searched: WebAssembly with four tries at once, or JavaScript, which works everywhere. */
export type Solver = 'wasm-simd' | 'js';

/** What is to be solved, and which share of the nonces to look at: lane 0, 1, 2 … of so many lanes. */
export interface Job {
  readonly token: string;
  readonly difficulty: number;
  readonly lane: number;
  readonly lanes: number;
}

/** A nonce that nobody has verified yet, and how it came about. */
export interface Found {
  readonly nonce: string;
  readonly tries: number;
  readonly solver: Solver;
  readonly whyNotFaster: string | undefined;
}

interface Chosen {
  readonly search: Search;
  readonly solver: Solver;
  readonly whyNotFaster: string | undefined;
}

const SLICE_MS = 8;
/** Few enough that a cold engine, which is slow, stays within its slice. */
const TRIES_BETWEEN_LOOKS = 512;

/**
 * Searches by WebAssembly, or by JavaScript where there is none or `whyNotWasm` says that it is not to be used. After
 * each slice of 8 ms it tells its tries to `pause` and waits for what that gives; a pause that rejects ends the search.
 */
export async function searchInSlices(
  job: Job,
  pause: (tries: number) => Promise<void> | void,
  whyNotWasm?: string,
): Promise<Found> {
  const { search, ...how } = whyNotWasm === undefined ? await fastest(job) : byJs(job, whyNotWasm);
  while (!runUntil(search, performance.now() + SLICE_MS)) await pause(search.tries);
  return { nonce: search.nonce ?? '', tries: search.tries, ...how };
}

/** True once there is a nonce; false when the time is up. */
function runUntil(search: Search, deadline: number): boolean {
  do {
    if (search.run(TRIES_BETWEEN_LOOKS)) return true;
  } while (performance.now() < deadline);
  return false;
}

async function fastest(job: Job): Promise<Chosen> {
  const { token, difficulty, lane, lanes } = job;
  const support = await instantiateWasm();
  if (!support.ok) return byJs(job, support.reason);
  const search = createWasmSearch(support.instance, token, difficulty, lane, lanes);
  return { search, solver: 'wasm-simd', whyNotFaster: undefined };
}

const byJs = ({ token, difficulty, lane, lanes }: Job, whyNotFaster: string): Chosen => ({
  search: createJsSearch(token, difficulty, lane, lanes),
  solver: 'js',
  whyNotFaster,
});
