import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import type { Companion } from '../relay/companion.js';
import type { Place } from '../relay/place.js';

const clause = clauseIn('receiving');
const oneQueue = clause(
  'A receiver takes frames and events in the order of their arrival, through one queue.',
);
const emptied = clause(
  'When the connection or the room ends, it MUST empty the queue before it reports the end.',
);
const MANY = 120;

/** Long and short ones in turn: where opening is asynchronous, the short ones are ready first. */
const bodyAt = (index: number): string => `${index} ${'x'.repeat(index % 2 === 0 ? 15_000 : 0)}`;

function deliverMany(place: Place, members: readonly Companion[]): void {
  for (let index = 0; index < MANY; index++) {
    const member = members[index % members.length];
    if (member) place.socket.deliver(member.frame({ body: bodyAt(index) }));
  }
}

async function toldMany(place: Place, members: readonly Companion[]): Promise<void> {
  for (let index = 0; index < MANY; index++) {
    const member = members[index % members.length];
    if (member) await place.told(member, { body: bodyAt(index) });
  }
}

export const orderCases = clientCasesOf('order', (check) => {
  check('messages', 'messages are shown in the order of their arrival', oneQueue, async (stage) => {
    const place = await stage.enter();
    const members = [await place.arrive(), await place.arrive()];
    deliverMany(place, members);
    await toldMany(place, members);
  });

  check('events', 'messages and events are told in one order', oneQueue, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    const { socket, room } = place;
    socket.deliver(anna.frame({ body: bodyAt(0) }));
    const ben = room.admitCompanion();
    place.announce(ben);
    socket.deliver(ben.frame({ body: bodyAt(2) }));
    socket.deliver(anna.frame({ body: bodyAt(1) }));
    socket.send({ type: 'presence:leave', memberId: anna.memberId });
    socket.deliver(ben.frame({ body: bodyAt(4) }));
    socket.send({ type: 'presence:leave', memberId: ben.memberId });

    await place.told(anna, { body: bodyAt(0) });
    equal((await stage.client.report('came'))['memberId'], ben.memberId, 'who came');
    await place.told(ben, { body: bodyAt(2) });
    await place.told(anna, { body: bodyAt(1) });
    equal((await stage.client.report('went'))['memberId'], anna.memberId, 'who went');
    await place.told(ben, { body: bodyAt(4) });
    equal((await stage.client.report('went'))['memberId'], ben.memberId, 'who went');
  });

  check(
    'verdicts',
    'what is reported of bad frames keeps its place among the messages',
    oneQueue,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const bad = anna.frame({ seq: 1, key: Buffer.alloc(32), body: bodyAt(0) });
      place.socket.deliver(anna.frame({ seq: 1, body: bodyAt(0) }));
      place.socket.deliver(bad);
      place.socket.deliver(anna.frame({ seq: 2, body: bodyAt(1) }));
      await place.told(anna, { body: bodyAt(0) });
      await place.judged('undecryptable', anna.memberId);
      await place.told(anna, { body: bodyAt(1) });
    },
  );

  check(
    'before-the-ttl',
    'what came before the room expired is told before its end',
    emptied,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      deliverMany(place, [anna]);
      place.socket.send({ type: 'room:expired', reason: 'ttl' });
      place.socket.close(4410, 'room_expired');
      await toldMany(place, [anna]);
      await stage.client.ended('room_expired');
    },
  );

  check(
    'before-the-purge',
    'what came before the room was purged is told before its end',
    emptied,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      deliverMany(place, [anna]);
      place.socket.send({ type: 'room:expired', reason: 'purge' });
      place.socket.close(4411, 'room_purged');
      await toldMany(place, [anna]);
      await stage.client.ended('room_purged');
    },
  );

  check(
    'before-the-loss',
    'what came before the connection was lost is told before that',
    emptied,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      deliverMany(place, [anna]);
      place.socket.hangUp();
      await toldMany(place, [anna]);
      await stage.client.report(['away', 'ended']);
    },
  );
});
