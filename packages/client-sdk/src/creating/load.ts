import type { Challenge } from '@pug-network/protocol';
import { PugError } from '../errors.js';
import type * as Creating from './creating.js';
import type { Solution, SolveOptions } from '../pow/solve.js';

/** The half of this package that makes rooms. Rejects with `network` where its file cannot be loaded. */
export const loadCreating = (): Promise<typeof Creating> =>
  import('./creating.js').catch((cause: unknown) => {
    throw new PugError('network', { cause });
  });

/**
 * Finds a nonce whose SHA-256 with the token begins with the zero bits that the challenge asks for (protocol.md §1), by the
 * fastest search that works here: in workers, and on the spot, in slices of 8 ms, until those have begun. Every nonce is
 * verified with @noble/hashes before it is given out. Rejects with `difficulty_too_high` above 24 bits, `aborted`,
 * `network` where the file that solves cannot be loaded.
 */
export async function solve(
  work: Pick<Challenge, 'token' | 'difficulty'>,
  options?: SolveOptions,
): Promise<Solution> {
  return (await loadCreating()).solve(work, options);
}
