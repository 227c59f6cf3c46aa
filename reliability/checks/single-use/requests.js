/** The same request from many connections at once. */
import { encodeRequest, HttpConnection } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */

const OPENING_AT_ONCE = 50;

/**
 * So many connections, each of which has had an answer already: nothing is left to do but to ask.
 * @param {Target} target
 * @param {number} count
 */
export function openAll(target, count) {
  return many(count, OPENING_AT_ONCE, async () => {
    const connection = new HttpConnection(target);
    await connection.ask({ path: '/healthz' });
    return connection;
  });
}

/**
 * Writes the request to every connection in one turn of the event loop; the answers, in order of the connections.
 * @param {Target} target
 * @param {readonly HttpConnection[]} connections
 * @param {import('@pug-network/conformance/wire').Request} request
 */
export function askTogether(target, connections, request) {
  const bytes = encodeRequest(target, request);
  for (const connection of connections) connection.send(bytes);
  return Promise.all(connections.map((connection) => connection.next(`the answer to ${request.path}`)));
}
