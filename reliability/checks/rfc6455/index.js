/** RFC 6455 by the case list of the Autobahn test suite, on each engine. */
import { readFileSync } from 'node:fs';
import { decodeDifferences } from './differences.js';
import { differencesOf, playAll } from './run.js';

/** @typedef {import('../../lib/check.js').EngineName} EngineName */
/** @typedef {import('../../lib/check.js').Context['record']} Record */
/** @typedef {import('./differences.js').Difference} Difference */

const TABLE = new URL('differences.md', import.meta.url);
/** Numbers of Autobahn; those that are left out are listed in the table. */
const LEAST_CASES = 296;
const TIMES = { small: 50, full: 1_000 };

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'rfc6455',
  promise: 'What breaks RFC 6455 is refused as it says, and what keeps to it is read, on both engines',
  minutes: 2,
  async run({ engines, isSmall, record }) {
    const listed = decodeDifferences(readFileSync(TABLE, 'utf8'));
    for (const engine of engines) {
      const played = await playAll(engine, isSmall ? TIMES.small : TIMES.full);
      recordPlayed(engine, played, record);
      recordDifferences(engine, differencesOf(engine, played), listed, record);
    }
  },
};

/**
 * @param {EngineName} engine
 * @param {readonly import('./run.js').Played[]} played
 * @param {Record} record
 */
function recordPlayed(engine, played, record) {
  const ids = new Set(played.map(({ kase: { id } }) => id).filter((id) => !id.startsWith('own.')));
  const failed = played.filter(({ holds }) => !holds);
  const reasons = played.filter(({ reason }) => reason !== undefined).length;
  record({ engine, what: 'cases of Autobahn tried', value: ids.size, least: LEAST_CASES });
  record({
    engine,
    what: 'tries',
    value: played.length,
    note: 'some cases are tried before and after joining',
  });
  record({ engine, what: 'passed strictly', value: played.length - reasons - failed.length });
  record({ engine, what: 'passed otherwise, for a reason that is listed', value: reasons });
  record({ engine, what: 'failed', value: failed.length, most: 0, ...noteOf(failed.map(describe)) });
}

/**
 * @param {EngineName} engine
 * @param {readonly Difference[]} seen
 * @param {readonly Difference[]} listed
 * @param {Record} record
 */
function recordDifferences(engine, seen, listed, record) {
  const nameOf = (/** @type {Difference} */ { id, reason }) => `${id} ${reason}`;
  const names = new Set(seen.map(nameOf));
  const known = new Set(listed.filter((one) => one.engine === engine).map(nameOf));
  const unlisted = [...names].filter((name) => !known.has(name));
  const outdated = [...known].filter((name) => !names.has(name));
  record({ engine, what: 'differences not listed', value: unlisted.length, most: 0, ...noteOf(unlisted) });
  record({
    engine,
    what: 'differences listed and not seen',
    value: outdated.length,
    most: 0,
    ...noteOf(outdated),
  });
}

const MOST_NAMED = 5;
/** @param {readonly string[]} lines */
const noteOf = (lines) => (lines.length === 0 ? {} : { note: lines.slice(0, MOST_NAMED).join('; ') });

/** @param {import('./run.js').Played} played */
const describe = ({ kase: { id, title, strict }, outcome }) =>
  `${id} ${title}: expected "${strict}", got "${outcome}"`;
