import { holds, refused, same } from './expect.js';

const OTHER_SECRET = 'AAAAAAAAAAAAAAAAAAAAAA';
const NOBODYS_ROOM = 'BBBBBBBBBBBBBBBBBBBBBA';

export const join = [
  {
    name: 'who joins is told who is there, and they are told who joined',
    async run(context) {
      const { anna, ben } = await context.pair();
      same([ben.room.creator, ben.room.state], [false, 'joined'], 'the joiner');
      const names = [anna.room.self.username, ben.room.self.username];
      const namesFor = ({ room }) => room.members.map(({ username }) => username);
      same([namesFor(anna), namesFor(ben)], [names, names], 'who is there');
      same(anna.record.all('joined'), [{ ...ben.room.self, self: false }], 'who joined');
    },
  },
  {
    name: 'a wrong secret is refused',
    async run(context) {
      const { room } = await context.create();
      const link = context.changed(room.link, { roomSecret: OTHER_SECRET });
      const { temporary } = await refused(context.join(link), 'bad_secret', 'a wrong secret');
      same(temporary, false, 'temporary');
    },
  },
  {
    name: 'a full room is refused, until somebody has left',
    async run(context) {
      const { anna, ben, link } = await context.pair({ anna: { capacity: 2 } });
      await refused(context.join(link), 'room_full', 'a third in a room for two');
      await ben.room.leave();
      await anna.record.one('left');
      const { room } = await context.join(link);
      same(room.self.memberId, 3, 'a memberId that nobody had before');
    },
  },
  {
    name: 'a room that is not there is refused',
    async run(context) {
      const { room } = await context.create();
      const link = context.changed(room.link, { roomId: NOBODYS_ROOM });
      await refused(context.join(link), 'room_not_found', 'a room that nobody made');
    },
  },
  {
    name: 'a damaged link says which part of it is',
    async run(context) {
      const { room } = await context.create();
      const damaged = {
        link_malformed: 'nonsense',
        link_room_id: room.link.replace('/r/', '/r/~'),
        link_key: room.link.replace(/k=[^&]*/, 'k=short'),
        link_secret: room.link.replace(/s=[^&]*/, 's=short'),
      };
      for (const [code, link] of Object.entries(damaged)) {
        await refused(context.join(link), code, 'a damaged link');
        same(context.sdk.parseRoomLink(link), { ok: false, code }, 'the same without joining');
      }
    },
  },
  {
    name: 'joining is given up while nobody answers',
    async run(context) {
      const { room } = await context.create();
      const line = await context.line();
      await line.tell('stall');
      const control = new AbortController();
      const joining = context.join(context.through(room.link, line), { signal: control.signal });
      setTimeout(() => control.abort(), 50);
      await refused(joining, 'aborted', 'a join that was aborted');
      same(room.members.length, 1, 'members');
    },
  },
  {
    name: 'joining where connections are refused is a network error',
    async run(context) {
      const { room } = await context.create();
      const line = await context.line();
      await line.tell('refuse');
      await refused(context.join(context.through(room.link, line)), 'network', 'a way that is closed');
    },
  },
  {
    name: 'what listens from the start misses nothing',
    async run(context) {
      const { anna, link } = await context.pair();
      const [clara] = await Promise.all([context.join(link), anna.record.one('joined', isThird)]);
      await anna.room.send('at once');
      await clara.record.text('at once');
      holds(clara.room.members.length === 3, 'three are there');
    },
  },
];

const isThird = ({ memberId }) => memberId === 3;
