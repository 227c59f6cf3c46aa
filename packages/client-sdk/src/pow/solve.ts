import { sha256 } from '@noble/hashes/sha2.js';
import { leadingZeroBits, MAX_DIFFICULTY_BITS, proofInput, type Challenge } from '@pug-network/protocol';
import { PugError, throwIfAborted } from '../errors.js';
import { createJsSearch } from './search-js.js';
import type { Search } from './search.js';
import { Turns } from './turns.js';

/** How far a proof of work is. */
export interface PowProgress {
  readonly tries: number;
  /** Tries that such a proof takes on average, 2^difficulty. */
  readonly expectedTries: number;
  /** Tries a second so far. */
  readonly rate: number;
}

/** How to solve. */
export interface SolveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told about ten times a second, and once at the end. */
  readonly onProgress?: ((progress: PowProgress) => void) | undefined;
}

/** What searched: WebAssembly with four tries at once, or JavaScript, which works everywhere. */
export type Solver = 'wasm-simd' | 'js';

/** A proof for a challenge. */
export interface Solution {
  /** `[0-9a-f]{1,32}`. */
  readonly nonce: string;
  readonly tries: number;
  readonly solver: Solver;
  /** Why it was not a faster one, where it was not the fastest. */
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
const PROGRESS_EVERY_MS = 100;

/**
 * Finds a nonce whose SHA-256 with the token begins with the zero bits that the challenge asks for (protocol.md §1), by the
 * fastest search that works here, in slices of 8 ms that leave the event loop free. Every nonce is verified with
 * @noble/hashes before it is given out. Rejects with `difficulty_too_high` above 24 bits, `aborted`.
 */
export async function solve(
  { token, difficulty }: Pick<Challenge, 'token' | 'difficulty'>,
  options: SolveOptions = {},
): Promise<Solution> {
  if (difficulty > MAX_DIFFICULTY_BITS) throw new PugError('difficulty_too_high');
  throwIfAborted(options.signal);
  const turns = new Turns();
  try {
    const fastest = await fastestSearch(token, difficulty);
    const nonce = await searchInSlices(fastest.search, difficulty, turns, options);
    if (proves(token, nonce, difficulty)) return solutionOf(fastest, nonce);
    const reference = jsSearch(token, difficulty, `${fastest.solver} gave a wrong answer`);
    const second = await searchInSlices(reference.search, difficulty, turns, options);
    if (proves(token, second, difficulty)) return solutionOf(reference, second);
    throw new TypeError('the solver found a nonce that is no proof');
  } finally {
    turns.close();
  }
}

async function searchInSlices(
  search: Search,
  difficulty: number,
  turns: Turns,
  { signal, onProgress }: SolveOptions,
): Promise<string> {
  const startedAt = performance.now();
  let reportedAt = startedAt;
  const report = (now: number): void => {
    reportedAt = now;
    const rate = (search.tries * 1_000) / Math.max(1, now - startedAt);
    onProgress?.({ tries: search.tries, expectedTries: 2 ** difficulty, rate });
  };
  throwIfAborted(signal);
  while (!runUntil(search, performance.now() + SLICE_MS)) {
    const now = performance.now();
    if (now - reportedAt >= PROGRESS_EVERY_MS) report(now);
    await turns.next();
    throwIfAborted(signal);
  }
  report(performance.now());
  return search.nonce ?? '';
}

/** True once there is a nonce; false when the time is up. */
function runUntil(search: Search, deadline: number): boolean {
  do {
    if (search.run(TRIES_BETWEEN_LOOKS)) return true;
  } while (performance.now() < deadline);
  return false;
}

/** WebAssembly where it is to be had; it is loaded only when it is needed. */
async function fastestSearch(token: string, difficulty: number): Promise<Chosen> {
  try {
    const [{ instantiateWasm }, { createWasmSearch }] = await Promise.all([
      import('./wasm.js'),
      import('./search-wasm.js'),
    ]);
    const support = await instantiateWasm();
    if (!support.ok) return jsSearch(token, difficulty, support.reason);
    const search = createWasmSearch(support.instance, token, difficulty);
    return { search, solver: 'wasm-simd', whyNotFaster: undefined };
  } catch {
    return jsSearch(token, difficulty, 'the WebAssembly solver did not load');
  }
}

const jsSearch = (token: string, difficulty: number, whyNotFaster: string): Chosen => ({
  search: createJsSearch(token, difficulty),
  solver: 'js',
  whyNotFaster,
});

const solutionOf = ({ search, solver, whyNotFaster }: Chosen, nonce: string): Solution => ({
  nonce,
  tries: search.tries,
  solver,
  whyNotFaster,
});

/** The nonce looked at the plain way, whatever found it. */
const proves = (token: string, nonce: string, difficulty: number): boolean =>
  leadingZeroBits(sha256(proofInput(token, nonce))) >= difficulty;
