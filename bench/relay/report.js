/** Turns samples into the table on the terminal and the raw data in the file. */
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { MESSAGE_BYTES } from './load.js';
import { MESSAGES_PER_SECOND } from './pace.js';

const LABEL_WIDTH = 30;
const COLUMN_WIDTH = 26;
/** A window longer than this many times the seconds asked for means that the server fell behind the pace. */
const LATE = 1.1;
const BASELINES = ['bare-uws', 'bare-ws', 'socketio'];

/**
 * @typedef {object} Sample one server, one layout, one round
 * @property {string} server
 * @property {import('./load.js').Layout} layout
 * @property {number} round counts from 1
 * @property {number} deliveries counted at the receivers
 * @property {number} cpuMicros of the server process, user and system
 * @property {number} generatorMicros of the load generator
 * @property {number} wallSeconds from the first message sent to the last one delivered
 *
 * @typedef {object} Settings
 * @property {number} seconds
 * @property {number} warmup
 * @property {number} rounds
 * @property {import('./pace.js').Pacing} pacing
 * @property {boolean} pinned
 */

/** @param {Settings} settings */
export function headline({ seconds, warmup, rounds, pacing, pinned }) {
  return [
    `${MESSAGE_BYTES}-byte messages, every member sends ${MESSAGES_PER_SECOND}/s (pacing: ${pacing}) to all of its room, itself too`,
    `median (lowest–highest) of ${rounds} interleaved rounds of ${seconds} s after ${warmup} s of warm-up`,
    pinned
      ? 'servers pinned to one core, the load generator to another'
      : 'not pinned to cores: expect noise',
  ].join('\n');
}

/**
 * @param {Sample[]} samples
 * @param {Settings} settings
 * @param {{ name: string, label: string }[]} servers
 * @param {import('./load.js').Layout[]} layouts
 */
export function table(samples, settings, servers, layouts) {
  const cells = new Map(
    servers.map(({ name }) => [name, layouts.map(({ size }) => summary(samples, name, size, settings))]),
  );
  const lines = [row('CPU µs per delivery', layouts.map(layoutLabel))];
  for (const { name, label } of servers) lines.push(row(label, cells.get(name)?.map(costText) ?? []));
  for (const baseline of servers.filter(({ name }) => BASELINES.includes(name))) {
    lines.push('', `as a multiple of ${baseline.label}`);
    for (const { name, label } of servers) {
      const ratios = cells
        .get(name)
        ?.map(({ median }, i) => ratioText(median, cells.get(baseline.name)?.[i].median));
      lines.push(row(label, ratios ?? []));
    }
  }
  if ([...cells.values()].flat().some(({ late }) => late)) {
    lines.push('', '! fell behind the pace: the core was saturated, the figure is if anything too low');
  }
  return lines.join('\n');
}

/**
 * @param {Sample[]} samples
 * @param {Settings} settings
 */
export function rawData(samples, settings) {
  const require = createRequire(import.meta.url);
  const version = (/** @type {string} */ name) => require(`${name}/package.json`).version;
  const versions = Object.fromEntries(
    ['uWebSockets.js', 'ws', 'socket.io'].map((name) => [name, version(name)]),
  );
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  return `${JSON.stringify({ date: new Date().toISOString(), machine, versions, settings, samples }, null, 2)}\n`;
}

/** @param {import('./load.js').Layout} layout */
export function layoutLabel({ rooms, size }) {
  return `${rooms} ${rooms === 1 ? 'room' : 'rooms'} of ${size}`;
}

/** @param {Sample} sample */
export function microsPerDelivery({ cpuMicros, deliveries }) {
  return cpuMicros / deliveries;
}

/**
 * @param {Sample[]} samples
 * @param {string} server
 * @param {number} size
 * @param {Settings} settings
 */
function summary(samples, server, size, settings) {
  const ours = samples.filter((sample) => sample.server === server && sample.layout.size === size);
  const costs = ours.map(microsPerDelivery).sort((a, b) => a - b);
  const middle = (costs.length - 1) / 2;
  const median = (costs[Math.floor(middle)] + costs[Math.ceil(middle)]) / 2;
  const late = ours.some(({ wallSeconds }) => wallSeconds > settings.seconds * LATE);
  return { median, low: costs[0], high: costs.at(-1) ?? NaN, late };
}

/** @param {ReturnType<typeof summary>} cell */
function costText({ median, low, high, late }) {
  return `${digits(median)} (${digits(low)}–${digits(high)})${late ? '!' : ''}`;
}

/**
 * @param {number} cost
 * @param {number | undefined} base
 */
function ratioText(cost, base) {
  return `× ${digits(cost / (base ?? NaN))}`;
}

/** @param {number} value */
function digits(value) {
  return value.toFixed(value < 10 ? 2 : 1);
}

/**
 * @param {string} label
 * @param {string[]} columns
 */
function row(label, columns) {
  return (
    label.padEnd(LABEL_WIDTH) +
    columns
      .map((text) => text.padEnd(COLUMN_WIDTH))
      .join('')
      .trimEnd()
  );
}
