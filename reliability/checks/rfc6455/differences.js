/** The table of where an engine does otherwise than the strict outcome, as text and back. */
import { REASONS } from './case.js';

/** @typedef {{ engine: string, reason: import('./case.js').Reason, id: string }} Difference */

const ROW = /^\| (uws|ws) +\| `([a-z0-9-]+)` +\| (.+?) +\|/;

const LEFT_OUT = [
  ['9.7.1, 9.7.2', '1,000 text messages of 0 and of 16 bytes: the shortest that this relay answers has 21'],
  ['9.7.6', '1,000 text messages of 4,096 bytes: over the limit of 1,024'],
  ['9.8.1, 9.8.2', '1,000 binary messages of 0 and of 16 bytes: the shortest that is echoed has 33'],
  ['12.\\*, 13.\\*', 'compression: the relay offers none, and no case is upgraded with an extension'],
];

const ABOUT = `# Where an engine does otherwise

Written by \`write-differences.js\` from a run of all cases; the check fails on a difference that is not in this table, and on one
in it that is seen no more. The numbers are those of the Autobahn test suite, the cases our own: the relay is no echo server,
so text is sent as \`room:purge\` by a member that may not (answered \`not_creator\`), and binary as messages, which come back to
their sender.`;

/**
 * @param {readonly Difference[]} differences
 * @returns {string}
 */
export function encodeDifferences(differences) {
  const rows = [...groups(differences).values()].map((group) => rowOf(group));
  return [
    ABOUT,
    '',
    ...['| engine | reason | cases | in words |', '| --- | --- | --- | --- |', ...rows],
    '',
    ...['## Left out', '', '| cases | why |', '| --- | --- |'],
    ...LEFT_OUT.map(([cases, why]) => `| ${cases} | ${why} |`),
    '',
  ].join('\n');
}

/**
 * @param {string} markdown
 * @returns {Difference[]}
 */
export function decodeDifferences(markdown) {
  return markdown.split('\n').flatMap((line) => {
    const [, engine = '', reason = '', cases = ''] = ROW.exec(line) ?? [];
    const known = /** @type {import('./case.js').Reason} */ (reason);
    return cases === ''
      ? []
      : cases
          .split(', ')
          .flatMap(expand)
          .map((id) => ({ engine, reason: known, id }));
  });
}

/** @param {readonly Difference[]} group of one engine and reason, in the order of the cases */
function rowOf(group) {
  const [{ engine, reason }] = /** @type {[Difference]} */ (group);
  const ids = [...new Set(group.map(({ id }) => id))];
  return `| ${engine} | \`${reason}\` | ${collapse(ids).join(', ')} | ${REASONS[reason]} |`;
}

/**
 * `6.8.1`, `6.8.2` as `6.8.1–2`.
 * @param {readonly string[]} ids
 */
function collapse(ids) {
  /** @type {{ group: string, from: number, to: number }[]} */
  const runs = [];
  for (const id of ids) {
    const { group, number } = split(id);
    const last = runs.at(-1);
    if (last?.group === group && last.to === number - 1) last.to = number;
    else runs.push({ group, from: number, to: number });
  }
  return runs.map(({ group, from, to }) => (from === to ? `${group}.${from}` : `${group}.${from}–${to}`));
}

/** @param {string} run */
function expand(run) {
  const [first = '', to] = run.split('–');
  const { group, number } = split(first);
  const count = to === undefined ? 1 : Number(to) - number + 1;
  return Array.from({ length: count }, (_, index) => `${group}.${number + index}`);
}

/** @param {string} id */
function split(id) {
  const dot = id.lastIndexOf('.');
  return { group: id.slice(0, dot), number: Number(id.slice(dot + 1)) };
}

/** @param {readonly Difference[]} differences */
function groups(differences) {
  /** @type {Map<string, Difference[]>} */
  const found = new Map();
  for (const one of differences) {
    const key = `${one.engine} ${one.reason}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}
