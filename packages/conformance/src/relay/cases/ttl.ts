import { between, each, equal, holds, oneOf } from '../../check.js';
import { expectRefused, refusalOf } from '../../wire/first.js';
import { newRoom, type Room } from '../../wire/gate.js';
import { at, gather, join, joinMessage, message, type Member } from '../../wire/member.js';
import { expectRoomEnd, type Item } from '../../wire/peer.js';
import { CLOSE } from '../../wire/table.js';
import { wait } from '../../wire/wait.js';
import { casesOf, clauseIn, type On, type Relay } from '../case.js';

const clause = clauseIn('6-purge');
const due = clause(
  'So a room that is due is dead, even if its timer is late, and nothing is accepted from then on.',
);
const everyOperation = clause('Every operation on a room MUST look at the deadline before it acts.');

const SECOND_MS = 1_000;
const LATE_MS = 2_500;
/** What clocks and their rounding may take. */
const EARLY_MS = 50;
/** Between a message being sent here and its being read there. */
const TRAVEL_MS = 150;
const STEP_MS = 10;

/** A relay whose rooms may live for a second; on another one the cases take as long as its shortest lives. */
const onShort: On = {
  settings: { ttl: { min: 1, max: 3_600, default: 600 } },
  fits: () => true,
  seconds: ({ ttl }) => ttl.min,
};

export const ttlCases = casesOf('ttl', (check) => {
  check(
    'ends',
    'when its time is up every member is told, closed with 4410, and the room is not found',
    clause('ttl | now ≥ `expiresAt` | `"ttl"` | 4410, `room_expired`'),
    async (relay) => {
      const { room, members } = await shortest(relay, 3);
      const deadline = deadlineOf(members);
      for (const { peer } of members)
        await expectEnd(peer.inbox.next('room:expired', untilMs(deadline)), members);
      expectInTime(members);
      await expectRefused(relay, joinMessage(room), 'room_not_found');
    },
    onShort,
  );

  check(
    'waiting',
    'a room that nobody has joined waits for its time, and is gone then',
    clause('It waits for its TTL.'),
    async (relay) => {
      const made = performance.now();
      const waiting = await newRoom(relay, `?ttl=${relay.limits.ttl.min + 2}`);
      await wait((relay.limits.ttl.min + 1) * SECOND_MS - (performance.now() - made));
      await expectRefused(relay, joinMessage({ ...waiting, roomSecret: 'wrong' }), 'bad_secret');
      await wait(SECOND_MS + LATE_MS);
      await expectRefused(relay, joinMessage(waiting), 'room_not_found');
    },
    { ...onShort, fits: ({ limits }) => limits.ttl.min + 2 <= limits.ttl.max },
  );

  check(
    'remaining',
    'room:joined tells how long the room still lives',
    clauseIn('3-join')('milliseconds left until the deadline'),
    async (relay) => {
      const room = await newRoom(relay, `?ttl=${relay.limits.ttl.max}`);
      const [first] = await gather(relay, room, 1);
      await wait(SECOND_MS);
      const second = await join(relay, room);
      const passed = (first?.joined.ttlRemaining ?? 0) - second.joined.ttlRemaining;
      between(passed, SECOND_MS - EARLY_MS, SECOND_MS + LATE_MS, 'how much less after 1,000 ms');
      equal(second.joined.expiresAt, room.expiresAt, 'expiresAt');
    },
  );

  check(
    'no-message-after',
    'no message is forwarded that was sent after the end',
    due,
    async (relay) => {
      const { members } = await shortest(relay, 2);
      const [sender] = members as [Member, Member];
      const deadline = deadlineOf(members);
      const sent = await sendAcross(sender, deadline);
      const items = await sender.peer.untilClosed();
      equal(items.at(-1), { kind: 'closed', code: CLOSE.room_expired, reason: 'room_expired' }, 'the close');
      const echoed = items.filter(({ kind }) => kind === 'frame').map((item) => keyOf(item));
      const late = [...sent].filter(([, at]) => at > deadline + TRAVEL_MS).map(([key]) => key);
      equal(
        late.filter((key) => echoed.includes(key)).length,
        0,
        `how many messages came back that were sent more than ${TRAVEL_MS} ms after the end`,
      );
    },
    onShort,
  );

  check(
    'no-join-after',
    'nobody joins after the end: room_expired, then room_not_found',
    due,
    async (relay) => {
      const { room, members } = await shortest(relay, 1);
      const deadline = deadlineOf(members);
      await wait(deadline - performance.now() - TRAVEL_MS);
      for (let tries = 0; tries < 200 && performance.now() < deadline + LATE_MS; tries++) {
        const began = performance.now();
        const code = await refusalOf(relay, joinMessage({ ...room, roomSecret: 'wrong' }));
        const allowed =
          began < deadline
            ? ['bad_secret', 'room_expired', 'room_not_found']
            : ['room_expired', 'room_not_found'];
        oneOf(code, allowed, 'what a join is refused with');
        if (code === 'room_not_found') return;
        await wait(STEP_MS);
      }
      holds(false, 'a join after the end', 'room_not_found', 'something else');
    },
    onShort,
  );

  check(
    'no-purge-after',
    'a purge after the end changes nothing: the reason is ttl',
    everyOperation,
    async (relay) => {
      const { members } = await shortest(relay, 2);
      const [creator, other] = members as [Member, Member];
      await wait(deadlineOf(members) - performance.now() + TRAVEL_MS / 2);
      creator.peer.send({ type: 'room:purge' });
      for (const { peer } of [creator, other]) await expectRoomEnd(peer, 'ttl');
    },
    onShort,
  );

  check(
    'one-after-another',
    'rooms that end at different times end each at its own',
    clause('A room MUST NOT outlive its TTL.'),
    async (relay) => {
      const { ttl } = relay.limits;
      const rooms = await Promise.all(
        [ttl.min, ttl.min + 1].map((seconds) => newRoom(relay, `?ttl=${seconds}`)),
      );
      await each(rooms, async (room) => {
        const members = await gather(relay, room, 1);
        const deadline = deadlineOf(members);
        for (const { peer } of members)
          await expectEnd(peer.inbox.next('room:expired', untilMs(deadline)), members);
        expectInTime(members);
      });
    },
    { ...onShort, seconds: ({ ttl }) => ttl.min + 1 },
  );
});

/** A room that lives as briefly as it may, with members. */
async function shortest(relay: Relay, count: number): Promise<{ room: Room; members: Member[] }> {
  const room = await newRoom(relay, `?ttl=${relay.limits.ttl.min}`);
  return { room, members: await gather(relay, room, Math.min(count, room.capacity)) };
}

/** By this side's monotonic clock, not before the room's: the last to join was told just now, if not a while ago. */
function deadlineOf(members: readonly Member[]): number {
  return performance.now() + at(members, -1).joined.ttlRemaining;
}

/** It is time for a room to end, counted from before its last member was told how long it lives. */
function expectInTime(members: readonly Member[]): void {
  const { askedAt, joined } = at(members, -1);
  const soonest = askedAt + joined.ttlRemaining;
  between(performance.now(), soonest - EARLY_MS, soonest + LATE_MS, 'when, in ms');
}

const untilMs = (deadline: number) => Math.max(0, deadline - performance.now()) + LATE_MS;

async function expectEnd(next: Promise<Item>, members: readonly Member[]): Promise<void> {
  const item = await next;
  const { type, reason } = item.kind === 'event' ? item.event : {};
  equal(
    { type, reason },
    { type: 'room:expired', reason: 'ttl' },
    `what each of ${members.length} members is told`,
  );
}

const keyOf = (item: Item) => (item.kind === 'frame' ? item.bytes.toString('hex') : '');

/** Sends a message every few milliseconds until well after the end; gives when each was sent. */
async function sendAcross({ peer, joined }: Member, deadline: number): Promise<Map<string, number>> {
  const sent = new Map<string, number>();
  await wait(Math.max(0, deadline - performance.now() - 2 * TRAVEL_MS));
  while (performance.now() < deadline + LATE_MS / 2) {
    const frame = message(joined.memberId);
    sent.set(frame.toString('hex'), performance.now());
    peer.sendBinary(frame);
    await wait(2 * STEP_MS);
  }
  return sent;
}
