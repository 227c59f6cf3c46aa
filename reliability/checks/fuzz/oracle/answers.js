/** Whether an HTTP answer is one that docs/protocol.md has. */
import { STATUS } from '@pug-network/conformance/wire';

/** @typedef {import('../reference/http.js').Read} Read */
/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {ReadonlyMap<string, string>} fields
 * @property {string} head
 * @property {string} body
 */

/** The route that gives a 200, and the names in its body. */
const BODIES = new Map([
  ['GET /api/pow-challenge', ['token', 'algorithm', 'difficulty', 'expiresAt']],
  ['POST /api/pow-redeem', ['sessionToken', 'expiresAt']],
  ['GET /api/create-room', ['roomId', 'roomSecret', 'expiresAt', 'ttl', 'capacity']],
  ['GET /api/limits', ['protocol', 'difficulty', 'ttl', 'capacity', 'maxFrameBytes', 'rate']],
  ['GET /healthz', ['status']],
]);
const PATHS = [...BODIES.keys()].map((route) => route.split(' ')[1] ?? '');
const BODILESS = [100, 101, 204, 304];
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)$/;

/**
 * Cuts the first answer off; a string says what is wrong with its framing.
 * @param {Buffer} bytes
 * @param {boolean} isToHead whether it answers HEAD
 * @returns {{ answer: Answer, rest: Buffer } | string}
 */
export function readAnswer(bytes, isToHead) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return 'an answer without an end of its head';
  const head = bytes.toString('latin1', 0, end);
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1] ?? NaN);
  if (Number.isNaN(status)) return `no status line: ${JSON.stringify(first.slice(0, 40))}`;
  const pairs = lines.map((line) => FIELD.exec(line));
  if (pairs.includes(null)) return 'a field line that is none';
  const fields = new Map(pairs.map((pair) => [(pair?.[1] ?? '').toLowerCase(), (pair?.[2] ?? '').trim()]));
  const length = fields.get('content-length');
  const hasBody = !isToHead && !BODILESS.includes(status);
  if (hasBody && !/^\d+$/.test(length ?? '')) return `${status} without a Content-Length`;
  const bodyEnd = end + 4 + (hasBody ? Number(length) : 0);
  if (bytes.length < bodyEnd) return `${status} with less of a body than it declares`;
  const body = bytes.toString('utf8', end + 4, bodyEnd);
  return { answer: { status, fields, head, body }, rest: bytes.subarray(bodyEnd) };
}

/**
 * What is wrong with an answer; undefined for nothing.
 * @param {Answer} answer
 * @param {Read} request
 * @returns {string | undefined}
 */
export function answerFault({ status, fields, body }, { method, path, oddities }) {
  const isOdd = oddities.length > 0;
  if (status === 204)
    return method === 'OPTIONS' || isOdd
      ? missing(fields, 'access-control-allow-methods')
      : '204 to no preflight';
  if (fields.get('cache-control') !== 'no-store') return `${status} without Cache-Control: no-store`;
  if (!/^application\/json\b/.test(fields.get('content-type') ?? '')) return `${status} that is not JSON`;
  if (method === 'HEAD' && !isOdd) return headFault(status, path);
  const content = parse(body);
  if (content === undefined)
    return isOdd && body === '' ? undefined : `${status} with a body that is no JSON object`;
  if (status !== 200) return errorFault(status, content, isOdd ? '' : path);
  const names = BODIES.get(`${method} ${path}`) ?? [];
  if (isOdd) return undefined;
  if (names.length === 0) return `200 to ${method} ${path.slice(0, 40)}`;
  return names.every((name) => Object.hasOwn(content, name)) ? undefined : `200 without all of ${names}`;
}

/**
 * @param {number} status
 * @param {string} path
 */
const headFault = (status, path) =>
  status === 200 && path !== '/healthz' ? `200 to HEAD ${path.slice(0, 40)}` : undefined;

/**
 * @param {ReadonlyMap<string, string>} fields
 * @param {string} name
 */
const missing = (fields, name) => (fields.has(name) ? undefined : `no ${name}`);

/**
 * @param {number} status
 * @param {Readonly<Record<string, any>>} content
 * @param {string} path empty if it is not known
 */
function errorFault(status, { error }, path) {
  const code = error?.code;
  if (!Object.hasOwn(STATUS, code)) return `${status} with a code that is not in the table`;
  const known = /** @type {keyof typeof STATUS} */ (code);
  if (STATUS[known] !== status) return `${status} with the code ${known}`;
  if (typeof error.message !== 'string' || error.message === '') return `${known} without a message`;
  return code === 'not_found' && PATHS.includes(path) ? `not_found at ${path}` : undefined;
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
