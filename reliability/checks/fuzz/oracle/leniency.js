/** Which requests an engine may drop without an answer, and why: nothing that is not in this table. */

/** @typedef {import('../reference/http.js').Oddity} Oddity */
/** @typedef {import('../../../lib/check.js').EngineName} EngineName */

/** @type {Readonly<Record<EngineName, Readonly<Partial<Record<Oddity, string>>>>>} */
const MAY_DROP = {
  uws: {
    'head unfinished': 'the connection ends before the request does',
    'body unfinished': 'the connection ends before the request does',
    'request line': 'no request line of RFC 9112 §3, or bytes behind the body',
    version: 'another version than HTTP/1.1',
    'method unknown': 'a method that the engine has no name for, lower case among them',
    CONNECT: 'a target that is no path',
    target: 'a target that is no path: absolute form, authority form, asterisk form',
    host: 'no Host header, or several',
    'field line': 'a field line that RFC 9112 §5 does not allow',
    'field name':
      'a field name of other characters than letters, digits and hyphens, an underscore among them',
    'many fields': 'more than 48 field lines',
    'long head': 'a head of more than 4,096 bytes that comes in pieces',
    'content-length': 'a Content-Length that is no number',
    'transfer-encoding': 'a Transfer-Encoding that the engine does not know, or one beside a Content-Length',
  },
  ws: {
    'head unfinished': 'the connection ends before the first byte of a request does',
  },
};

/**
 * Why it may be dropped; undefined if it must be answered.
 * @param {EngineName} engine
 * @param {import('../reference/http.js').Read} read
 */
export function reasonToDrop(engine, { oddities }) {
  return oddities.find((reason) => MAY_DROP[engine][reason] !== undefined);
}
