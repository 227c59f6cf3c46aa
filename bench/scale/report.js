/** Turns samples into tables and plots. */
import { tableMarkdown } from '../lib/markdown.js';
import { median, medianAndRange } from '../lib/numbers.js';

const SOCKET_STEPS = ['join', 'message', 'leave'];
const ROOM_PLOTS = [
  {
    name: 'made',
    title: 'Rooms that are made and joined',
    steps: ['redeem', 'create', 'join, creator', 'join, second'],
  },
  { name: 'used', title: 'Rooms that are spoken in, left and purged', steps: ['message', 'leave', 'purge'] },
  {
    name: 'timer',
    title: 'What falls due',
    steps: ['timer, nothing due', 'timer, ping due', 'end by TTL', 'wall clock set, an entry'],
  },
];
/** Below this, what the process itself uses hides what a room or a member holds. */
const FEWEST_FOR_MEMORY = 1_000;

/**
 * @typedef {{ heap: number, rss: number }} Bytes
 * @typedef {{ round: number, rooms: number, micros: Record<string, number>, bytes: { room: Bytes, member: Bytes } }} RoomsSample
 * @typedef {{ round: number, members: number, engine: string, micros: Record<string, number>, bytes: Bytes }} MembersSample
 * @typedef {{ rooms: RoomsSample[], members: MembersSample[] }} Samples
 */

/**
 * @param {Samples} samples
 * @param {Record<string, unknown>} settings
 * @returns {import('../lib/results.js').Result}
 */
export function resultOf({ rooms, members }, settings) {
  return {
    name: 'scale',
    title: 'How cost grows with rooms and members',
    about: [
      'CPU µs of each step while so many rooms stand. Without a network: rooms of two members, picked at random for each step, in the whole relay but for its engine. Over sockets: rooms of ten, a message goes to all ten.',
      'A row that stays level is a step whose cost does not depend on how many there are. What rises does so with the logarithm (the heap of deadlines: purge, leave, join, ping), or, as we suppose, because the memory touched no longer fits the caches of the processor. One line grows with the number itself, and is given for each entry: a wall clock that is set makes the relay look at every deadline once.',
    ],
    settings,
    samples: [...rooms, ...members],
    tables: [...roomTables(rooms), ...memberTables(members)],
    plots: [...roomPlots(rooms), ...memberPlots(members)],
  };
}

/** @param {import('../lib/results.js').Result} result */
export const terminalText = ({ tables }) => tables.map(tableMarkdown).join('\n\n');

/** @param {RoomsSample[]} samples */
function roomTables(samples) {
  if (samples.length === 0) return [];
  const sizes = distinct(samples.map(({ rooms }) => rooms));
  const steps = Object.keys(samples[0].micros);
  const row = (
    /** @type {string} */ label,
    /** @type {(sample: RoomsSample) => number | undefined} */ value,
  ) => ({
    label,
    cells: sizes.map((size) => cell(samples.filter(({ rooms }) => rooms === size).map(value))),
  });
  return [
    {
      title: 'CPU µs, by rooms that stand',
      columns: sizes.map(grouped),
      rows: steps.map((step) => row(step, ({ micros }) => micros[step])),
    },
    {
      title: 'Heap bytes, by rooms that stand',
      columns: sizes.map(grouped),
      rows: [
        row('a room', ({ rooms, bytes }) => unlessFew(rooms, bytes.room.heap)),
        row('a member', ({ rooms, bytes }) => unlessFew(rooms, bytes.member.heap)),
      ],
    },
  ];
}

/** @param {MembersSample[]} samples */
function memberTables(samples) {
  if (samples.length === 0) return [];
  const sizes = distinct(samples.map(({ members }) => members));
  const rows = distinct(samples.map(({ engine }) => engine)).flatMap((engine) => {
    const row = (
      /** @type {string} */ what,
      /** @type {(sample: MembersSample) => number | undefined} */ value,
    ) => ({
      label: `engine ${engine}: ${what}`,
      cells: sizes.map((size) =>
        cell(samples.filter((s) => s.engine === engine && s.members === size).map(value)),
      ),
    });
    return [
      ...SOCKET_STEPS.map((step) => row(`${step}, CPU µs`, ({ micros }) => micros[step])),
      row('memory of a member, bytes of RSS', ({ members, bytes }) => unlessFew(members, bytes.rss)),
      row('memory of a member, bytes of heap', ({ members, bytes }) => unlessFew(members, bytes.heap)),
    ];
  });
  return [{ title: 'Over sockets, by members connected', columns: sizes.map(grouped), rows }];
}

/** @param {RoomsSample[]} samples */
function roomPlots(samples) {
  if (samples.length === 0) return [];
  const sizes = distinct(samples.map(({ rooms }) => rooms));
  const valuesOf = (/** @type {string} */ step) =>
    sizes.map((size) =>
      median(samples.filter(({ rooms }) => rooms === size).map(({ micros }) => micros[step])),
    );
  return ROOM_PLOTS.map(({ name, title, steps }) =>
    lines(name, title, 'rooms that stand', sizes, steps, valuesOf),
  );
}

/** @param {MembersSample[]} samples */
function memberPlots(samples) {
  const sizes = distinct(samples.map(({ members }) => members));
  return distinct(samples.map(({ engine }) => engine)).map((engine) => {
    const ours = samples.filter((sample) => sample.engine === engine);
    const valuesOf = (/** @type {string} */ step) =>
      sizes.map((size) =>
        median(ours.filter(({ members }) => members === size).map(({ micros }) => micros[step])),
      );
    const title = `Over sockets, engine ${engine}`;
    return lines(`members-${engine}`, title, 'members connected', sizes, SOCKET_STEPS, valuesOf);
  });
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string} xLabel
 * @param {number[]} sizes
 * @param {readonly string[]} steps
 * @param {(step: string) => number[]} valuesOf
 */
const lines = (name, title, xLabel, sizes, steps, valuesOf) => ({
  name,
  title,
  kind: /** @type {const} */ ('lines'),
  unit: 'CPU µs',
  log: true,
  xLabel,
  categories: sizes.map(grouped),
  series: steps.map((step) => ({ name: step, values: valuesOf(step) })),
});

/** @param {(number | undefined)[]} values */
const cell = (values) => medianAndRange(values.filter((value) => value !== undefined));

/**
 * @param {number} count
 * @param {number} bytes
 */
const unlessFew = (count, bytes) => (count < FEWEST_FOR_MEMORY ? undefined : bytes);

/** @param {number} value */
const grouped = (value) => value.toLocaleString('en');

/**
 * @template T
 * @param {T[]} values
 */
const distinct = (values) => [...new Set(values)];
