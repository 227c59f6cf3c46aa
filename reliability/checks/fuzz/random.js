/** Random choices that a seed and an index repeat. */
import { WORD, wordsFrom } from '../../lib/random.js';

/**
 * @typedef {object} Random
 * @property {(count: number) => number} below a whole number from 0 to count − 1
 * @property {(share: number) => boolean} chance
 * @property {<T>(items: readonly T[]) => T} pick
 * @property {(count: number) => Buffer} bytes
 */

const GOLDEN = 0x9e3779b9;

/**
 * Mulberry32, begun with a mix of both numbers.
 * @param {number} seed
 * @param {number} index
 * @returns {Random}
 */
export function randomOf(seed, index) {
  const next = wordsFrom(Math.imul(seed, GOLDEN) ^ Math.imul(index + 1, 0x85ebca6b));
  const below = (/** @type {number} */ count) => Math.floor((next() / WORD) * count);
  return {
    below,
    chance: (share) => next() < share * WORD,
    pick: (items) => {
      const index = below(items.length);
      return /** @type {(typeof items)[number]} */ (items[index]);
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}
