/** Whether the time that the relay takes to compare a room secret tells anything of the secret. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { families } from './families.js';
import { timeClasses } from './measure.js';
import { chosenSeed, WORD, wordsFrom } from '../../lib/random.js';
import { welch } from './welch.js';

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'timing',
  promise: 'how long a secret comparison takes does not tell where a guess goes wrong',
  minutes: 10,
  async run({ isSmall, record }) {
    const seed = chosenSeed();
    const words = wordsFrom(seed);
    const random = () => words() / WORD;
    for (const family of await families(isSmall)) {
      const { place, t, difference } = await worstOf(family, random);
      const among = `at ${place}, ${difference.toFixed(1)} ns; ${family.places.length} tests`;
      record({
        what: `largest |t|, ${family.what}`,
        value: Math.abs(t),
        isTimed: true,
        note: `${among} of ${family.count.toLocaleString('en-US')} comparisons, seed ${seed}`,
        ...family.bound,
      });
    }
  },
};

/**
 * The place of a family whose two classes of guesses differ most surely.
 * @param {import('./families.js').Family} family
 * @param {() => number} random
 */
async function worstOf({ places, pair, subject, count }, random) {
  let worst = { place: NaN, t: 0, difference: 0 };
  for (const place of places) {
    const { secret, guesses } = pair(place, random);
    const { times, classes } = timeClasses(subject(secret), guesses, count, random);
    const result = welch(times, classes);
    if (Math.abs(result.t) >= Math.abs(worst.t)) worst = { place, ...result };
    await nextTurn();
  }
  return worst;
}
