/** Turns samples into the table on the terminal and the published result. */
import { median, medianAndRange, ratio, short } from '../lib/numbers.js';

const KIB = 1_024;
/** With fewer, what is not for each connection has too much weight. */
const GOAL_CONNECTIONS = 10_000;

/**
 * @typedef {object} Sample one server, one round
 * @property {string} server
 * @property {number} round counts from 1
 * @property {number} connections
 * @property {import('./memory.js').Memory} none at rest, nobody connected
 * @property {import('./memory.js').Memory} busy right after the last join, garbage collected
 * @property {import('./memory.js').Memory} idle at rest, all joined
 */

/** Bytes more than with nobody connected, in KiB for each connection. */
const FIGURES = {
  rss: (/** @type {Sample} */ { none, idle, connections }) => (idle.rss - none.rss) / connections / KIB,
  heap: (/** @type {Sample} */ { none, idle, connections }) =>
    (idle.heapUsed - none.heapUsed) / connections / KIB,
  busy: (/** @type {Sample} */ { none, busy, connections }) => (busy.rss - none.rss) / connections / KIB,
};

const count = (/** @type {number} */ number) => number.toLocaleString('en');

/** @param {Sample} sample */
export const sampleText = (sample) =>
  `RSS ${short(FIGURES.rss(sample))} KiB, heap ${short(FIGURES.heap(sample))} KiB for each connection, all heard`;

/**
 * @param {Sample[]} samples
 * @param {import('./servers.js').Server[]} servers
 * @param {import('./options.js').Settings & { pinned: boolean }} settings
 * @returns {import('../lib/results.js').Result}
 */
export function resultOf(samples, servers, settings) {
  const title = `An idle connection at ${count(settings.rooms * settings.room)}`;
  return {
    name: 'idle',
    title,
    about: about(settings),
    settings: { ...settings },
    samples,
    tables: [table(samples, servers)],
    plots: [plot('rss', `${title}: resident memory`, samples, servers)],
  };
}

/** @param {import('./options.js').Settings} settings */
const about = ({ rooms, room, warmupRooms, rounds }) => [
  `What each of ${count(rooms * room)} connections that have joined (${count(rooms)} rooms of ${room}) and say nothing adds to the ` +
    'server process: its resident set with them, less its resident set with none, over their number. What the kernel ' +
    'holds for a socket is not in it.',
  `Each sample has a server process of its own. Before the first reading ${count(warmupRooms * room)} connections come and go ` +
    'in ten waves, each seen at work, so that code is loaded and pools are there. Both readings follow six seconds of ' +
    'quiet and collections of garbage until the resident set stays the same. Once all is read, one member of each ' +
    'room speaks, and everybody in it must get that, byte for byte.',
  'V8 lets its young generation grow while connections come in, to at most some tens of MB however many they are, and ' +
    'gives it back with the first collection after a quiet while. "Before rest" is read right after the last join, so ' +
    'with that: of the whole it is not for each connection.',
  `Medians of ${rounds} interleaved rounds, with the lowest and highest. Resident memory comes in pages and arenas, so ` +
    'that some tenths of a KiB between two rounds mean nothing; the heap in use is exact.',
];

/**
 * @param {Sample[]} samples
 * @param {import('./servers.js').Server[]} servers
 * @returns {import('../lib/markdown.js').Table}
 */
function table(samples, servers) {
  const isJudged = samples.every(({ connections }) => connections >= GOAL_CONNECTIONS);
  const rows = servers.map(({ name, label, base, goalKib }) => {
    const rss = valuesOf('rss', samples, name);
    const baseRss = valuesOf('rss', samples, base);
    const goal = isJudged && goalKib !== undefined ? goalText(median(rss), goalKib) : '';
    const columns = [rss, valuesOf('heap', samples, name), valuesOf('busy', samples, name)];
    const multiple = baseRss.length === 0 ? '–' : ratio(median(rss), median(baseRss));
    return { label, cells: [...columns.map(medianAndRange), multiple, goal] };
  });
  return {
    title: 'KiB for each connection',
    columns: [
      'RSS',
      'of that V8 heap in use',
      'RSS before rest',
      'RSS as a multiple of the bare engine',
      'goal',
    ],
    rows,
  };
}

/**
 * @param {number} kib
 * @param {number} goalKib
 */
const goalText = (kib, goalKib) => `≤ ${goalKib} ${kib <= goalKib ? 'kept' : 'missed'}`;

/**
 * @param {keyof typeof FIGURES} figure
 * @param {string} title
 * @param {Sample[]} samples
 * @param {import('./servers.js').Server[]} servers
 */
const plot = (figure, title, samples, servers) => ({
  name: figure,
  title,
  kind: /** @type {const} */ ('bars'),
  unit: 'KiB for each connection',
  categories: servers.map(({ label }) => label),
  series: [{ name: title, values: servers.map(({ name }) => median(valuesOf(figure, samples, name))) }],
});

/**
 * @param {keyof typeof FIGURES} figure
 * @param {Sample[]} samples
 * @param {string} server
 */
const valuesOf = (figure, samples, server) =>
  samples.filter((sample) => sample.server === server).map(FIGURES[figure]);
