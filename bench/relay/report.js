/** What the samples say, and how it is put. */
import { median, medianAndRange, ratio, short } from '../lib/numbers.js';
import { USUAL_BYTES } from './parts.js';

/** A window longer than this many times the seconds asked for means that the server fell behind the pace. */
const LATE = 1.15;
/** Below this share of its core a flooded server was waiting for the load generator. */
const SATURATED = 0.9;

/**
 * @typedef {import('./sample.js').Sample} Sample
 * @typedef {object} Run
 * @property {import('./parts.js').Server[]} servers
 * @property {import('./parts.js').Task[]} tasks
 * @property {import('./sample.js').Settings} settings
 * @property {Sample[]} samples
 */

/** @param {import('./sample.js').Settings} settings */
export function headline({ seconds, warmup, rounds, pacing, pinned }) {
  return [
    `Every member sends to all of its room, itself too (pacing: ${pacing}).`,
    `Median (lowest–highest) of ${rounds} interleaved rounds of ${seconds} s after ${warmup} s of warm-up.`,
    pinned
      ? 'Servers pinned to one core, the load generator to another.'
      : 'Not pinned to cores: expect noise.',
  ].join(' ');
}

/**
 * @param {Run} run
 * @returns {string[]} paragraphs
 */
export function aboutOf({ tasks, settings }) {
  const paces = [...new Set(tasks.filter(({ part }) => part === 'cost').map(({ layout }) => layout))].map(
    ({ label, groups, perSecond }) => {
      const members = groups.reduce((sum, { rooms, size }) => sum + rooms * size, 0);
      return `${label}: ${members} members, ${perSecond}/s each`;
    },
  );
  return [
    headline(settings),
    'CPU time is that of the server process, user and system, as the operating system counts it; a delivery is a message that arrived at one receiver. Before anything is timed each member must receive what its room sent, byte for byte and in one order; after each window every delivery is accounted for.',
    `Messages have ${USUAL_BYTES} bytes where nothing else is said. ${paces.join('; ')}. Long messages are sent less often, so that the relay's limit of 64 KiB a second for each connection is kept.`,
    'Latency is the time from the write of a message to the read at each receiver, in a window of its own, at a quarter of the pace, with the members spread over the interval. It holds what the load generator itself takes to read, which is the same for all.',
    'For the most that one core manages each member has two messages under way and sends the next when one of its own comes back; our relay then runs with its rate limits lifted. `≥` marks a server whose core was not busy, because the load generator was the slower one, or somebody else used the core; deliveries for each second of the server’s CPU time compare in any case.',
  ];
}

/** @param {import('./sample.js').Window} window µs of the server's CPU time for each delivery */
export const costOf = ({ cpuMicros, deliveries }) => cpuMicros / deliveries;

/** @param {import('./sample.js').Window} window */
const perSecondOf = ({ deliveries, wallSeconds }) => deliveries / wallSeconds;

/** @param {import('./sample.js').Window} window */
export const perCpuSecondOf = ({ deliveries, cpuMicros }) => (deliveries / cpuMicros) * 1e6;

/**
 * The samples of one server in one task, in the order of the rounds.
 * @param {Run} run
 * @param {{ name: string }} server
 * @param {import('./parts.js').Task} task
 */
export function samplesOf({ samples }, server, { part, layout, bytes }) {
  const isOurs = (/** @type {Sample} */ sample) =>
    sample.server === server.name &&
    sample.part === part &&
    sample.layout === layout.name &&
    sample.bytes === bytes;
  return samples.filter(isOurs);
}

/**
 * @param {Sample[]} samples
 * @param {number} seconds of the window asked for
 */
export function costText(samples, seconds) {
  const isLate = samples.some(({ wallSeconds }) => wallSeconds > seconds * LATE);
  return medianAndRange(samples.map(costOf)) + (isLate ? '!' : '');
}

/**
 * The median of what the rounds say: noise that lasts for a round is in both.
 * @param {Sample[]} samples
 * @param {Sample[]} base
 */
export const ratioText = (samples, base) =>
  ratio(median(samples.map((sample, i) => costOf(sample) / costOf(base[i]))), 1);

/** @param {Sample[]} samples */
export function rateText(samples) {
  const isSaturated = samples.every(
    ({ cpuMicros, wallSeconds }) => cpuMicros / (wallSeconds * 1e6) > SATURATED,
  );
  return (isSaturated ? '' : '≥ ') + medianAndRange(samples.map(perSecondOf));
}

/** @param {Sample[]} samples */
export function latencyText(samples) {
  const of = (/** @type {'p50' | 'p99' | 'max'} */ name) => short(latencyOf(samples, name));
  return `${of('p50')} / ${of('p99')} / ${of('max')}`;
}

/**
 * @param {Sample[]} samples
 * @param {'p50' | 'p99' | 'max'} name
 */
export const latencyOf = (samples, name) => median(samples.map(({ latencyMs }) => latencyMs?.[name] ?? NaN));
