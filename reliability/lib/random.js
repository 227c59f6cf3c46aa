/** Random numbers that a seed repeats. */
import { randomInt } from 'node:crypto';

export const WORD = 2 ** 32;

/** `PUG_SEED` where it is set, so that a run can be repeated. */
export const chosenSeed = () => Number(process.env['PUG_SEED'] ?? randomInt(WORD));

/**
 * Mulberry32: whole numbers from 0 up to, not with, 2³².
 * @param {number} seed
 */
export function wordsFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  };
}
