/** What can be wrong with the header of a request. */

/** @typedef {import('../random.js').Random} Random */
/** @typedef {import('./request.js').Draft} Draft */

/** Fields that mean something to somebody, each with values that it may and may not have. */
const FIELDS = [
  ['Host', 'other.example'],
  ['Host', ''],
  ['Content-Length', '0'],
  ['Content-Length', '5'],
  ['Content-Length', 'x'],
  ['Content-Length', '99999999999999999999'],
  ['Transfer-Encoding', 'chunked'],
  ['Transfer-Encoding', 'identity'],
  ['Transfer-Encoding', 'x, chunked'],
  ['Connection', 'close'],
  ['Connection', 'keep-alive, Upgrade'],
  ['Upgrade', 'h2c'],
  ['Upgrade', 'websocket'],
  ['Expect', '100-continue'],
  ['Expect', 'x'],
  ['Origin', 'null'],
  ['Origin', 'http://other.example'],
  ['Origin', 'http://[::1'],
  ['Origin', 'http://\u00e9'],
  ['Authorization', 'Bearer'],
  ['Authorization', 'Basic eDp5'],
  ['Authorization', `bearer ${'x'.repeat(500)}`],
  ['Sec-WebSocket-Key', 'short'],
  ['Sec-WebSocket-Version', '8'],
  ['Sec-WebSocket-Protocol', 'other, pug.v1'],
  ['Sec-WebSocket-Protocol', ',,'],
  ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
  ['X-Forwarded-For', '1.2.3.4, x'],
  ['If-None-Match', '*'],
  ['Range', 'bytes=0-,-1'],
  ['Accept-Encoding', 'gzip;q=x, br;;'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
];
/** Names and values with what must not be in them, or hardly ever is. */
const ODD_NAMES = ['X ', 'X\t', '', 'X(y)', 'X\u00ff', 'X\u0000', ' X'];
const ODD_VALUES = [
  'a\u0000b',
  'a\u0001b',
  'a\rb',
  'a\nX: b',
  'a\r\n b',
  '\u00ff',
  ' \t ',
  '"',
  'x'.repeat(3_000),
];
const MANY = 60;

/** @type {readonly ((draft: Draft, random: Random) => void)[]} */
export const FIELD_MUTATIONS = [
  ({ fields }, random) => void fields.push(random.pick(FIELDS)),
  ({ fields }, random) => void fields.push(random.pick(FIELDS)),
  ({ fields }, random) => void fields.push(random.pick(FIELDS)),
  ({ fields }, random) => void fields.unshift(random.pick(FIELDS)),
  ({ fields }, random) => void fields.push(random.pick(fields.length > 0 ? fields : FIELDS)),
  ({ fields }, random) => void fields.splice(random.below(fields.length), 1),
  ({ fields }, random) => void fields.push([random.pick(ODD_NAMES), 'x']),
  ({ fields }, random) => void fields.push(['X', random.pick(ODD_VALUES)]),
  ({ fields }, random) => replaceValue(fields, random.pick(ODD_VALUES), random),
  ({ fields }, random) => void fields.push(...Array.from({ length: random.below(MANY) }, () => ['X', 'y'])),
  (draft, random) => {
    const isUpper = random.chance(0.5);
    draft.fields = draft.fields.map(([name = '', value = '']) => [
      isUpper ? name.toUpperCase() : name.toLowerCase(),
      value,
    ]);
  },
];

/**
 * @param {string[][]} fields
 * @param {string} value
 * @param {Random} random
 */
function replaceValue(fields, value, random) {
  const at = random.below(fields.length);
  const [name = 'X'] = fields[at] ?? [];
  fields.splice(at, 1, [name, value]);
}
