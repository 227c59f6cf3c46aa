/** Turns samples into tables and plots. */
import { tableMarkdown } from '../lib/markdown.js';
import { median, medianAndRange, ratio } from '../lib/numbers.js';

const PARTS = /** @type {const} */ (['redeem', 'create', 'join']);
const BASELINES = ['bare-uws', 'bare-node', 'original'];
const PROCESS_ROOMS_GOAL = 50_000;

/**
 * @typedef {{ round: number, rooms: number, wallMs: number, micros: Record<string, number> }} InProcess
 * @typedef {{ round: number, server: string, rooms: number, wallMs: number, micros: number }} OverHttp
 * @typedef {{ inProcess: InProcess[], http: OverHttp[] }} Samples
 * @typedef {{ name: string, label: string }} Server
 */

/**
 * @param {Samples} samples
 * @param {Record<string, unknown>} settings
 * @param {Server[]} servers
 * @returns {import('../lib/results.js').Result}
 */
export function resultOf(samples, settings, servers) {
  const hasHttp = servers.length > 0;
  return {
    name: 'create',
    title: 'Making rooms: redeem, create, join',
    about: aboutOf(samples.inProcess),
    settings,
    samples: [...samples.inProcess, ...samples.http],
    tables: [partsTable(samples.inProcess), ...(hasHttp ? [httpTable(samples.http, servers)] : [])],
    plots: [partsPlot(samples.inProcess), ...(hasHttp ? [httpPlot(samples.http, servers)] : [])],
  };
}

/** @param {import('../lib/results.js').Result} result */
export const terminalText = ({ about, tables }) =>
  [...tables.map(tableMarkdown), ...about.slice(-1)].join('\n\n');

/** @param {InProcess[]} samples */
function aboutOf(samples) {
  const perSecond = 1e6 / median(samples.map((sample) => whole(sample, '')));
  return [
    'Every room takes a redeemed proof, the request that creates it and the join of its creator. The proof is checked as ever; its challenge was solved before.',
    'Without a network the whole relay is called but for its engine. The floor are the hashes and random bytes that the protocol asks for, the random bytes many at a time, and nothing else. Over the network a room is two requests on a keep-alive connection, an upgrade and a join on a new one; the bare servers give fixed answers of the same length.',
    `Without a network one core makes ${Math.round(perSecond).toLocaleString('en')} rooms in a second of CPU time; the goal is ${PROCESS_ROOMS_GOAL.toLocaleString('en')}.`,
  ];
}

/** @param {InProcess[]} samples */
function partsTable(samples) {
  const parts = PARTS.map((part) => rowOf(part, samples, (sample, of) => sample.micros[of + part]));
  return {
    title: 'Without a network: CPU µs for each room',
    columns: ['relay', 'floor', 'ratio'],
    rows: [...parts, rowOf('whole', samples, whole)],
  };
}

/**
 * @param {string} label
 * @param {InProcess[]} samples
 * @param {(sample: InProcess, of: '' | 'floor ') => number} value
 */
function rowOf(label, samples, value) {
  const ours = samples.map((sample) => value(sample, ''));
  const floor = samples.map((sample) => value(sample, 'floor '));
  const ratios = median(ours.map((cost, i) => cost / floor[i]));
  return { label, cells: [medianAndRange(ours), medianAndRange(floor), ratio(ratios, 1)] };
}

/**
 * @param {InProcess} sample
 * @param {string} of
 */
const whole = ({ micros }, of) => PARTS.reduce((sum, part) => sum + micros[of + part], 0);

/**
 * @param {OverHttp[]} samples
 * @param {Server[]} servers
 */
function httpTable(samples, servers) {
  const bases = servers.filter(({ name }) => BASELINES.includes(name));
  const rows = servers.map((server) => {
    const ours = samples.filter(({ server: name }) => name === server.name);
    const ratios = bases.map((base) => ratio(costOf(samples, server), costOf(samples, base)));
    const rates = ours.map(({ rooms, wallMs }) => (rooms * 1_000) / wallMs);
    return {
      label: server.label,
      cells: [medianAndRange(ours.map(({ micros }) => micros)), ...ratios, medianAndRange(rates)],
    };
  });
  const columns = ['CPU µs for each room', ...bases.map(({ label }) => `to ${label}`), 'rooms/s by the wall'];
  return { title: 'Over the network', columns, rows };
}

/**
 * @param {OverHttp[]} samples
 * @param {Server} server
 */
const costOf = (samples, { name }) =>
  median(samples.filter(({ server }) => server === name).map(({ micros }) => micros));

/** @param {InProcess[]} samples */
function partsPlot(samples) {
  const values = (/** @type {string} */ of) =>
    PARTS.map((part) => median(samples.map(({ micros }) => micros[of + part])));
  return {
    name: 'parts',
    title: 'A room without a network, and the floor',
    kind: /** @type {const} */ ('bars'),
    unit: 'CPU µs',
    categories: [...PARTS],
    series: [
      { name: 'relay', values: values('') },
      { name: 'floor: hashes and random bytes', values: values('floor ') },
    ],
  };
}

/**
 * @param {OverHttp[]} samples
 * @param {Server[]} servers
 */
function httpPlot(samples, servers) {
  return {
    name: 'http',
    title: 'A room over the network: redeem, create, upgrade, join',
    kind: /** @type {const} */ ('bars'),
    unit: 'CPU µs of the server',
    categories: servers.map(({ label }) => label),
    series: [{ name: 'CPU µs', values: servers.map((server) => costOf(samples, server)) }],
  };
}
