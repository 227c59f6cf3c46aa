/** What a relay has of those who use it: searched for in its heap, in its memory and in whatever it writes. */
import { searchCommand } from './command-search.js';
import { searchRelay } from './relay-search.js';

/**
 * @typedef {import('../../lib/check.js').EngineName} EngineName
 * @typedef {import('../../lib/check.js').Figure} Figure
 * @typedef {import('./needles.js').Subject} Subject
 * @typedef {import('./relay-search.js').Found} Found
 * @typedef {import('./relay-search.js').Search} Search
 * @typedef {(figure: Figure) => void} Record of one engine's figures
 * @typedef {import('./relay-search.js').Size} Size
 */

/** @type {Size} */
const FULL = { rooms: 5, otherRooms: 8, laterMs: 10_000 };
/** @type {Size} */
const SMALL = { rooms: 1, otherRooms: 2, laterMs: 0 };

/** @type {Subject[]} what never reaches a relay, in any form */
const NEVER = ['key', 'plaintext'];
/** @type {Subject[]} what it had, and must forget */
const FORGOTTEN = ['room secret', 'session token'];
/** @type {Subject[]} what it keeps until the room has ended */
const KEPT = ['room id', 'digest'];
/** The parts of Node that write most about what passes through them. */
const TALKATIVE = { NODE_DEBUG: 'http,net,stream,timer,worker' };

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'blindness',
  promise: 'A relay under load never has a key or a plaintext, and forgets room secrets and session tokens',
  minutes: 10,
  async run({ engines, isSmall, record }) {
    const size = isSmall ? SMALL : FULL;
    for (const engine of engines) {
      const recordOne = (/** @type {Figure} */ figure) => record({ ...figure, engine });
      const search = await searchRelay(engine, size);
      if (search.whyNoMemory !== undefined) reportMissing(search.whyNoMemory, isSmall);
      judgeControls(search, size, recordOne);
      judgeRelay(search, recordOne);
      tellMemory(search, recordOne);
      const [usual, talkative] = await Promise.all([searchCommand(engine), searchCommand(engine, TALKATIVE)]);
      judgeCommand(usual, talkative, recordOne);
    }
  },
};

/**
 * @param {string} why
 * @param {boolean} isSmall
 */
function reportMissing(why, isSmall) {
  const text = `missing: the memory of another process cannot be read here (${why})`;
  if (!isSmall) throw new Error(text);
  console.log(`  ${text}`);
}

/**
 * What is there must be found, by the same search: else what is not found proves nothing.
 * @param {Search} search
 * @param {Size} size
 * @param {Record} record
 */
function judgeControls({ looks, output, otherRooms }, { rooms }, record) {
  const [{ heap, memory } = { heap: undefined, memory: undefined }] = looks;
  const control = (/** @type {string} */ what, /** @type {number} */ value, least = 1) =>
    record({ what: `control: ${what}`, value, least });
  control('a planted text in the heap', heap?.hits.different('planted') ?? 0);
  control('ids of live rooms in the heap', heap?.hits.different('room id') ?? 0, rooms);
  control('digests of live rooms in the heap, as raw bytes', heap?.hits.different('digest') ?? 0, rooms);
  control('a planted text in the output', output.hits.different('planted'));
  control('other rooms meanwhile', otherRooms);
  if (memory === undefined) return;
  control('forms of a planted text in memory, as bytes and as UTF-16', memory.hits.different('planted'), 2);
  control('digests of live rooms in memory, as raw bytes', memory.hits.different('digest'), rooms);
}

/**
 * @param {Search} search
 * @param {Record} record
 */
function judgeRelay({ looks, output }, record) {
  const heaps = looks.map(({ heap }) => heap);
  const memories = looks.flatMap(({ memory }) => memory ?? []);
  const none = (/** @type {Subject} */ subject, /** @type {string} */ where, /** @type {Found[]} */ found) =>
    record(noneOf(subject, where, found));
  for (const subject of NEVER) {
    none(subject, 'in the heap', heaps);
    if (memories.length > 0) none(subject, 'in memory', memories);
    none(subject, 'in the output', [output]);
  }
  for (const subject of FORGOTTEN) {
    none(subject, 'in the heap', heaps);
    none(subject, 'in the output', [output]);
  }
  for (const subject of KEPT) none(subject, 'in the heap after the end', heaps.slice(-1));
}

/**
 * What lies about in memory that is free is overwritten when it is used again, and not before.
 * @param {Search} search
 * @param {Record} record
 */
function tellMemory({ looks }, record) {
  for (const { when, memory } of looks)
    for (const subject of memory === undefined ? [] : FORGOTTEN)
      record({
        what: `${subject}, places in memory where nothing reaches it, ${when}`,
        value: memory?.hits.of(subject) ?? 0,
        ...formsOf([memory], subject),
      });
}

/**
 * @param {Found} usual
 * @param {Found} talkative
 * @param {Record} record
 */
function judgeCommand(usual, talkative, record) {
  record({
    what: 'control: the address in what pug-server writes',
    value: usual.hits.of('planted'),
    least: 1,
  });
  for (const subject of [...NEVER, ...FORGOTTEN, ...KEPT])
    record(noneOf(subject, 'in what pug-server writes', [usual]));
  for (const subject of NEVER)
    record({
      ...noneOf(subject, 'in what it writes with NODE_DEBUG', [talkative]),
      note: `NODE_DEBUG=${TALKATIVE.NODE_DEBUG}, ${talkative.size} characters`,
    });
}

/**
 * @param {Subject} subject
 * @param {string} where
 * @param {readonly Found[]} found
 * @returns {Figure}
 */
const noneOf = (subject, where, found) => ({
  what: `${subject}, ${where}`,
  value: found.reduce((sum, { hits }) => sum + hits.of(subject), 0),
  most: 0,
  ...formsOf(found, subject),
});

/**
 * @param {readonly (Found | undefined)[]} found
 * @param {Subject} subject
 */
function formsOf(found, subject) {
  const forms = [...new Set(found.map((one) => one?.hits.forms(subject) ?? ''))].filter(
    (text) => text !== '',
  );
  return forms.length === 0 ? {} : { note: `as ${forms.join(', ')}` };
}
