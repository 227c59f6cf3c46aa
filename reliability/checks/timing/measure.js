/** Times one comparison after another, of two classes of guesses in random order. */

/** @typedef {import('./subject.js').Compare} Compare */
/** @typedef {readonly [Buffer, Buffer]} Guesses the characters of class 0 and of class 1 */

/** Until the code is compiled, and what it takes is no longer told apart by how often it ran. */
const WARM_UP = 5_000;

/**
 * @param {Compare} compare
 * @param {Guesses} guesses
 * @param {number} count of comparisons
 * @param {() => number} random from 0 up to 1
 */
export function timeClasses(compare, guesses, count, random) {
  const classes = Uint8Array.from({ length: WARM_UP + count }, () => (random() < 0.5 ? 0 : 1));
  const times = new Float64Array(classes.length);
  time(compare, guesses, classes, times);
  return { times: times.subarray(WARM_UP), classes: classes.subarray(WARM_UP) };
}

/**
 * Each guess is a string made for this one comparison, as a received one is: flat, of one byte a character, and warm in the
 * caches. That of the other class is made as well, so that nothing before the comparison depends on the class.
 * @param {Compare} compare
 * @param {Guesses} guesses
 * @param {Uint8Array} classes
 * @param {Float64Array} times written, in ns
 */
function time(compare, [first, second], classes, times) {
  const made = ['', ''];
  for (let index = 0; index < classes.length; index++) {
    made[0] = first.toString('latin1');
    made[1] = second.toString('latin1');
    const guess = /** @type {string} */ (made[/** @type {number} */ (classes[index])]);
    const start = process.hrtime.bigint();
    const isSame = compare(guess);
    times[index] = Number(process.hrtime.bigint() - start);
    if (isSame) throw new Error('a wrong guess was taken for the secret');
  }
}
