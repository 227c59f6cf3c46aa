/** What a strict reader of RFC 9112 sees in a request: by this the oracle knows what is owed an answer. */

/**
 * @typedef {'head unfinished' | 'request line' | 'version' | 'method unknown' | 'CONNECT' | 'target' | 'host' | 'field line'
 *   | 'field name'
 *   | 'many fields' | 'long head' | 'content-length' | 'transfer-encoding' | 'body unfinished'} Oddity what a relay need not answer
 *
 * @typedef {object} Read
 * @property {string} method
 * @property {string} path without the query
 * @property {boolean} isUpgrade
 * @property {readonly Oddity[]} oddities
 * @property {boolean} isLast nothing that follows on its connection is owed an answer
 */

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const REQUEST_LINE = new RegExp(`^(${TOKEN}) ([^\\0-\\x20\\x7f-\\xff]+) HTTP/(\\d\\.\\d)$`);
const FIELD_LINE = new RegExp(`^(${TOKEN}):([^\\0-\\x08\\n-\\x1f\\x7f]*)$`);
const METHODS = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE'];
const MOST_FIELDS = 48;
const MOST_HEAD_BYTES = 4_096;
const MOST_BODY_BYTES = 1_024;
const HEAD_END = '\r\n\r\n';
const LONG_HEAD = /** @type {const} */ ('long head');

/**
 * @param {Buffer} bytes one request, and nothing else
 * @returns {Read}
 */
export function readRequest(bytes) {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return nothing('head unfinished');
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, method = '', target = '', version = ''] = REQUEST_LINE.exec(first) ?? [];
  if (method === '') return nothing(first.startsWith('CONNECT') ? 'CONNECT' : 'request line');
  const fields = lines.map((line) => FIELD_LINE.exec(line));
  const values = (/** @type {string} */ name) =>
    fields.flatMap((field) => (field?.[1]?.toLowerCase() === name ? [(field[2] ?? '').trim()] : []));
  const body = bytes.length - end - 4;
  const oddities = [
    ...lineOddities(method, target, version),
    ...fieldOddities(fields, values),
    ...(end + HEAD_END.length > MOST_HEAD_BYTES ? [LONG_HEAD] : []),
    ...bodyOddities(values, body),
  ];
  const isUpgrade = values('upgrade').length > 0;
  const isClosed = /\bclose\b/i.test(values('connection').join());
  const isBodyRefused = method === 'POST' ? body > MOST_BODY_BYTES : body > 0;
  const [path = ''] = target.split('?');
  const isLast = isUpgrade || isClosed || isBodyRefused || oddities.length > 0;
  return { method, path, isUpgrade, oddities, isLast };
}

/**
 * @param {Oddity} oddity
 * @returns {Read}
 */
const nothing = (oddity) => ({
  method: '',
  path: '',
  isUpgrade: false,
  oddities: [oddity],
  isLast: true,
});

/**
 * @param {string} method
 * @param {string} target
 * @param {string} version
 * @returns {Oddity[]}
 */
function lineOddities(method, target, version) {
  /** @type {Oddity[]} */
  const oddities = [];
  if (version !== '1.1') oddities.push('version');
  if (method === 'CONNECT') oddities.push('CONNECT');
  else if (!METHODS.includes(method)) oddities.push('method unknown');
  if (!target.startsWith('/')) oddities.push('target');
  return oddities;
}

/**
 * @param {readonly (RegExpExecArray | null)[]} fields
 * @param {(name: string) => readonly string[]} values
 * @returns {Oddity[]}
 */
function fieldOddities(fields, values) {
  /** @type {Oddity[]} */
  const oddities = [];
  const hosts = values('host');
  if (hosts.length !== 1) oddities.push('host');
  if (fields.includes(null)) oddities.push('field line');
  if (fields.some((field) => /[^A-Za-z0-9-]/.test(field?.[1] ?? ''))) oddities.push('field name');
  if (fields.length > MOST_FIELDS) oddities.push('many fields');
  return oddities;
}

/**
 * @param {(name: string) => readonly string[]} values
 * @param {number} body how many bytes are behind the head
 * @returns {Oddity[]}
 */
function bodyOddities(values, body) {
  if (values('transfer-encoding').length > 0) return ['transfer-encoding'];
  const [length = '0', ...more] = values('content-length');
  if (more.length > 0 || !/^[0-9]{1,15}$/.test(length)) return ['content-length'];
  const missing = Number(length) - body;
  if (missing > 0) return ['body unfinished'];
  // Bytes behind the body are the beginning of another request, which is none.
  return missing < 0 ? ['request line'] : [];
}
