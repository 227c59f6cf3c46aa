/** One sample: a server of its own, answers checked, warmed up, measured, deliveries accounted for. */
import { ServerProcess } from '../lib/server-process.js';
import { Load } from './load.js';
import { LATENCY_SHARE, paceOf } from './parts.js';

/**
 * @typedef {object} Window
 * @property {number} deliveries counted at the receivers
 * @property {number} cpuMicros of the server process, user and system
 * @property {number} generatorMicros of the load generator
 * @property {number} wallSeconds from the first message sent to the last one delivered
 *
 * @typedef {{ p50: number, p99: number, max: number }} Latency in ms
 *
 * @typedef {object} Settings
 * @property {number} seconds
 * @property {number} warmup
 * @property {number} rounds
 * @property {import('./pacing.js').Pacing} pacing
 * @property {boolean} pinned
 *
 * @typedef {Window & { server: string, part: string, layout: string, bytes: number, round: number, latencyMs?: Latency }} Sample
 */

/**
 * @param {import('./parts.js').Server} server
 * @param {import('./parts.js').Task} task
 * @param {Settings} settings
 * @param {number | undefined} cpu the core to run the server on
 * @returns {Promise<Window & { latencyMs?: Latency }>}
 */
export async function measure(server, task, settings, cpu) {
  const isFlood = task.part === 'flood';
  const child = new ServerProcess(server.file, isFlood ? server.floodArgs : server.args, cpu);
  /** @type {Load | undefined} */
  let load;
  try {
    load = await Load.open(server.dialect, await child.port(), task);
    await load.check();
    return await (isFlood ? flooded : driven)(child, load, task, settings);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    const what = `${task.part}, ${task.layout.label}, ${task.bytes} bytes`;
    throw new Error(`${server.label}, ${what}: ${reason}`, { cause });
  } finally {
    load?.close();
    await child.stop();
  }
}

/**
 * At the pace: first what it costs, then, in a window of its own, how long it takes. Latency is measured at a quarter of
 * the pace, with the members spread over the interval: at the pace itself it would be that of a queue.
 * @param {ServerProcess} child
 * @param {Load} load
 * @param {import('./parts.js').Task} task
 * @param {Settings} settings
 */
async function driven(child, load, { part, layout, bytes }, { seconds, warmup, pacing }) {
  const perSecond = paceOf(layout, bytes);
  await load.drive(warmup, { pacing, perSecond });
  await load.verify();
  const cost = await window(child, load, () => load.drive(seconds, { pacing, perSecond }));
  if (part !== 'cost') return cost;
  const latencyMs = await load.time(seconds, { pacing: 'spread', perSecond: perSecond * LATENCY_SHARE });
  await load.verify();
  return { ...cost, latencyMs };
}

/**
 * @param {ServerProcess} child
 * @param {Load} load
 * @param {import('./parts.js').Task} _task
 * @param {Settings} settings
 */
async function flooded(child, load, _task, { seconds, warmup }) {
  await load.flood(warmup);
  await load.verify();
  return window(child, load, () => load.flood(seconds));
}

/**
 * @param {ServerProcess} child
 * @param {Load} load
 * @param {() => Promise<number>} deliver
 * @returns {Promise<Window>}
 */
async function window(child, load, deliver) {
  const before = await child.cpuMicros();
  const started = performance.now();
  const own = process.cpuUsage();
  const deliveries = await deliver();
  const wallSeconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const cpuMicros = (await child.cpuMicros()) - before;
  await load.verify();
  return { deliveries, cpuMicros, generatorMicros: user + system, wallSeconds };
}
