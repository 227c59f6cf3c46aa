/** Welch's t-test on times, the way of dudect (Reparaz, Balasch, Verbauwhede, 2017). */

/** Slower samples than this share of all are interruptions: they are left out, by one limit for both classes. */
const KEPT_SHARE = 0.9;
/** The limit is read off every so many samples: sorting all of them takes longer than timing them. */
const LIMIT_FROM_EVERY = 10;

/** @typedef {{ t: number, difference: number }} Welch t, and by how much class 1 is slower, in the unit of the times */

/**
 * @param {Float64Array} times
 * @param {Uint8Array} classes 0 or 1, which class each of them is of
 * @returns {Welch}
 */
export function welch(times, classes) {
  const limit = limitOf(times);
  const first = momentsOf(times, classes, 0, limit);
  const second = momentsOf(times, classes, 1, limit);
  const difference = second.mean - first.mean;
  return { t: difference / Math.sqrt(first.error + second.error), difference };
}

/** @param {Float64Array} times */
function limitOf(times) {
  const sorted = times.filter((_, index) => index % LIMIT_FROM_EVERY === 0).sort();
  return /** @type {number} */ (sorted[Math.floor(sorted.length * KEPT_SHARE)]);
}

/**
 * Welford's way: one pass, and no sum that grows too large to be exact.
 * @param {Float64Array} times
 * @param {Uint8Array} classes
 * @param {0 | 1} wanted
 * @param {number} limit
 */
function momentsOf(times, classes, wanted, limit) {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let index = 0; index < times.length; index++) {
    const time = /** @type {number} */ (times[index]);
    if (classes[index] !== wanted || time > limit) continue;
    count += 1;
    const distance = time - mean;
    mean += distance / count;
    squares += distance * (time - mean);
  }
  return { mean, error: squares / (count - 1) / count };
}
