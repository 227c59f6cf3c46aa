/** Numbers from 0 up to 1 that are the same for the same seed; good for tests and for nothing else. */
export type Random = () => number;

const INCREMENT = 0x6d2b79f5;
const TWO_TO_32 = 2 ** 32;

/** A source of repeatable numbers. */
export function randomFrom(seed: number): Random {
  let state = Math.trunc(seed);
  return () => {
    state = (state + INCREMENT) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32;
  };
}

/** A whole number from 0 up to, not including, `end`. */
export const below = (random: Random, end: number): number => Math.floor(random() * end);

/** One of several; `undefined` of none. */
export const oneOf = <T>(random: Random, items: readonly T[]): T | undefined =>
  items[below(random, items.length)];

export const someBytes = (random: Random, length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, () => below(random, 256));
