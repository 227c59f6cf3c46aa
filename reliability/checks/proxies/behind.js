/** What members behind a proxy live through: long silence, and a relay that goes away and comes back. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { within } from '@pug-network/conformance/wire';
import { withServer } from '../faults/scene.js';
import { reached } from './client.js';

/** @typedef {import('./index.js').Scene} Scene */

const PROGRAM = fileURLToPath(new URL('behind-program.js', import.meta.url));
/** Longer than any timeout of the samples, 75 s. */
const SILENCE_MS = 95_000;
const ENOUGH_MS = 60_000;

/** @param {Scene} scene */
export async function silence({ engine, proxy, record }) {
  await withServer({ ENGINE: engine, PORT: proxy.relay, TRUST_PROXY: 1 }, async () => {
    await reached(proxy);
    const child = begin(proxy, 'silence', SILENCE_MS);
    const heard = await next(child, 'done', SILENCE_MS + ENOUGH_MS).finally(() => child.kill('SIGKILL'));
    const what = `members who hear each other after ${SILENCE_MS / 1_000} s of silence`;
    record({ what, value: heard === 'heard' ? 2 : 0, least: 2, most: 2 });
  });
}

/** @param {Scene} scene */
export async function away({ engine, proxy, record }) {
  const settings = { ENGINE: engine, PORT: proxy.relay, TRUST_PROXY: 1 };
  const child = await withServer(settings, async () => {
    await reached(proxy);
    const inRoom = begin(proxy, 'away', 0);
    await next(inRoom, 'in', ENOUGH_MS);
    return inRoom;
  });
  try {
    child.send('gone');
    await next(child, 'told', ENOUGH_MS);
    const done = next(child, 'done', ENOUGH_MS);
    child.send('back');
    const said = await withServer(settings, async () => done);
    recordSaid(said, record);
  } finally {
    child.kill('SIGKILL');
  }
}

/**
 * @param {Record<string, string>} said
 * @param {Scene['record']} record
 */
function recordSaid(said, record) {
  const wanted = {
    'in a room': [said['state'], 'reconnecting'],
    'making a room': [said['create'], 'misbehaving_relay'],
    'joining a room': [said['join'], 'network'],
    'in a room, once there is a relay again': [said['code'], 'room_not_found'],
  };
  for (const [when, [found, right]] of Object.entries(wanted)) {
    const value = found === right ? 1 : 0;
    record({
      what: `relay away, ${when}: the SDK says ${right}`,
      value,
      least: 1,
      most: 1,
      note: `it says ${found}`,
    });
  }
}

/**
 * @param {import('./proxy.js').RunningProxy} proxy
 * @param {string} what
 * @param {number} ms
 */
function begin({ secure, caFile }, what, ms) {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: caFile };
  return fork(PROGRAM, [what, `https://localhost:${secure}`, String(ms)], { env });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} fact
 * @param {number} ms
 * @returns {Promise<any>}
 */
function next(child, fact, ms) {
  const told = new Promise((resolve, reject) => {
    child.on('message', (/** @type {any} */ message) => message.fact === fact && resolve(message.result));
    child.once('exit', (code) => reject(new Error(`the clients ended by themselves (${code})`)));
  });
  return within(told, `the clients to say ${fact}`, ms);
}
