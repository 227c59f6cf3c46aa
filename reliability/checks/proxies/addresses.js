/** Limits go by the address that the proxy saw, whatever a client makes up. */
import { withServer } from '../faults/scene.js';
import { knock, reached } from './client.js';

const LIMIT = 2;
/** What a client could make up, other clients' addresses among it. */
const FORGED = ['198.51.100.1', '198.51.100.2, 127.0.0.2', '127.0.0.2'];
const ONE = '127.0.0.1';
/** Linux lets a program come from any address of this net. */
const OTHER = process.platform === 'linux' ? '127.0.0.2' : undefined;

/** @param {import('./index.js').Scene} scene */
export async function addresses({ engine, proxy, record }) {
  const settings = { ENGINE: engine, PORT: proxy.relay, MAX_CONNECTIONS_PER_ADDRESS: LIMIT };
  await withServer({ ...settings, TRUST_PROXY: 1 }, async () => {
    const { first, other } = await admitted(proxy);
    record({
      what: 'TRUST_PROXY=1: let in of 3 with forged headers',
      value: first,
      least: LIMIT,
      most: LIMIT,
    });
    if (other === undefined) return;
    const what = 'TRUST_PROXY=1: let in of 2 from another address, claiming the first';
    record({ what, value: other, least: 2, most: 2 });
  });
  await withServer({ ...settings, TRUST_PROXY: 0 }, async () => {
    const { first, other } = await admitted(proxy);
    record({
      what: 'TRUST_PROXY=0: let in of 3 with forged headers',
      value: first,
      least: LIMIT,
      most: LIMIT,
    });
    if (other === undefined) return;
    const what = 'TRUST_PROXY=0: let in of 2 from another address, all sharing the proxy’s';
    record({ what, value: other, least: 0, most: 0 });
  });
}

/**
 * How many of each address are let in, all held open meanwhile.
 * @param {import('./proxy.js').RunningProxy} proxy
 */
async function admitted(proxy) {
  await reached(proxy);
  const first = await knockEach(proxy, ONE, FORGED);
  const other = OTHER === undefined ? [] : await knockEach(proxy, OTHER, [ONE, ONE]);
  [...first, ...other].forEach(({ end }) => end());
  const count = (/** @type {typeof first} */ list) => list.filter(({ isIn }) => isIn).length;
  return { first: count(first), other: OTHER === undefined ? undefined : count(other) };
}

/**
 * @param {import('./proxy.js').RunningProxy} proxy
 * @param {string} from
 * @param {string[]} claims
 */
async function knockEach(proxy, from, claims) {
  const knocks = [];
  for (const claim of claims) knocks.push(await knock(proxy, from, claim));
  return knocks;
}
