import { equal, oneOf } from '../../check.js';
import { expectRefused } from '../../wire/first.js';
import { newRoom, type Room } from '../../wire/gate.js';
import {
  at,
  gather,
  join,
  joinMessage,
  joinTo,
  joinWith,
  message,
  pair,
  type Member,
} from '../../wire/member.js';
import { expectErrorEvent, expectNothingElse, expectRoomEnd, showItem } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('6-purge');
const gone = clause('From then on the roomId is `room_not_found`.');
const ends = clause('purge | the creator sent `{"type":"room:purge"}` | `"purge"` | 4411, `room_purged`');
const notCreator = clause(
  'From anybody but the creator, `room:purge` gets the error event `not_creator`, and the connection stays open.',
);

const PURGE = { type: 'room:purge' };
const ROUNDS = 20;
const RACERS = 20;

export const purgeCases = casesOf('purge', (check) => {
  check(
    'by-creator',
    'a purge by the creator ends the room for all, the creator too',
    ends,
    async (relay) => {
      const { room, members } = await some(relay, 4);
      at(members, 0).peer.send(PURGE);
      for (const { peer } of members) await expectRoomEnd(peer, 'purge');
      await expectRefused(relay, joinMessage(room), 'room_not_found');
    },
  );

  check('alone', 'a creator that is alone ends the room, unknown fields or not', gone, async (relay) => {
    const room = await newRoom(relay);
    const alone = await join(relay, room);
    alone.peer.sendText('{"reason":"ttl","type":"room:purge","roomId":"another"}');
    await expectRoomEnd(alone.peer, 'purge');
    await expectRefused(relay, joinMessage(room), 'room_not_found');
  });

  check(
    'one-step',
    'whoever joins while a room is purged is in it and told of its end, or finds no room: nothing is left between',
    clause('Members, timer and lookup entry MUST go in one synchronous step.'),
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const creator = await join(relay, room);
      const racers = await Promise.all(Array.from({ length: RACERS }, () => WsPeer.open(relay)));
      racers.forEach((peer, n) => {
        if (n === RACERS / 2) creator.peer.send(PURGE);
        peer.send(joinMessage(room));
      });
      for (const peer of racers) {
        const end = at(await peer.untilClosed(), -1);
        oneOf(
          showItem(end),
          ['close 4411 room_purged', 'close 4404 room_not_found'],
          'how each of them ends',
        );
      }
      await expectRefused(relay, joinMessage(room), 'room_not_found');
    },
    { fits: ({ limits }) => limits.capacity.max > RACERS },
  );

  check('own-room', 'a purge ends no other room', ends, async (relay) => {
    const other = await join(relay, await newRoom(relay));
    const alone = await join(relay, await newRoom(relay));
    alone.peer.send(PURGE);
    await expectRoomEnd(alone.peer, 'purge');
    await expectNothingElse(other.peer);
  });

  check(
    'last',
    'the end comes behind what was sent before it, and before nothing: no message, no presence, no error',
    clause('They get no error event and no `presence:leave`.'),
    async (relay) => {
      const room = await newRoom(relay);
      const creator = await joinWith(await RawPeer.open(relay), room);
      const other = await joinTo(await WsPeer.open(relay), room, [creator]);
      const last = message(1);
      creator.peer.write(
        { opcode: OPCODE.binary, payload: last },
        { opcode: OPCODE.text, payload: Buffer.from(JSON.stringify(PURGE)) },
        { opcode: OPCODE.binary, payload: message(1) },
      );
      for (const { peer } of [creator, other]) {
        equal(await peer.frame(), last, 'the message before the purge');
        await expectRoomEnd(peer, 'purge');
      }
    },
  );

  check(
    'same-place',
    'the end stands at one place in an order that is the same for all',
    clauseIn('4-message')('All members of a room see one and the same order of frames.'),
    async (relay) => {
      const { members } = await some(relay, 4);
      for (let round = 0; round < ROUNDS; round++) {
        for (const { peer, joined } of members) peer.sendBinary(message(joined.memberId));
        if (round === ROUNDS / 2) at(members, 0).peer.send(PURGE);
      }
      const seen = await Promise.all(members.map(({ peer }) => peer.untilClosed()));
      const [first = [], ...others] = seen.map((items) => items.map(showItem));
      for (const other of others)
        equal(other.join('\n') === first.join('\n'), true, 'the same as the first member saw');
      const events = first.filter((item) => item.startsWith('event'));
      equal(events.length, 1, 'how many events');
      equal(first.indexOf(at(events, 0)), first.length - 2, 'the place of the event, before the close');
    },
  );

  check(
    'not-creator',
    'a purge by another is not_creator, told to it alone, and changes nothing',
    notCreator,
    async (relay) => {
      const { members } = await some(relay, 3);
      const other = at(members, 1);
      other.peer.send(PURGE);
      await expectErrorEvent(other.peer, 'not_creator');
      const sent = message(2);
      other.peer.sendBinary(sent);
      for (const { peer } of members) {
        equal(await peer.frame(), sent, 'a message after it');
        await expectNothingElse(peer);
      }
    },
  );

  check(
    'former-creator',
    'after the creator has left nobody can purge, not even when it comes back',
    notCreator,
    async (relay) => {
      const room = await newRoom(relay);
      const [creator, other] = await pair(relay, room);
      creator.peer.leave();
      await other.peer.event('presence:leave');
      const back = await joinTo(await WsPeer.open(relay), room, [other]);
      for (const { peer } of [back, other]) {
        peer.send(PURGE);
        await expectErrorEvent(peer, 'not_creator');
        await expectNothingElse(peer);
      }
    },
  );
});

async function some(relay: Relay, count: number): Promise<{ room: Room; members: Member[] }> {
  const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
  return { room, members: await gather(relay, room, Math.min(count, room.capacity)) };
}
