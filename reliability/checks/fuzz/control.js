/** Is the oracle awake? Relays with one fault each, made of a sound one and of a proxy that changes what passes. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { parseTarget } from '@pug-network/conformance/wire';
import { drive } from './drive.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/**
 * @typedef {object} Planted
 * @property {string} name
 * @property {RegExp} seen what the oracle says of it
 * @property {(bytes: Buffer) => Buffer | undefined} [toRelay] undefined cuts the connection
 * @property {(bytes: Buffer) => Buffer} [toClient]
 */

/** As many inputs at a time, until the fault has been seen. */
const INPUTS = 96;
const MOST_INPUTS = 2_400;
const ERROR_500 = 'HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const PONG = 0x8a;
const RESERVED = 0x40;
/** A Close frame with 4400 and its name; and with 4401 and the same name. */
const [RIGHT_CLOSE, WRONG_CLOSE] = [0x30, 0x31].map((low) =>
  Buffer.concat([Buffer.from([0x88, 11, 0x11, low]), Buffer.from('bad_frame')]).toString('latin1'),
);

/** @type {readonly Planted[]} */
export const PLANTED = [
  { name: 'a 500', seen: /^500 /, toClient: replacing(/^HTTP\/1\.1 405 [^]*$/, ERROR_500) },
  {
    name: 'a code that is not in the table',
    seen: /code that is not in the table/,
    toClient: replacing(/"not_found"/g, '"not_there"'),
  },
  {
    name: 'requests that are dropped',
    seen: /^no answer/,
    toRelay: (bytes) => (bytes.toString('latin1').startsWith('GET /api/limits') ? undefined : bytes),
  },
  {
    name: 'a reserved bit in a pong',
    seen: /^a malformed frame/,
    toClient: (bytes) => (bytes[0] === PONG ? Buffer.from(bytes).fill(PONG | RESERVED, 0, 1) : bytes),
  },
  {
    name: 'a wrong close code',
    seen: /^4401 behind the error bad_frame/,
    toClient: replacing(new RegExp(RIGHT_CLOSE ?? ''), WRONG_CLOSE ?? ''),
  },
];

/**
 * The names of those faults that the oracle did not see.
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {Target} target a sound relay
 * @param {number} seed
 */
export async function missed(engine, target, seed) {
  /** @type {string[]} */
  const names = [];
  for (const planted of PLANTED) {
    const proxy = await proxyTo(target, planted);
    if (!(await isSeen(planted, { engine, target: proxy.target, seed }))) names.push(planted.name);
    proxy.close();
  }
  return names;
}

/**
 * @param {Planted} planted
 * @param {Pick<import('./drive.js').Run, 'engine' | 'target' | 'seed'>} options
 */
async function isSeen({ seen }, options) {
  for (let from = 0; from < MOST_INPUTS; from += INPUTS) {
    const { faults } = await drive(options, from, from + INPUTS);
    if (faults.some(({ text }) => seen.test(text))) return true;
  }
  return false;
}

/**
 * @param {RegExp} pattern
 * @param {string} by
 */
function replacing(pattern, by) {
  return (/** @type {Buffer} */ bytes) => {
    const text = bytes.toString('latin1');
    return pattern.test(text) ? Buffer.from(text.replace(pattern, by), 'latin1') : bytes;
  };
}

/**
 * @param {Target} target
 * @param {Planted} planted
 */
async function proxyTo({ hostname: host, port }, { toRelay, toClient }) {
  const options = { host, port, allowHalfOpen: true, noDelay: true };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const relay = connect(options);
    pass(client, relay, toRelay);
    pass(relay, client, toClient);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { target: parseTarget(`http://${host}:${address.port}`), close: () => void server.close() };
}

/**
 * @param {import('node:net').Socket} from
 * @param {import('node:net').Socket} to
 * @param {(bytes: Buffer) => Buffer | undefined} [change]
 */
function pass(from, to, change = (bytes) => bytes) {
  from.on('data', (bytes) => {
    const changed = change(bytes);
    if (changed === undefined) from.destroy();
    else to.write(changed);
  });
  from.on('end', () => to.end());
  from.on('close', () => to.destroySoon());
  from.on('error', () => undefined);
}
