/** What the inputs came to. */

/**
 * @typedef {object} Fault
 * @property {number} index of the input; the first of its block where it cannot be told
 * @property {string} text
 */
/**
 * @typedef {object} Tally
 * @property {number} tried inputs
 * @property {number} answers HTTP answers judged
 * @property {number} items events and frames judged
 * @property {Map<string, number>} dropped requests without an answer, by the reason
 * @property {Map<string, number>} ends of WebSockets, by the code
 * @property {Fault[]} faults
 */

/** @returns {Tally} */
export const newTally = () => ({
  tried: 0,
  answers: 0,
  items: 0,
  dropped: new Map(),
  ends: new Map(),
  faults: [],
});

/**
 * @param {Map<string, number>} counts
 * @param {string} name
 */
export function count(counts, name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/**
 * The counts for people, the highest first.
 * @param {Map<string, number>} counts
 */
export function told(counts) {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, number]) => `${name} ${number.toLocaleString('en-US')}`).join(', ');
}

/**
 * @param {Tally} total
 * @param {Tally} more
 */
export function addTo(total, more) {
  for (const name of /** @type {const} */ (['tried', 'answers', 'items'])) total[name] += more[name];
  for (const name of /** @type {const} */ (['dropped', 'ends'])) {
    for (const [key, number] of more[name]) total[name].set(key, (total[name].get(key) ?? 0) + number);
  }
  total.faults.push(...more.faults);
}
