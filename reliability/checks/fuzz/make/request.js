/** HTTP requests: each route's as it should be, mutated in its parts, and at last as bytes. */
import { FIELD_MUTATIONS } from './fields.js';
import { jsonOf } from './json.js';
import { mutateBytes } from './raw.js';
import { TARGETS, queryOf } from './targets.js';

/** @typedef {import('../random.js').Random} Random */
/**
 * @typedef {object} Supplies what only a running relay can give
 * @property {string} host
 * @property {string} challenge a token that is not redeemed yet
 * @property {string} session a token that may still create its room
 */
/**
 * @typedef {object} Draft
 * @property {string} method
 * @property {string} target
 * @property {string} version
 * @property {string[][]} fields
 * @property {Buffer} body
 */

const METHODS = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'QUERY', 'CONNECT'];
const ODD_METHODS = ['get', 'Get', 'FOO', 'G\u00e9T', 'GET,POST', 'X'.repeat(300), ''];
const VERSIONS = ['HTTP/1.0', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', 'HTTP/1.1 ', 'HTTP/11', ''];
const MOST_BODY = 3_000;

/** @type {readonly ((supplies: Supplies, random: Random) => Partial<Draft>)[]} */
const ROUTES = [
  () => ({ target: '/api/pow-challenge' }),
  () => ({ target: '/api/limits' }),
  (_, random) => ({ target: '/healthz', method: random.pick(['GET', 'HEAD']) }),
  ({ challenge: token }, random) => ({
    method: 'POST',
    target: '/api/pow-redeem',
    body: jsonOf({ token: random.chance(0.7) ? token : 'x'.repeat(62), nonce: '0' }, random),
  }),
  ({ session }, random) => ({
    target: `/api/create-room${queryOf(random)}`,
    fields: [['Authorization', `Bearer ${random.chance(0.8) ? session : 'A'.repeat(43)}`]],
  }),
  ({ host }) => ({ method: 'OPTIONS', target: '/api/limits', fields: [['Origin', `http://${host}`]] }),
  (_, random) => ({
    target: '/ws',
    fields: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Key', random.bytes(16).toString('base64')],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Protocol', 'pug.v1'],
    ],
  }),
  (_, random) => ({ target: random.pick(TARGETS) }),
];

/** @type {readonly ((draft: Draft, random: Random) => void)[]} */
const DRAFT_MUTATIONS = [
  (draft, random) => void (draft.method = random.pick(METHODS)),
  (draft, random) => void (draft.method = random.pick(METHODS)),
  (draft, random) => {
    if (random.chance(0.4)) draft.method = random.pick(ODD_METHODS);
  },
  (draft, random) => void (draft.target = random.pick(TARGETS)),
  (draft, random) =>
    void (draft.target += random.pick(['/', '?', '%00', '//', '#x', '%', '\u00ff', ' ', '..'])),
  (draft, random) => void (draft.target += queryOf(random)),
  (draft, random) => {
    if (random.chance(0.3)) draft.version = random.pick(VERSIONS);
  },
  (draft, random) => void (draft.body = random.bytes(random.below(40))),
  (draft, random) => void (draft.body = Buffer.alloc(random.below(MOST_BODY), ' ')),
];

/**
 * The bytes of one request; half of them have a length that is true and lines that are whole.
 * @param {Supplies} supplies
 * @param {Random} random
 * @returns {Buffer}
 */
export function requestBytes(supplies, random) {
  const route = random.pick(ROUTES)(supplies, random);
  const draft = {
    method: 'GET',
    version: 'HTTP/1.1',
    target: '/',
    fields: [],
    body: Buffer.alloc(0),
    ...route,
  };
  draft.fields = [['Host', supplies.host], ...draft.fields];
  const isWhole = random.chance(0.8);
  for (let count = random.below(3); count > 0; count--) {
    const hitsFields = random.chance(0.35);
    if (hitsFields) random.pick(FIELD_MUTATIONS)(draft, random);
    else random.pick(DRAFT_MUTATIONS)(draft, random);
  }
  if (draft.body.length > 0) draft.fields.push(['Content-Length', String(lengthOf(draft, random, isWhole))]);
  const bytes = encode(draft);
  return isWhole || random.chance(0.4) ? bytes : mutateBytes(bytes, random);
}

/**
 * @param {Draft} draft
 * @param {Random} random
 * @param {boolean} isTrue
 */
function lengthOf({ body }, random, isTrue) {
  if (isTrue || random.chance(0.7)) return body.length;
  const { length } = body;
  return random.pick([
    length + 1,
    length - 1,
    0,
    -1,
    `+${length}`,
    `${length},${length}`,
    '9'.repeat(30),
    'x',
  ]);
}

/** @param {Draft} draft */
function encode({ method, target, version, fields, body }) {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${method} ${target} ${version}\r\n${lines}\r\n`, 'latin1'), body]);
}
