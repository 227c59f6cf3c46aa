/** JSON objects, and what only looks like them. */
import { mutateBytes } from './raw.js';

/** @typedef {import('../random.js').Random} Random */

const DEEP = 400;
/** Texts of values that a reader may stumble over. */
const VALUES = [
  'null',
  'true',
  '0',
  '-0',
  '1e999',
  '-1e999',
  '9007199254740993',
  '1'.repeat(300),
  '0x10',
  'NaN',
  '""',
  '"\\ud800"',
  '"\\u0000"',
  '"\ud83d\ude00"',
  '"\\ud83d"',
  '[]',
  '{}',
  '{"__proto__":{}}',
  '[null]',
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  '['.repeat(DEEP),
  '{"a":'.repeat(DEEP),
  '"',
  "'single'",
  '',
];
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'type', 'token', 'x-more', 'é'];
const WHOLES = ['', ' ', 'null', '[]', '0', '"text"', '{}', '{', '[{}]', '{"a":1,}', '{/**/}', '\ufeff{}'];

/**
 * @param {Readonly<Record<string, string>>} fields
 * @param {Random} random
 * @returns {Buffer} the object as it is, or mutated
 */
export function jsonOf(fields, random) {
  if (random.chance(0.2)) return Buffer.from(JSON.stringify(fields));
  if (random.chance(0.1)) return Buffer.from(random.pick(WHOLES));
  const pairs = Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]);
  for (let count = 1 + random.below(3); count > 0; count--) mutatePairs(pairs, random);
  const bytes = Buffer.from(
    `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
  );
  return random.chance(0.2) ? mutateBytes(bytes, random) : bytes;
}

/**
 * @param {string[][]} pairs
 * @param {Random} random
 */
function mutatePairs(pairs, random) {
  const at = random.below(pairs.length + 1);
  const pair = pairs[at] ?? [random.pick(NAMES), '1'];
  const [name = '', value = ''] = pair;
  const choices = [
    () => pairs.splice(at, 1),
    () => pairs.splice(at, 1, [name, random.pick(VALUES)]),
    () => pairs.splice(at, 0, [name, random.pick(VALUES)]),
    () => pairs.splice(at, 0, [random.pick(NAMES), random.pick(VALUES)]),
    () => pairs.splice(at, 1, [random.pick(NAMES), value]),
    () => pairs.splice(at, 1, [name, JSON.stringify(`${value}${' '.repeat(random.below(2_000))}`)]),
  ];
  random.pick(choices)();
}
