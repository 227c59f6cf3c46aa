/** A relay whose event loop stands still while rooms fall due and their members go on speaking. */
import { within } from '@pug-network/conformance/wire';
import { ofMessages, ofReasons, ofWhatIsLeft } from './figures.js';
import { newSessions, openRooms } from './rooms.js';
import { speakThroughout, waitUntil } from './speech.js';

const SIZES = {
  full: { rooms: 200, ttl: 3, blockMs: 2_000, leadMs: 800 },
  small: { rooms: 10, ttl: 2, blockMs: 1_000, leadMs: 300 },
};
const MEMBERS = 2;
const EVERY_MS = 50;
const END_MS = 15_000;

/**
 * @param {import('../../lib/relay.js').RelayProcess} relay
 * @param {boolean} isSmall
 * @returns {Promise<import('../../lib/check.js').Figure[]>}
 */
export async function blocked(relay, isSmall) {
  const { rooms, ttl, blockMs, leadMs } = isSmall ? SIZES.small : SIZES.full;
  /** @type {import('./member.js').Said[]} */
  const said = [];
  const sessions = await newSessions(relay.target, rooms);
  const members = await openRooms(relay.target, sessions, { ttl: () => ttl, size: () => MEMBERS, said });
  await waitUntil(Math.min(...members.map(({ due }) => due.earliest)) - leadMs);
  const askedAt = performance.now();
  const speech = speakThroughout(members, { before: leadMs, after: blockMs, every: EVERY_MS });
  await relay.block(blockMs);
  const answeredAt = performance.now();
  const endings = await within(Promise.all(members.map(({ ended }) => ended)), 'the rooms to end', END_MS);
  await speech;
  // It stood still for blockMs, somewhere between these two moments.
  const [surelyBlocked, surelyStill] = [answeredAt - blockMs, askedAt + blockMs];
  const queued = said.filter(
    ({ at, due }) => at > surelyBlocked && at < surelyStill && due.latest < surelyStill,
  );
  const late = Math.max(...endings.map(({ at }) => at)) - surelyStill;
  return [
    { what: 'messages queued meanwhile, until after the deadline', value: queued.length, least: 1 },
    {
      what: 'messages queued meanwhile and forwarded',
      value: queued.filter(({ isForwarded }) => isForwarded).length,
      most: 0,
    },
    ...ofMessages(said),
    ...ofReasons(endings),
    { what: 'last member told after the standstill', value: late, unit: 'ms' },
    ...ofWhatIsLeft([await relay.left()]),
  ];
}
