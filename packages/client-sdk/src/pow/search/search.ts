import type { Plan, Table } from './plan.js';

/** Looks for a nonce in slices. */
export interface Search {
  readonly tries: number;
  /** The nonce, once it is found. */
  readonly nonce: string | undefined;
  /** Does about so many more tries, at most 255 more; true once a nonce is found. */
  run(tries: number): boolean;
}

/** What tries the entries of a table. */
export interface Kernel {
  /** Entries are tried in multiples of this. */
  readonly step: number;
  begin(table: Table): void;
  /** Tries entries `first` to `first` + `count` - 1; gives the first one that is a proof, or -1. */
  scan(first: number, count: number): number;
}

/** In one call: engines put faster code in place only from one call to the next. */
const MAX_TRIES_PER_CALL = 4_096;
const MAX_DIFFICULTY = 32;

/** Goes through every `lanes`-th table, from number `lane` on: searches of different lanes share no nonce. */
export function createSearch(plan: Plan, kernel: Kernel, lane: number, lanes: number): Search {
  const entries = plan.rows * plan.columns;
  let table = lane;
  let next = 0;
  let tries = 0;
  let nonce: string | undefined;

  const look = (upTo: number): void => {
    if (next === 0) kernel.begin(plan.table(table));
    const count = Math.min(entries - next, Math.ceil(upTo / kernel.step) * kernel.step);
    const found = kernel.scan(next, count);
    tries += found < 0 ? count : found - next + 1;
    next += count;
    if (found >= 0) nonce = plan.nonce(table, found);
    if (next === entries) {
      table += lanes;
      next = 0;
    }
  };

  return {
    get tries() {
      return tries;
    },
    get nonce() {
      return nonce;
    },
    run(more) {
      const end = tries + more;
      while (nonce === undefined && tries < end) look(Math.min(end - tries, MAX_TRIES_PER_CALL));
      return nonce !== undefined;
    },
  };
}

/** The bits of the first word of the hash that a proof has to have zero; throws above 32. */
export function zeroBits(difficulty: number): number {
  if (!(difficulty >= 0 && difficulty <= MAX_DIFFICULTY)) throw new RangeError('difficulty must be 0 to 32');
  return difficulty === 0 ? 0 : -1 << (MAX_DIFFICULTY - difficulty);
}
