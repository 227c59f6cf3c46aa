/** A relay whose wall clock is set back and forward while rooms live. */
import { wait, within } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { latestOf, ofForwarded, ofReasons, ofWhatIsLeft } from './figures.js';
import { onRelay } from './on-relay.js';
import { newSessions, openRooms } from './rooms.js';
import { speakThroughout } from './speech.js';

/** @typedef {import('../../lib/check.js').EngineName} EngineName */
/** @typedef {import('../../lib/check.js').Figure} Figure */
/** @typedef {import('../../lib/relay.js').RelayProcess} RelayProcess */

/**
 * @typedef {object} Story
 * @property {string} name
 * @property {number} [before] how far the clock is set before the rooms are made, in ms
 * @property {readonly number[]} steps one after the other once they are made, in ms
 * @property {boolean} [isAtOnce] the steps are taken without a pause between them
 */

const HOUR_MS = 3_600_000;
const STEP_EVERY_MS = 100;
const BACK_AND_FORTH = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? -HOUR_MS : HOUR_MS));

/** @type {readonly Story[]} */
const STORIES = [
  { name: 'set back an hour', steps: [-HOUR_MS] },
  { name: 'set forward an hour', steps: [HOUR_MS] },
  { name: 'set forward and back at once', steps: [HOUR_MS, -HOUR_MS], isAtOnce: true },
  { name: 'set back a second, five times', steps: Array.from({ length: 5 }, () => -1_000) },
  { name: 'set back and forth, ten times', steps: BACK_AND_FORTH },
  { name: 'an hour fast when the rooms are made, then set right', before: HOUR_MS, steps: [-HOUR_MS] },
  { name: 'an hour slow when the rooms are made, then set right', before: -HOUR_MS, steps: [HOUR_MS] },
];
const SMALL_STORIES = STORIES.slice(0, 2);

const SIZES = { full: { rooms: 50, ttl: 3 }, small: { rooms: 5, ttl: 2 } };
const MEMBERS = 2;
const END_MS = 15_000;
const SPAN = { before: 1_000, after: 1_000, every: 50 };

/**
 * Rooms may end early by a step, never late.
 * @param {EngineName} engine
 * @param {boolean} isSmall
 * @returns {Promise<Figure[]>}
 */
export async function steps(engine, isSmall) {
  const stories = isSmall ? SMALL_STORIES : STORIES;
  const ends = await many(stories.length, isSmall ? stories.length : 1, (index) =>
    onRelay(engine, (relay) => play(relay, isSmall, /** @type {Story} */ (stories[index]))),
  );
  const said = ends.flatMap((end) => end.said);
  return [
    ...ends.map(({ name, endings }) => latestOf(`${name}: closed after the deadline, max`, endings)),
    ofForwarded(said),
    ...ofReasons(ends.flatMap(({ endings }) => endings)),
    ...ofWhatIsLeft(ends.map(({ left }) => left)),
  ];
}

/**
 * @param {RelayProcess} relay
 * @param {boolean} isSmall
 * @param {Story} story
 */
async function play(relay, isSmall, { name, before = 0, steps, isAtOnce = false }) {
  const { rooms, ttl } = isSmall ? SIZES.small : SIZES.full;
  /** @type {import('./member.js').Said[]} */
  const said = [];
  await relay.stepWall(before);
  const sessions = await newSessions(relay.target, rooms);
  const members = await openRooms(relay.target, sessions, { ttl: () => ttl, size: () => MEMBERS, said });
  const speech = speakThroughout(members, SPAN);
  for (const ms of steps) {
    await relay.stepWall(ms);
    if (!isAtOnce) await wait(STEP_EVERY_MS);
  }
  const endings = await within(Promise.all(members.map(({ ended }) => ended)), 'the rooms to end', END_MS);
  await speech;
  return { name, said, endings, left: await relay.left() };
}
