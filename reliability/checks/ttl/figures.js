/** What the endings of rooms and the messages around them come to. */
import { quantile } from '../../lib/many.js';

/** @typedef {import('../../lib/check.js').Figure} Figure */
/** @typedef {import('./member.js').Ending} Ending */
/** @typedef {import('./member.js').Said} Said */

/** The room's event, its reason, and the close code (docs/protocol.md, 6. Purge). */
const EXPIRED = 'ttl 4410';
/** The two clocks of a machine do not run quite alike, and the wall clock is read in whole ms. */
const EARLY_MS = 5;
const LATE_MS = 250;
const LATE_P999_MS = 100;

/**
 * @param {readonly Said[]} said
 * @returns {Figure[]}
 */
export function ofMessages(said) {
  const after = said.filter(isAfter);
  return [
    { what: 'messages sent before the deadline', value: said.length - after.length },
    { what: 'messages sent after the deadline', value: after.length, least: 1, isTimed: true },
    ofForwarded(said),
  ];
}

/**
 * Of messages sent when the room was due for certain, none may come back.
 * @param {readonly Said[]} said
 * @returns {Figure}
 */
export function ofForwarded(said) {
  const value = said.filter((one) => isAfter(one) && one.isForwarded).length;
  return { what: 'messages sent after the deadline and forwarded', value, most: 0 };
}

/** @param {Said} said */
const isAfter = ({ at, due }) => at > due.latest;

/**
 * @param {readonly Ending[]} endings
 * @returns {Figure[]}
 */
export function ofReasons(endings) {
  const others = endings.filter(({ why }) => why !== EXPIRED);
  const first = others[0] && { note: `the first: ${others[0].why}` };
  return [{ what: 'members told anything but that the time is up', value: others.length, most: 0, ...first }];
}

/**
 * @param {readonly Ending[]} endings
 * @returns {Figure[]}
 */
export function ofTimes(endings) {
  const lateness = endings.map(latenessOf);
  const early = lateness.filter((ms) => ms < -EARLY_MS).length;
  return [
    { what: 'closed before the deadline', value: early, most: 0 },
    { what: 'closed after the deadline, median', value: quantile(lateness, 0.5), unit: 'ms' },
    {
      what: 'closed after the deadline, p99.9',
      value: quantile(lateness, 0.999),
      unit: 'ms',
      most: LATE_P999_MS,
      isTimed: true,
    },
    latestOf('closed after the deadline, max', endings),
  ];
}

/**
 * @param {string} what
 * @param {readonly Ending[]} endings
 * @returns {Figure}
 */
export const latestOf = (what, endings) => ({
  what,
  value: Math.max(...endings.map(latenessOf)),
  unit: 'ms',
  most: LATE_MS,
  isTimed: true,
});

/**
 * From the earliest moment at which the room can have been due until this process has read the close frame: never less
 * than the relay took.
 * @param {Ending} ending
 */
const latenessOf = ({ at, due }) => at - due.earliest;

/**
 * @param {readonly { rooms: number, connections: number }[]} left by each relay
 * @returns {Figure[]}
 */
export const ofWhatIsLeft = (left) => [
  { what: 'rooms left', value: Math.max(...left.map(({ rooms }) => rooms)), most: 0 },
  { what: 'connections left', value: Math.max(...left.map(({ connections }) => connections)), most: 0 },
];
