/** A client of its own, which comes from an address, sends any header and trusts the certificate of this run. */
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { wait, within } from '@pug-network/conformance/wire';

/** @typedef {import('./proxy.js').RunningProxy} RunningProxy */

const HOST = '127.0.0.1';
const START_MS = 30_000;
const POLL_MS = 50;
/** A keep-alive with an all-zero mask (RFC 6455 §5), and how the frame begins that answers it. */
const KEEP_ALIVE = Buffer.from([0x82, 0x81, 0, 0, 0, 0, 0]);
const BINARY = 0x82;

/**
 * Waits until the relay answers through the proxy, which may have taken it for lost.
 * @param {RunningProxy} proxy
 */
export async function reached(proxy) {
  const deadline = performance.now() + START_MS;
  while ((await statusOf(proxy)) !== 200) {
    if (performance.now() > deadline) throw new Error(`nothing comes through ${proxy.name}: ${proxy.said()}`);
    await wait(POLL_MS);
  }
}

/**
 * The status of `/healthz` by way of the proxy; undefined without an answer.
 * @param {RunningProxy} proxy
 * @returns {Promise<number | undefined>}
 */
function statusOf({ secure, ca }) {
  return new Promise((resolve) => {
    const asked = request({ ...tls(secure, ca), path: '/healthz', agent: false });
    asked.on('response', (answer) => resolve(answer.resume().statusCode));
    asked.on('error', () => resolve(undefined)).end();
  });
}

/**
 * Where `http:` is sent to.
 * @param {RunningProxy} proxy
 * @returns {Promise<string>}
 */
export function redirectOf({ plain }) {
  const answered = new Promise((resolve, reject) => {
    const headers = { Host: 'localhost' };
    const asked = requestPlain({ host: HOST, port: plain, path: '/r/x', headers, agent: false });
    asked.on('response', (answer) => resolve(answer.resume().headers.location ?? ''));
    asked.on('error', reject).end();
  });
  return within(answered, 'a redirection');
}

/**
 * Opens a WebSocket; whether it is let in, and how to end it.
 * @param {RunningProxy} proxy
 * @param {string} from address
 * @param {string} forwarded what it claims as X-Forwarded-For
 * @returns {Promise<{ isIn: boolean, end: () => void }>}
 */
export function knock({ secure, ca }, from, forwarded) {
  const opened = new Promise((resolve, reject) => {
    const { headers, ...rest } = tls(secure, ca);
    const asked = request({
      ...rest,
      path: '/ws',
      localAddress: from,
      agent: false,
      headers: { ...headers, ...UPGRADE, 'X-Forwarded-For': forwarded },
    });
    asked.on('error', reject);
    asked.on('response', ({ statusCode }) => reject(new Error(`status ${statusCode} instead of an upgrade`)));
    asked.on('upgrade', (_answer, socket, head) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => resolve({ isIn: bytes[0] === BINARY, end: () => socket.destroy() }));
      if (head.length > 0) socket.unshift(head);
      socket.write(KEEP_ALIVE);
    });
    asked.end();
  });
  return within(opened, 'an answer on a WebSocket');
}

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol': 'pug.v1',
};

/**
 * @param {number} port
 * @param {string} ca
 */
const tls = (port, ca) => ({
  host: HOST,
  port,
  servername: 'localhost',
  ca,
  headers: { Host: `localhost:${port}` },
});
