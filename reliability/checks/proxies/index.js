/** A relay behind the proxies of the operator's guide, TLS ended there. */
import { withServer } from '../faults/scene.js';
import { addresses } from './addresses.js';
import { away, silence } from './behind.js';
import { redirectOf, reached } from './client.js';
import { contract } from './contract.js';
import { isInstalled, startProxy } from './proxy.js';
import { PROXIES } from './table.js';

/**
 * @typedef {object} Scene
 * @property {import('../../lib/check.js').EngineName} engine
 * @property {boolean} isSmall
 * @property {import('./proxy.js').RunningProxy} proxy
 * @property {import('./table.js').Proxy['own']} own cases of the contract that this proxy answers in its own way
 * @property {(figure: Omit<import('../../lib/check.js').Figure, 'engine'>) => void} record
 *
 * @typedef {import('../../lib/check.js').Context} Context
 */

/** Few bits: what is looked at here is not the work. */
const EASY = 4;

/** @type {import('../../lib/check.js').Check} */
export const check = {
  name: 'proxies',
  promise: 'behind nginx, HAProxy and Caddy as the guide configures them, the contract and the limits hold',
  minutes: 15,
  async run(context) {
    const missing = PROXIES.filter(({ name }) => !isInstalled(name));
    for (const { name } of missing) console.log(`  missing: ${name}`);
    const present = PROXIES.filter((proxy) => !missing.includes(proxy));
    if (context.isSmall) return runSmall(context, present.slice(0, 1));
    context.record({ what: 'proxies that are not installed', value: missing.length, most: 0 });
    for (const engine of context.engines) {
      for (const proxy of present) await behind(proxy, engine, context, [redirect, kit, addresses, away]);
      await Promise.all(present.map((proxy) => behind(proxy, engine, context, [silence])));
    }
  },
};

/**
 * @param {Context} context
 * @param {readonly import('./table.js').Proxy[]} proxies
 */
async function runSmall(context, proxies) {
  for (const engine of context.engines)
    for (const proxy of proxies) await behind(proxy, engine, context, [redirect, kit, addresses]);
}

/**
 * @param {import('./table.js').Proxy} proxy
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {Context} context
 * @param {((scene: Scene) => Promise<void>)[]} scenes
 */
async function behind(proxy, engine, { isSmall, record }, scenes) {
  const running = await startProxy(proxy);
  const { name, own } = proxy;
  /** @type {Scene['record']} */
  const recordBehind = (figure) => record({ ...figure, what: `${name}: ${figure.what}`, engine });
  try {
    for (const scene of scenes) await scene({ engine, isSmall, proxy: running, own, record: recordBehind });
  } finally {
    await running.stop();
  }
}

/** @param {Scene} scene */
async function redirect({ engine, proxy, record }) {
  await withServer({ ENGINE: engine, PORT: proxy.relay }, async () => {
    await reached(proxy);
    const isSecure = (await redirectOf(proxy)).startsWith('https://localhost');
    record({ what: 'http: is sent to https:', value: isSecure ? 1 : 0, least: 1, most: 1 });
  });
}

/** @param {Scene} scene */
async function kit(scene) {
  const { engine, proxy } = scene;
  const settings = { ENGINE: engine, PORT: proxy.relay, TRUST_PROXY: 1, POW_DIFFICULTY: EASY };
  await withServer(settings, async () => {
    await reached(proxy);
    await contract(scene);
  });
}
