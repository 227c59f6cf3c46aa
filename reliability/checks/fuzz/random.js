/** Random choices that a seed and an index repeat. */

/**
 * @typedef {object} Random
 * @property {(count: number) => number} below a whole number from 0 to count − 1
 * @property {(share: number) => boolean} chance
 * @property {<T>(items: readonly T[]) => T} pick
 * @property {(count: number) => Buffer} bytes
 */

const GOLDEN = 0x9e3779b9;
const RANGE = 2 ** 32;

/**
 * Mulberry32, begun with a mix of both numbers.
 * @param {number} seed
 * @param {number} index
 * @returns {Random}
 */
export function randomOf(seed, index) {
  let state = (Math.imul(seed, GOLDEN) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (/** @type {number} */ count) => Math.floor((next() / RANGE) * count);
  return {
    below,
    chance: (share) => next() < share * RANGE,
    pick: (items) => {
      const index = below(items.length);
      return /** @type {(typeof items)[number]} */ (items[index]);
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}
