import { refused, same } from './expect.js';

export const leave = [
  {
    name: 'who leaves is out, and the others are told',
    async run(context) {
      const { anna, ben } = await context.pair();
      const { self } = ben.room;
      await ben.room.leave();
      same(await ben.room.closed, { reason: 'left', code: undefined }, 'how it ended for who left');
      same(
        [ben.room.state, ben.room.members, ben.room.ttlRemaining],
        ['closed', [], 0],
        'what is left of it',
      );
      const left = await anna.record.one('left');
      same(left, { ...self, self: false }, 'who left');
      same(anna.room.members, [anna.room.self], 'who is there');
    },
  },
  {
    name: 'what is sent after leaving is refused',
    async run(context) {
      const { room } = await context.create();
      await room.leave();
      await room.leave();
      await refused(room.send('too late'), 'closed', 'a message after the end');
      await refused(room.purge(), 'closed', 'a purge after the end');
      same(await room.messages().next(), { value: undefined, done: true }, 'messages after the end');
    },
  },
  {
    name: 'a room whose last member has left is gone',
    async run(context) {
      const { anna, ben, link } = await context.pair();
      await anna.room.leave();
      await ben.record.one('left');
      await ben.room.leave();
      await refused(context.join(link), 'room_not_found', 'an empty room');
    },
  },
];
