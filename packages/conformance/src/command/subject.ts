import type { Outcome } from '../outcome.js';
import type { Listed } from '../schedule.js';
import type { Options } from './options.js';

/** What the command line wants to be checked. */
export interface Subject {
  /** The cases that are wanted. */
  readonly cases: readonly Listed[];
  /** Why it cannot be looked at, in words; undefined if it can. */
  readonly fault: () => Promise<string | undefined>;
  /** Runs those cases. */
  readonly check: (onOutcome: (outcome: Outcome) => void) => Promise<readonly Outcome[]>;
}

/** Those cases that the command line has not filtered out. */
export function wantedOf<C extends Listed>(cases: readonly C[], { filters }: Options): readonly C[] {
  return cases.filter(({ id }) => filters.length === 0 || filters.some((filter) => id.includes(filter)));
}
