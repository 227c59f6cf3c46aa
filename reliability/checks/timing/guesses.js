/** Pairs of wrong guesses whose difference an attacker would like to see in the time. */

const SECRET_CHARS = 22;
const LONGEST_GUESS = 64;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** @typedef {import('./measure.js').Guesses} Guesses */
/** @typedef {{ secret: string, guesses: Guesses }} Pair */

/**
 * Two guesses of the right length, of which only one character is wrong: the first of all, or the one at `position`.
 * @param {number} position
 * @param {() => number} random
 * @returns {Pair}
 */
export function pairAtPosition(position, random) {
  const secret = word(SECRET_CHARS, random);
  return { secret, guesses: [wrongAt(0, secret), wrongAt(position, secret)] };
}

/**
 * Two guesses of this length: the first character wrong, or all of them right as far as the secret goes.
 * @param {number} length
 * @param {() => number} random
 * @returns {Pair}
 */
export function pairOfLength(length, random) {
  const { secret, guess } = longGuess(length, random);
  return { secret, guesses: [wrongAt(0, guess), Buffer.from(guess)] };
}

/**
 * Two guesses whose first character is wrong: one as long as the secret, one of this length.
 * @param {number} length
 * @param {() => number} random
 * @returns {Pair}
 */
export function pairOfLengths(length, random) {
  const { secret, guess } = longGuess(length, random);
  return { secret, guesses: [wrongAt(0, secret), wrongAt(0, guess)] };
}

export const POSITIONS = Array.from({ length: SECRET_CHARS - 1 }, (_, index) => index + 1);
export const OTHER_LENGTHS = Array.from({ length: LONGEST_GUESS + 1 }, (_, length) => length).filter(
  (length) => length !== SECRET_CHARS,
);

/**
 * @param {number} length
 * @param {() => number} random
 */
function longGuess(length, random) {
  const secret = word(SECRET_CHARS, random);
  return { secret, guess: (secret + word(LONGEST_GUESS, random)).slice(0, length) };
}

/**
 * @param {number} position
 * @param {string} text
 */
function wrongAt(position, text) {
  const characters = Buffer.from(text);
  if (position < characters.length) characters[position] = characters.readUInt8(position) ^ 1;
  return characters;
}

/**
 * @param {number} length
 * @param {() => number} random
 */
function word(length, random) {
  return Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}
