import { holds, refused, same } from './expect.js';

export const create = [
  {
    name: 'creating gives a room, its wishes granted',
    async run(context) {
      const { room } = await context.create({ ttl: 600, capacity: 4 });
      same([room.state, room.creator, room.capacity], ['joined', true, 4], 'state, creator, capacity');
      holds(room.ttlRemaining > 590_000 && room.ttlRemaining <= 600_000, 'ten minutes are left');
      same(room.members, [room.self], 'who is there');
      same([room.self.memberId, room.self.self], [1, true], 'oneself');
      holds(/^[a-z]+-[a-z]+(-\d+)?$/.test(room.self.username), `${room.self.username} is a name`);
    },
  },
  {
    name: 'wishes that a relay does not grant are put into its range',
    async run(context) {
      const { room } = await context.create({ ttl: 999_999_999, capacity: 1 });
      same(room.capacity, 2, 'capacity');
      holds(room.ttlRemaining <= 86_400_000, 'a day is the longest');
    },
  },
  {
    name: 'a link is taken apart and put together again',
    async run(context) {
      const { room } = await context.create();
      const parts = context.parts(room.link);
      same(parts.origin, context.relay, 'origin');
      same(context.sdk.formatRoomLink(parts), room.link, 'the link again');
      holds(new URL(room.link).search === '', 'nothing of it is in a query');
    },
  },
  {
    name: 'creating is given up while solving',
    async run(context) {
      const control = new AbortController();
      const onProgress = () => control.abort();
      const creating = context.create({ signal: control.signal, onProgress }, context.hardRelay);
      await refused(creating, 'aborted', 'a creation that was aborted');
    },
  },
  {
    name: 'a signal that is aborted already creates nothing',
    async run(context) {
      const control = new AbortController();
      control.abort();
      await refused(context.create({ signal: control.signal }), 'aborted', 'a creation without a chance');
    },
  },
  {
    name: 'a relay that is not there is a network error, and temporary',
    async run(context) {
      const line = await context.line();
      await line.tell('refuse');
      const { temporary } = await refused(context.create({}, line.origin), 'network', 'nobody to answer');
      same(temporary, true, 'temporary');
    },
  },
  {
    name: 'what is no address of a relay is refused',
    async run(context) {
      for (const address of ['nonsense', 'ftp://127.0.0.1', `${context.relay}/somewhere`]) {
        await refused(context.create({}, address), 'invalid_argument', address);
      }
    },
  },
];
