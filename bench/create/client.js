/** A client's side of challenge → redeem → create → join, for a core that is called directly. */
import { randomBytes } from 'node:crypto';
import { solve } from '../dialects/api.js';

/**
 * @typedef {import('./null-relay.js').Core} Core
 * @typedef {import('./null-relay.js').Reply} Reply
 * @typedef {import('./null-relay.js').RequestHead} RequestHead
 */

const TAG_BYTES = 16;
const HOST = ['127.0.0.1:3000'];
const NO_VALUES = Object.freeze([]);
const CHALLENGE_HEAD = head('GET', '/api/pow-challenge');

/**
 * What the core reads of a request. The engine's own work on it is not in here.
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} [more] headers
 * @param {string} [query]
 * @returns {RequestHead}
 */
function head(method, path, more = {}, query = '') {
  const values = new Map(Object.entries(more).map(([name, value]) => [name, [value]]));
  values.set('host', HOST);
  return {
    method,
    path,
    query,
    headers: (name) => values.get(name) ?? NO_VALUES,
    address: () => '127.0.0.1',
  };
}

/**
 * A solved challenge, as the body of a redeem request.
 * @param {Core} core
 */
export function proof(core) {
  const { token, difficulty } = read(answer(core, CHALLENGE_HEAD));
  return Buffer.from(JSON.stringify({ token, nonce: solve(token, difficulty) }));
}

/**
 * @param {Core} core
 * @param {Uint8Array} body
 * @returns {Reply}
 */
export function redeem(core, body) {
  const handling = core.handle(redeemHead(body.length));
  if (!('readBody' in handling)) throw new Error(`redeem refused: ${handling.reply.status}`);
  return handling.readBody(body);
}

/** @type {Map<number, RequestHead>} made once for each length of body */
const redeemHeads = new Map();

/** @param {number} length */
function redeemHead(length) {
  const known = redeemHeads.get(length);
  if (known) return known;
  const made = head('POST', '/api/pow-redeem', { 'content-length': String(length) });
  redeemHeads.set(length, made);
  return made;
}

/**
 * The request that turns a redeemed proof into a room.
 * @param {Reply} redeemed
 * @param {string} [query]
 */
export function createHead(redeemed, query) {
  const { sessionToken } = read(redeemed);
  return head('GET', '/api/create-room', { authorization: `Bearer ${sessionToken}` }, query);
}

/**
 * @param {Core} core
 * @param {RequestHead} request one without a body
 * @returns {Reply}
 */
export function answer(core, request) {
  const handling = core.handle(request);
  if (!('reply' in handling)) throw new Error(`${request.path} asks for a body`);
  return handling.reply;
}

/**
 * The text frame that joins a room.
 * @param {{ roomId: string, roomSecret: string }} room
 */
export function joinText({ roomId, roomSecret }) {
  const tag = randomBytes(TAG_BYTES).toString('base64url');
  return Buffer.from(JSON.stringify({ type: 'room:join', roomId, roomSecret, tag }));
}

/**
 * What a 200 says; anything else is thrown.
 * @param {Reply} reply
 * @returns {any}
 */
export function read({ status, body }) {
  if (status !== 200) throw new Error(`${status}: ${body}`);
  return JSON.parse(body);
}

/** A connection without a network, that keeps what it was told last. It holds no state, so that one may serve for many. */
export function nullSocket() {
  const nothing = () => {};
  return {
    last: '',
    sendText(/** @type {string} */ text) {
      this.last = text;
    },
    sendBytes: nothing,
    ping: nothing,
    subscribe: nothing,
    unsubscribe: nothing,
    unsent: () => 0,
    end: nothing,
    terminate: nothing,
  };
}
