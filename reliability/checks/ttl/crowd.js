/** Ten thousand rooms that fall due within a second, on a relay that has hardly any time for them. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { within } from '@pug-network/conformance/wire';
import { ofMessages, ofReasons, ofTimes, ofWhatIsLeft } from './figures.js';
import { newSessions, openRooms } from './rooms.js';
import { speakAt, waitUntil } from './speech.js';

/** @typedef {import('./member.js').Member} Member */
/** @typedef {import('../../lib/relay.js').RelayProcess} RelayProcess */

const ROOMS = 10_000;
const SMALL_ROOMS = 100;
/** Every so many rooms have a second member. */
const PAIR_EVERY = 10;
const LEAST_CPU_SHARE = 0.9;
/** A little more, so that it is not less where it is measured. */
const CPU_SHARE = 0.92;
const SECOND_MS = 1_000;
/** The rooms have so many times as long as their sessions took; to make and join them takes about as long as those. */
const LEAD_SHARE = 6;
const LEAST_LEAD_S = 3;
const LEAST_TTL_S = 2;
const END_MS = 30_000;
const NS = 1e6;
const LATE = 'the rooms were not made before the first of them was due: the machine is too busy';

/**
 * @param {RelayProcess} relay
 * @param {boolean} isSmall
 * @returns {Promise<import('../../lib/check.js').Figure[]>}
 */
export async function crowd(relay, isSmall) {
  /** @type {import('./member.js').Said[]} */
  const said = [];
  const members = await gather(relay, isSmall ? SMALL_ROOMS : ROOMS, said);
  const times = members.map(({ due }) => due.earliest);
  const first = Math.min(...times);
  if (first - SECOND_MS < performance.now()) throw new Error(LATE);
  await relay.burn(CPU_SHARE);
  await waitUntil(first - SECOND_MS);
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const spoken = speakAt(members.map(turnAround));
  const shares = [await cpuShare(relay, first), await cpuShare(relay, first + SECOND_MS)];
  await spoken;
  const endings = await within(Promise.all(members.map(({ ended }) => ended)), 'all rooms to end', END_MS);
  lag.disable();
  const note = `${members.length.toLocaleString('en-US')} sockets`;
  return [
    { what: 'all due within', value: Math.max(...times) - first, unit: 'ms', note },
    ...ofShares(shares),
    ...ofMessages(said),
    ...ofReasons(endings),
    ...ofTimes(endings),
    { what: 'longest pause of the process that measured', value: lag.max / NS, unit: 'ms' },
    ...ofWhatIsLeft([await relay.left()]),
  ];
}

/**
 * @param {readonly number[]} shares
 * @returns {import('../../lib/check.js').Figure[]}
 */
function ofShares(shares) {
  const seconds = ['second before', 'second of the deadlines'];
  return shares.map((share, index) => ({
    what: `CPU of the relay in the ${seconds[index]}`,
    value: share * 100,
    unit: '%',
    isTimed: true,
    ...(index === shares.length - 1 ? { least: LEAST_CPU_SHARE * 100 } : {}),
  }));
}

/**
 * Members of so many rooms that all fall due in one second: who is made later is given less time.
 * @param {RelayProcess} relay
 * @param {number} count
 * @param {import('./member.js').Said[]} said
 */
async function gather({ target }, count, said) {
  const started = performance.now();
  const sessions = await newSessions(target, count);
  const began = performance.now();
  const lead = LEAST_LEAD_S + Math.ceil((LEAD_SHARE * (began - started)) / SECOND_MS);
  const ttl = () => {
    const left = lead - Math.floor((performance.now() - began) / SECOND_MS);
    if (left < LEAST_TTL_S) throw new Error(LATE);
    return left;
  };
  const size = (/** @type {number} */ index) => (index % PAIR_EVERY === 0 ? 2 : 1);
  return openRooms(target, sessions, { ttl, size, said });
}

/**
 * Every other member speaks up to 200 ms before the deadline, the others up to 20 ms after it, evenly spread; more would
 * keep this process from noting in time when its sockets are closed.
 * @param {Member} member
 * @param {number} index
 */
function turnAround(member, index) {
  const { earliest, latest } = member.due;
  const isBefore = index % 2 === 0;
  return { at: isBefore ? earliest - 1 - ((index * 7) % 200) : latest + ((index * 7) % 20), member };
}

/**
 * @param {RelayProcess} relay
 * @param {number} until monotonic ms
 */
async function cpuShare(relay, until) {
  const before = await relay.usage();
  const start = performance.now();
  await waitUntil(until);
  const after = await relay.usage();
  const took = performance.now() - start;
  return (after.user + after.system - before.user - before.system) / 1_000 / took;
}
