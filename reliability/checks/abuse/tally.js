/** How many ended how. */

/** @typedef {Record<string, number>} Tally what became of a connection → of how many */

/**
 * @param {readonly (number | string)[]} ends
 * @returns {Tally}
 */
export function countOf(ends) {
  /** @type {Tally} */
  const tally = {};
  for (const end of ends) tally[end] = (tally[end] ?? 0) + 1;
  return tally;
}

/**
 * Two figures: how many connections ended as documented, and how many in another way.
 * @param {string} who in a few words, in the plural
 * @param {Tally} tally
 * @param {{ expected: readonly (number | string)[], least: number, note: string }} documented
 * @returns {import('./scenario.js').Finding[]}
 */
export function judgeEnds(who, tally, { expected, least, note }) {
  const isExpected = (/** @type {string} */ end) => expected.some((one) => String(one) === end);
  const sum = (/** @type {boolean} */ wanted) =>
    Object.entries(tally).reduce(
      (total, [end, count]) => total + (isExpected(end) === wanted ? count : 0),
      0,
    );
  const seen = Object.entries(tally).map(([end, count]) => `${count} × ${end}`);
  return [
    { what: `${who} dealt with as documented`, value: sum(true), least, note: `${note}: ${seen.join(', ')}` },
    { what: `${who} that ended in another way`, value: sum(false), most: 0 },
  ];
}
