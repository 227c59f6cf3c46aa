/** Turns samples into the tables on the terminal and the published result. */
import { median, medianAndRange, ratio, short } from '../lib/numbers.js';

/** A server that was busy for less of the window than this was waiting for the load generator. */
const BUSY = 0.9;
const MICROS_PER_S = 1e6;

/**
 * @typedef {import('./servers.js').Server} Server
 * @typedef {import('./servers.js').Layout} Layout
 * @typedef {(server: Server, layout: Layout) => string} CellText
 *
 * @typedef {object} Sample one server, one layout, one round
 * @property {string} server
 * @property {string} layout
 * @property {number} round counts from 1
 * @property {number} visits joined and left, each seen by the one who stays where the server tells it
 * @property {number} cpuMicros of the server process, user and system
 * @property {number} generatorMicros of the load generator
 * @property {number} wallSeconds from the first connection to the last account
 */

const cost = (/** @type {Sample} */ { cpuMicros, visits }) => cpuMicros / visits;
const rate = (/** @type {Sample} */ { visits, wallSeconds }) => visits / wallSeconds;
const load = (/** @type {Sample} */ { cpuMicros, wallSeconds }) => cpuMicros / MICROS_PER_S / wallSeconds;

/** @param {Sample} sample */
export const sampleText = (sample) =>
  `${sample.layout}, ${sample.visits} visits, ${short(cost(sample))} µs of CPU and ${short(rate(sample))}/s, all accounted for`;

/**
 * @param {Sample[]} samples
 * @param {Server[]} servers
 * @param {Layout[]} layouts
 * @param {import('./options.js').Settings & { pinned: boolean }} settings
 * @returns {import('../lib/results.js').Result}
 */
export function resultOf(samples, servers, layouts, settings) {
  const columns = layouts.map(({ label }) => label(settings.guests));
  const cells = cellsOf(samples);
  const table = (/** @type {string} */ title, /** @type {CellText} */ cell) => ({
    title,
    columns,
    rows: servers.map((server) => ({
      label: server.label,
      cells: layouts.map((layout) => cell(server, layout)),
    })),
  });
  return {
    name: 'churn',
    title: 'Joining and leaving',
    about: about(settings),
    settings: { ...settings },
    samples,
    tables: [
      table('CPU µs of the server for each join and leave', (server, layout) =>
        medianAndRange(cells.of(server.name, layout).map(cost)),
      ),
      table('As a multiple of the bare engine', (server, layout) =>
        ratio(cells.cost(server.name, layout), cells.cost(server.base, layout)),
      ),
      table('Joins and leaves a second', (server, layout) => rateText(cells.of(server.name, layout))),
    ],
    plots: [plot(cells, servers, layouts, columns)],
  };
}

/** @param {import('./options.js').Settings} settings */
const about = ({ guests, seconds, warmup, rounds }) => [
  `What it costs the server when somebody comes and goes: a TCP connection, the upgrade, the join, then the closing ` +
    `handshake; ${guests} at a time, each followed by the next as soon as it is gone. One member stays in each room ` +
    'throughout, so that rooms stand.',
  'Bare uWS subscribes a connection to a topic and bare `ws` adds it to a set: neither tells anybody. Socket.IO joins a ' +
    'room and tells the guest. The relay takes the first message as a join with the room secret, welcomes the guest ' +
    'with the members and the view, and tells everybody in the room of its coming and its going; with ' +
    `${guests} guests in one room that is some ${2 * guests} deliveries for each of them.`,
  'Before the window a guest of each room speaks and is heard, leaves, and the room goes on. At its end the one who ' +
    "stays in a room of the relay's has seen one `presence:join` and one `presence:leave` for each memberId that a " +
    'guest was given, the first before the second, and no other. Anything else fails the run.',
  `CPU time is of the server process, from the operating system, over ${seconds} s after ${warmup} s of the same; ` +
    `medians of ${rounds} interleaved rounds, with the lowest and highest. A server with time left does less at once, ` +
    `and so pays a little more for each visit than one at its limit. A rate with ≥ was set by the load ` +
    'generator, which has one core too: the server had time left.',
];

/** @param {Sample[]} samples of one cell */
function rateText(samples) {
  if (samples.length === 0) return '–';
  const busy = median(samples.map(load));
  const isGenerators = busy < BUSY;
  return `${isGenerators ? '≥ ' : ''}${medianAndRange(samples.map(rate))}, server ${Math.round(busy * 100)} % busy`;
}

/**
 * @param {ReturnType<typeof cellsOf>} cells
 * @param {Server[]} servers
 * @param {Layout[]} layouts
 * @param {string[]} categories
 */
const plot = (cells, servers, layouts, categories) => ({
  name: 'cpu',
  title: 'CPU time of the server for each join and leave',
  kind: /** @type {const} */ ('bars'),
  unit: 'µs',
  categories,
  series: servers.map(({ name, label }) => ({
    name: label,
    values: layouts.map((layout) => cells.cost(name, layout) ?? null),
  })),
});

/** @param {Sample[]} samples */
function cellsOf(samples) {
  const of = (/** @type {string} */ server, /** @type {Layout} */ { name }) =>
    samples.filter((sample) => sample.server === server && sample.layout === name);
  const medianCost = (/** @type {string} */ server, /** @type {Layout} */ layout) => {
    const costs = of(server, layout).map(cost);
    return costs.length === 0 ? undefined : median(costs);
  };
  return { of, cost: medianCost };
}
