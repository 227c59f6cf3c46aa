/** What a room holds in memory while it stands. See ../README.md. */
import { measured } from '../create/child.js';
import { readCommandLine } from '../lib/command-line.js';
import { positive } from '../lib/flags.js';
import { tableMarkdown } from '../lib/markdown.js';
import { median, medianAndRange } from '../lib/numbers.js';
import { pinGenerator } from '../lib/pinning.js';
import { publish } from '../lib/results.js';

const PROGRAM = new URL('rooms.js', import.meta.url);
const MOST_MINUTES = 10;
/** How many are joined: a member holds more than a room. */
const JOINED_SHARE = 0.1;
/** A room is measured with so many members. */
const MEMBERS = [0, 1, 2];
const GOAL_BYTES = 600;
const TEXT = /** @type {const} */ ({ type: 'string' });
const FLAGS = {
  rooms: { ...TEXT, default: '1000000' },
  rounds: { ...TEXT, default: '1' },
  out: TEXT,
};
const USAGE = `node memory/run.js [options]
  --rooms N   rooms that nobody has joined; a tenth as many with members (1000000)
  --rounds N  the median is reported (1)
  --out DIR   where the results are written (nowhere)`;

/** @typedef {{ rooms: number, members: number, bytes: Record<'heap' | 'external' | 'rss', number> }} Sample */

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const options = readOptions();
try {
  const result = resultOf(await samplesOf(options));
  console.log(result.tables.map(tableMarkdown).join('\n\n'));
  await publish(options.out, result);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function readOptions() {
  return readCommandLine(FLAGS, USAGE, (values) => {
    const whole = (/** @type {'rooms' | 'rounds'} */ flag) => Math.ceil(positive(flag, values[flag]));
    return {
      rooms: whole('rooms'),
      rounds: whole('rounds'),
      out: /** @type {string | undefined} */ (values.out),
    };
  });
}

/** @param {{ rooms: number, rounds: number }} options */
async function samplesOf({ rooms, rounds }) {
  const cpu = pinGenerator();
  const joined = Math.max(1, Math.round(rooms * JOINED_SHARE));
  const samples = [];
  for (let round = 1; round <= rounds; round++) {
    for (const members of MEMBERS) {
      const count = members === 0 ? rooms : joined;
      samples.push({ round, ...(await measured(PROGRAM, [count, members], cpu, MOST_MINUTES)) });
      console.log(`round ${round}: ${count.toLocaleString('en')} rooms with ${members} members each stand`);
    }
  }
  return samples;
}

/**
 * @param {Sample[]} samples
 * @returns {import('../lib/results.js').Result}
 */
function resultOf(samples) {
  const rows = MEMBERS.map((members) => {
    const ours = samples.filter((sample) => sample.members === members);
    const cell = (/** @type {'heap' | 'external' | 'rss'} */ what) =>
      medianAndRange(ours.map(({ bytes }) => bytes[what]));
    const label = `${members === 0 ? 'joined by nobody' : `members: ${members}`}, ${ours[0].rooms.toLocaleString('en')} rooms`;
    return { label, cells: [cell('heap'), cell('external'), cell('rss')] };
  });
  return {
    name: 'memory',
    title: 'Memory of rooms that stand',
    about: [
      'Bytes for each room after a garbage collection, in a process of its own: what the heap, what lies outside of it, and the resident set have grown by. The whole relay but for its engine; what an engine and the system hold for a connection comes on top, and is in the bench of idle connections.',
      `The goal: a room that nobody has joined holds at most ${GOAL_BYTES} bytes.`,
    ],
    settings: { rooms: options.rooms, rounds: options.rounds },
    samples,
    tables: [{ title: 'Bytes for each room', columns: ['heap', 'outside the heap', 'resident set'], rows }],
    plots: [plotOf(samples)],
  };
}

/**
 * @param {Sample[]} samples
 * @returns {import('../lib/results.js').Result['plots'][number]}
 */
function plotOf(samples) {
  const of = (/** @type {'heap' | 'rss'} */ what) =>
    MEMBERS.map((members) =>
      median(samples.filter((sample) => sample.members === members).map(({ bytes }) => bytes[what])),
    );
  return {
    name: 'rooms',
    title: 'Memory of a room that stands',
    kind: 'bars',
    unit: 'bytes for each room',
    categories: ['joined by nobody', 'with one member', 'with two'],
    series: [
      { name: 'heap', values: of('heap') },
      { name: 'resident set', values: of('rss') },
    ],
  };
}
