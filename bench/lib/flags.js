/** Readers of command-line flags; each throws where a flag does not say what it should. */

/**
 * @param {string} flag
 * @param {string | undefined} list separated by commas; all that are known where it is missing
 * @param {string[]} known
 */
export function chosen(flag, list, known) {
  const wanted = list?.split(',') ?? known;
  const strange = wanted.filter((item) => !known.includes(item));
  if (strange.length > 0) throw new Error(`--${flag}: unknown ${strange.join(', ')}`);
  return wanted;
}

/**
 * @param {string} flag
 * @param {string} value
 */
export function positive(flag, value) {
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number))) throw new Error(`--${flag}: not a positive number`);
  return number;
}
