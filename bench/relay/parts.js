/** What is measured: the servers, how members are spread over rooms, how long messages are, and how often each is sent. */
import { original } from '../dialects/original.js';
import { plain } from '../dialects/plain.js';
import { pug } from '../dialects/pug.js';
import { socketio } from '../dialects/socketio.js';

/**
 * @typedef {object} Server
 * @property {string} name for `--servers`
 * @property {string} label
 * @property {string} file in `../servers`
 * @property {string[]} args
 * @property {string[]} floodArgs what lifts the limits of what one connection may send
 * @property {import('./load.js').Dialect} dialect
 * @property {boolean} isBaseline
 *
 * @typedef {object} Layout
 * @property {string} name for `--layouts`
 * @property {string} label
 * @property {{ rooms: number, size: number }[]} groups
 * @property {number} perSecond messages of each member, at most
 *
 * @typedef {object} Task one kind of sample
 * @property {'cost' | 'size' | 'flood'} part
 * @property {Layout} layout
 * @property {number} bytes of a message
 */

/** @type {Server[]} */
export const SERVERS = [
  server('bare-uws', 'bare uWS, publish', 'bare-uws.js', plain),
  server('bare-ws', 'bare ws, loop of send', 'bare-ws.js', plain),
  server('socketio', 'bare Socket.IO, rooms', 'socketio.js', socketio),
  server('original', 'Express + Socket.IO, six steps', 'original.js', original),
  { ...server('pug-uws', 'Pug relay, engine uws', 'pug.js', pug), ...pugArgs('uws') },
  { ...server('pug-ws', 'Pug relay, engine ws', 'pug.js', pug), ...pugArgs('ws') },
];

/** Some 40,000 to 125,000 deliveries a second: more than that no Socket.IO manages on one core. */
export const LAYOUTS = [
  { name: '50', label: '1 room of 50', groups: [{ rooms: 1, size: 50 }], perSecond: 40 },
  { name: '10', label: '10 rooms of 10', groups: [{ rooms: 10, size: 10 }], perSecond: 40 },
  { name: '2', label: '50 rooms of 2', groups: [{ rooms: 50, size: 2 }], perSecond: 40 },
  { name: '100x10', label: '100 rooms of 10', groups: [{ rooms: 100, size: 10 }], perSecond: 4 },
  {
    name: 'mixed',
    label: 'mixed',
    groups: [
      { rooms: 1, size: 50 },
      { rooms: 5, size: 10 },
      { rooms: 25, size: 2 },
    ],
    perSecond: 20,
  },
];

export const SIZES = [60, 300, 1_000, 4_000, 15_000];
export const USUAL_BYTES = 300;
/** Where sizes are compared: what a whole room sends at once stays below the 256 KiB that may wait for one member. */
const SIZES_LAYOUT = '10';
/** Where one server's most is looked for: one kind of room each. */
const FLOODED = ['50', '10', '2'];

/** Of the pace, where latency is measured: a server must be far from the most it manages, or what is timed is its queue. */
export const LATENCY_SHARE = 1 / 4;

/** protocol.md, "Rates and backlog": 64 KiB a second for each connection, of which this leaves a little. */
const BYTES_PER_SECOND = 60_000;

/**
 * Messages that each member sends a second.
 * @param {Layout} layout
 * @param {number} bytes
 */
export const paceOf = ({ perSecond }, bytes) => Math.min(perSecond, Math.floor(BYTES_PER_SECOND / bytes));

/**
 * @param {Task['part'][]} parts
 * @param {Layout[]} layouts
 * @param {number[]} sizes
 * @returns {Task[]}
 */
export function tasksOf(parts, layouts, sizes) {
  const cost = layouts.map((layout) => task('cost', layout, USUAL_BYTES));
  const where = LAYOUTS.filter(({ name }) => name === SIZES_LAYOUT);
  const size = where.flatMap((layout) => sizes.map((bytes) => task('size', layout, bytes)));
  const flood = layouts
    .filter(({ name }) => FLOODED.includes(name))
    .map((layout) => task('flood', layout, USUAL_BYTES));
  return [...cost, ...size, ...flood].filter(({ part }) => parts.includes(part));
}

/**
 * @param {Task['part']} part
 * @param {Layout} layout
 * @param {number} bytes
 * @returns {Task}
 */
const task = (part, layout, bytes) => ({ part, layout, bytes });

/**
 * @param {string} name
 * @param {string} label
 * @param {string} file
 * @param {import('./load.js').Dialect} dialect
 * @returns {Server}
 */
function server(name, label, file, dialect) {
  return { name, label, file, args: [], floodArgs: [], dialect, isBaseline: !name.startsWith('pug') };
}

/** @param {'uws' | 'ws'} engine */
function pugArgs(engine) {
  return { args: [engine], floodArgs: [engine, 'any-rate'] };
}
