import { equal, holds, matches } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { FIRST_VIEW, at, gather, join, joinMessage, nextView, pair } from '../../wire/member.js';
import { showItem, type Peer, type RoomEvent } from '../../wire/peer.js';
import { ID_32 } from '../../wire/table.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('3-join');

const RACERS = 20;

/** Who is first, who follows, and that nobody slips in between. */
export const joinOrderCases = casesOf('join', (check) => {
  check(
    'creator',
    'the first to join is the creator, and nobody else',
    clause('The first connection that joins a room successfully is its creator.'),
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const members = await gather(relay, room, Math.min(4, room.capacity));
      const creators = members.filter(({ joined }) => joined.creator).map(({ joined }) => joined.memberId);
      equal(creators, [1], 'the creators');
    },
  );

  check(
    'no-second-creator',
    'nobody becomes the creator after it has left, with its old tag neither',
    clause('No later connection ever is, not even one of the same person.'),
    async (relay) => {
      const room = await newRoom(relay);
      const [creator, other] = await pair(relay, room);
      creator.peer.leave();
      await other.peer.event('presence:leave');
      const returned = await WsPeer.open(relay);
      returned.send(joinMessage(room, creator.tag));
      equal(named(await returned.event('room:joined')), { memberId: 3, creator: false }, 'who comes back');
    },
  );

  check(
    'views',
    'each joiner is given the view before it, chained over all who joined',
    clause('`room:joined` carries view(memberId − 1).'),
    async (relay) => {
      const room = await newRoom(relay);
      const members = await gather(relay, room, 2);
      at(members, 1).peer.leave();
      await at(members, 0).peer.event('presence:leave');
      members.push(await join(relay, room));
      let view = FIRST_VIEW;
      for (const { joined, tag } of members) {
        matches(joined.view, ID_32, 'the view');
        equal(joined.view, view, `view(${joined.memberId - 1})`);
        view = nextView(view, joined.memberId, tag, joined.username);
      }
    },
  );

  check(
    'parallel-capacity',
    `of ${RACERS} that join at the same time as many get in as there are places`,
    clause('The checks and the adding of the member MUST be one synchronous step.'),
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.min}`);
      const racers = Math.max(RACERS, room.capacity + 2);
      const peers = await Promise.all(Array.from({ length: racers }, () => WsPeer.open(relay)));
      for (const peer of peers) peer.send(joinMessage(room));
      const firsts = await Promise.all(peers.map(firstEvent));
      const joined = firsts
        .filter(({ event }) => event['type'] === 'room:joined')
        .map(({ event }) => named(event));
      const places = Array.from({ length: room.capacity }, (_, n) => n + 1);
      equal(
        joined.map(({ memberId }) => Number(memberId)).sort((a, b) => a - b),
        places,
        'the memberIds of those in',
      );
      equal(
        joined.filter(({ creator }) => creator).map(({ memberId }) => memberId),
        [1],
        'the creator',
      );
      for (const { peer, event } of firsts.filter(({ event }) => event['type'] !== 'room:joined')) {
        equal(event['code'], 'room_full', 'what the others are told');
        equal(await peer.closed(), { code: 4409, reason: 'room_full' }, 'their close');
      }
    },
  );
});

/** What tells members apart. */
export const named = (event: object): { memberId: unknown; creator: unknown } => {
  const { memberId, creator } = event as RoomEvent;
  return { memberId, creator };
};

async function firstEvent(peer: Peer): Promise<{ peer: Peer; event: RoomEvent }> {
  const item = await peer.inbox.next('the first event');
  holds(item.kind === 'event', 'what arrives first', 'an event', showItem(item));
  return { peer, event: item.event };
}
