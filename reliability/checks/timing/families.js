/** What is tested: the relay's comparison, and two others that show what the test is worth. */
import { OTHER_LENGTHS, pairAtPosition, pairOfLength, pairOfLengths, POSITIONS } from './guesses.js';
import { blind, earlyExit, relaysComparison } from './subject.js';

/**
 * @typedef {object} Family tests that one figure sums up
 * @property {string} what
 * @property {readonly number[]} places positions or lengths
 * @property {(place: number, random: () => number) => import('./guesses.js').Pair} pair
 * @property {(secret: string) => import('./subject.js').Compare} subject
 * @property {number} count of comparisons for each place
 * @property {{ most?: number, least?: number }} bound
 */

/** dudect's bound: in a hundred tests, chance alone goes over it once in more than a thousand runs. */
const BOUND = 4.5;
/** The early exit must stand out by far, or smaller leaks would not be seen either. */
const CONTROL_BOUND = 10 * BOUND;
const COUNT = 1_000_000;
const CONTROL_COUNT = 100_000;
const SMALL_COUNT = 5_000;
const SMALL_POSITIONS = [1, 11, 21];
const SMALL_LENGTHS = [1, 21, 23, 64];

/**
 * @param {boolean} isSmall
 * @returns {Promise<Family[]>}
 */
export async function families(isSmall) {
  const relay = await relaysComparison();
  const [count, fewer] = isSmall ? [SMALL_COUNT, SMALL_COUNT] : [COUNT, CONTROL_COUNT];
  const positions = isSmall ? SMALL_POSITIONS : POSITIONS;
  const lengths = isSmall ? SMALL_LENGTHS : OTHER_LENGTHS;
  const [atPosition, ofLength, ofLengths] = [
    { places: positions, pair: pairAtPosition },
    { places: lengths, pair: pairOfLength },
    { places: lengths, pair: pairOfLengths },
  ];
  const [most, least] = [{ most: BOUND }, { least: CONTROL_BOUND }];
  const last = { places: positions.slice(-1), pair: pairAtPosition };
  return [
    { what: 'mismatch at each position', ...atPosition, subject: relay, count, bound: most },
    { what: 'right or wrong guess of each length', ...ofLength, subject: relay, count, bound: most },
    { what: 'length of the guess, no secret', ...ofLengths, subject: relay, count: fewer, bound: {} },
    {
      what: 'control that sees nothing, positions',
      ...atPosition,
      subject: blind,
      count: fewer,
      bound: most,
    },
    { what: 'control that sees nothing, lengths', ...ofLengths, subject: blind, count: fewer, bound: most },
    { what: 'control with an early exit', ...last, subject: earlyExit, count: fewer, bound: least },
  ];
}
