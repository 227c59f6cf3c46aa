import { sha256 } from '@noble/hashes/sha2.js';
import { leadingZeroBits, MAX_DIFFICULTY_BITS, proofInput, type Challenge } from '@pug-network/protocol';
import type { AbortSignalLike } from '../platform/abort-signal-like.js';
import { abortedBy, PugError, throwIfAborted } from '../errors.js';
import { Crew } from './crew.js';
import { Progress, type PowProgress } from './progress.js';
import { searchInSlices, type Found } from './solver.js';
import { Turns } from './turns.js';
import { takeWorkers, type WorkerOptions } from './workers.js';

/** How to solve. */
export interface SolveOptions extends WorkerOptions {
  readonly signal?: AbortSignalLike | undefined;
  /** Told about ten times a second, and once at the end. */
  readonly onProgress?: ((progress: PowProgress) => void) | undefined;
}

/** A proof for a challenge. */
export interface Solution {
  /** `[0-9a-f]{1,32}`. */
  readonly nonce: string;
  readonly tries: number;
  /** What found it. */
  readonly solver: Found['solver'];
  /** Why it was not a faster one, where it was not the fastest. */
  readonly whyNotFaster: string | undefined;
  /** How many workers were searching when it was found; 0 where it was all done on the spot. */
  readonly workers: number;
}

type Work = Pick<Challenge, 'token' | 'difficulty'>;

/** The public `solve` (creating/load.ts), once it is loaded. */
export async function solve(work: Work, options: SolveOptions = {}): Promise<Solution> {
  if (work.difficulty > MAX_DIFFICULTY_BITS) throw new PugError('difficulty_too_high');
  throwIfAborted(options.signal);
  const solution = await search(work, options);
  if (proves(work, solution.nonce)) return solution;
  const second = await search(work, { ...options, workers: 0 }, `${solution.solver} gave a wrong answer`);
  if (proves(work, second.nonce)) return second;
  throw new TypeError('the solver found a nonce that is no proof');
}

async function search(work: Work, options: SolveOptions, whyNotWasm?: string): Promise<Solution> {
  const effort = new Effort(work, options);
  try {
    return await effort.search(whyNotWasm);
  } finally {
    effort.end();
  }
}

/** One search, here and in workers, whichever finds a nonce first. */
class Effort {
  readonly #work: Work;
  readonly #signal: AbortSignalLike | undefined;
  readonly #progress: Progress;
  readonly #crew: Crew;
  readonly #turns = new Turns();
  #triesHere = 0;
  #isOver = false;
  #abort: () => void = () => undefined;

  constructor(work: Work, options: SolveOptions) {
    this.#work = work;
    this.#signal = options.signal;
    this.#progress = new Progress(work.difficulty, options.onProgress);
    this.#crew = new Crew(takeWorkers(work.difficulty, options), work, () => this.#tell());
  }

  async search(whyNotWasm?: string): Promise<Solution> {
    const { nonce, solver, whyNotFaster } = await Promise.race([
      this.#searchHere(whyNotWasm),
      this.#crew.found,
      this.#aborted(),
    ]);
    this.#progress.tell(this.#tries, true);
    return { nonce, tries: this.#tries, solver, whyNotFaster, workers: this.#crew.atWork };
  }

  end(): void {
    this.#isOver = true;
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#crew.dismiss();
    this.#turns.close();
  }

  async #searchHere(whyNotWasm?: string): Promise<Found> {
    const lanes = this.#crew.size + 1;
    const found = await searchInSlices(
      { ...this.#work, lane: 0, lanes },
      (tries) => this.#pause(tries),
      whyNotWasm,
    );
    this.#triesHere = found.tries;
    return found;
  }

  /** A turn for everybody else; for as long as workers search, it is theirs. */
  async #pause(tries: number): Promise<void> {
    this.#triesHere = tries;
    this.#tell();
    await (this.#crew.atWork > 0 ? this.#crew.rest() : this.#turns.next());
    if (this.#isOver) await new Promise(() => undefined);
  }

  #aborted(): Promise<never> {
    return new Promise((_resolve, reject) => {
      const signal = this.#signal;
      if (signal === undefined) return;
      this.#abort = () => reject(abortedBy(signal));
      signal.addEventListener('abort', this.#abort);
    });
  }

  get #tries(): number {
    return this.#triesHere + this.#crew.tries;
  }

  #tell(): void {
    this.#progress.tell(this.#tries);
  }
}

/** The nonce looked at the plain way, whatever found it. */
const proves = ({ token, difficulty }: Work, nonce: string): boolean =>
  leadingZeroBits(sha256(proofInput(token, nonce))) >= difficulty;
