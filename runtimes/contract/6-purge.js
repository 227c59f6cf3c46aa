import { JumpingClock } from './jumping-clock.js';
import { holds, refused, same } from './expect.js';
import { bounded } from './bounded.js';

const endOf = ({ room }) => bounded(room.closed, 'the end of the room');

export const purge = [
  {
    name: 'its creator ends a room for everybody, and nothing is left of it',
    async run(context) {
      const { anna, ben, link } = await context.pair();
      await anna.room.send('last words');
      await anna.room.purge();
      for (const member of [anna, ben]) same((await endOf(member)).reason, 'purged', 'how it ended');
      same(ben.record.texts, ['last words'], 'what came before');
      same(ben.record.states, ['closed'], 'states');
      await refused(context.join(link), 'room_not_found', 'a purged room');
    },
  },
  {
    name: 'nobody else can end it',
    async run(context) {
      const { anna, ben } = await context.pair();
      await refused(ben.room.purge(), 'not_creator', 'a purge by another');
      await ben.room.send('still here');
      await anna.record.text('still here');
    },
  },
  {
    name: 'a room ends for everybody when its time is up',
    async run(context) {
      const { anna, ben, link } = await context.pair({ anna: { ttl: 2 } });
      for (const member of [anna, ben]) same((await endOf(member)).reason, 'expired', 'how it ended');
      same([anna.room.ttlRemaining, ben.room.members.length], [0, 0], 'what is left of it');
      // The clients end it by clocks of their own, perhaps a moment before the relay.
      const { code } = await context.join(link).then(
        () => ({ code: 'joined' }),
        (error) => error,
      );
      holds(['room_not_found', 'room_expired'].includes(code), `it is over, not ${code}`);
    },
  },
  {
    name: 'a room ends by the own clock, even if no relay says so',
    async run(context) {
      const clock = new JumpingClock();
      const { ben } = await context.pair({ anna: { ttl: 600 }, ben: { clock } });
      clock.skip(600_000);
      same((await endOf(ben)).reason, 'expired', 'how it ended');
    },
  },
];
