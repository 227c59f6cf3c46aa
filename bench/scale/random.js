/** Numbers that look random and come from a seed (mulberry32): the same run picks the same rooms. */

/**
 * @param {number} seed
 * @returns {(below: number) => number} a whole number from 0 up to, not with, `below`
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * Picks different items each time; over many picks every item is as likely as another.
 * @param {number} count
 * @param {(below: number) => number} random
 * @returns {(many: number) => Uint32Array} valid until the next pick
 */
export function picker(count, random) {
  const items = Uint32Array.from({ length: count }, (_, i) => i);
  return (many) => {
    for (let i = 0; i < many; i++) {
      const other = i + random(count - i);
      [items[i], items[other]] = [items[other], items[i]];
    }
    return items.subarray(0, many);
  };
}
