import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import type { Companion } from '../relay/companion.js';
import type { Place } from '../relay/place.js';

const clause = clauseIn('receiving');
const replay = clause(
  'A `seq` that was seen already from this memberId, or that is lower than one seen, makes the frame a **replay**; it is dropped.',
);
const jump = clause(
  'A jump is reported as a **gap**, with the number of messages missing, and the message is then shown.',
);
const MAX_U32 = 0xff_ff_ff_ff;

/** This seq of theirs is reported as a gap of so many, and then shown. */
async function leaps(place: Place, member: Companion, seq: number, missing: number): Promise<void> {
  const body = `number ${seq}`;
  place.socket.deliver(member.frame({ seq, body }));
  const report = await place.judged('gap', member.memberId);
  equal(report['missing'], missing, `how many are missing before ${seq}`);
  await place.told(member, { body });
}

export const receiveSeqCases = clientCasesOf('receive', (check) => {
  check('replay', 'a frame that comes again is a replay', replay, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    const frame = anna.frame({ body: 'once' });
    place.socket.deliver(frame);
    await place.told(anna, { body: 'once' });
    for (let count = 0; count < 2; count++) {
      place.socket.deliver(frame);
      await place.judged('replay', anna.memberId);
    }
    await place.nothingBefore(anna, { seq: 2 });
  });

  check('seq-again', 'another message with a seq that was seen is a replay', replay, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    await place.nothingBefore(anna, { seq: 1 });
    place.socket.deliver(anna.frame({ seq: 1, body: 'not that' }));
    await place.judged('replay', anna.memberId);
    await place.nothingBefore(anna, { seq: 2 });
  });

  check(
    'seq-lower',
    'a message with a lower seq than one that was seen is a replay, even if it never came',
    replay,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await leaps(place, anna, 5, 4);
      for (const seq of [4, 1, 0]) {
        place.socket.deliver(anna.frame({ seq }));
        await place.judged('replay', anna.memberId);
      }
      await place.nothingBefore(anna, { seq: 6 });
    },
  );

  check(
    'replay-of-those-before',
    'a frame of a member who was there before is a replay when it comes again',
    replay,
    async (stage) => {
      const place = await stage.enter();
      const [ben] = place.room.present;
      if (ben === undefined) return;
      const frame = ben.frame({ seq: 9, body: 'once' });
      place.socket.deliver(frame);
      await place.told(ben, { body: 'once' });
      place.socket.deliver(frame);
      await place.judged('replay', ben.memberId);
      place.socket.deliver(ben.frame({ seq: 8 }));
      await place.judged('replay', ben.memberId);
      await place.nothingBefore(ben, { seq: 10 });
    },
  );

  check(
    'gap',
    'a jump is reported with the number of messages missing, then the message is shown',
    jump,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await place.nothingBefore(anna, { seq: 1 });
      await leaps(place, anna, 3, 1);
      await leaps(place, anna, 10, 6);
      await leaps(place, anna, MAX_U32, MAX_U32 - 11);
    },
  );

  check('gap-of-each', 'every member has a count of its own', jump, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    const carl = await place.arrive();
    await place.nothingBefore(anna, { seq: 1 });
    await place.nothingBefore(carl, { seq: 1 });
    await place.nothingBefore(anna, { seq: 2 });
    await leaps(place, carl, 4, 2);
    await place.nothingBefore(anna, { seq: 3 });
  });

  check(
    'starts-at-one',
    'whoever joined after the client starts at 1: a later start is a gap',
    clause("A memberId above the receiver's own starts at 1."),
    async (stage) => {
      const place = await stage.enter();
      await leaps(place, await place.arrive(), 3, 2);
      await place.nothingBefore(await place.arrive(), { seq: 1 });
    },
  );

  check(
    'starts-anywhere',
    'whoever was there before the client starts at the first seq that is seen',
    clause('Any other starts at the first `seq` seen from it.'),
    async (stage) => {
      const place = await stage.enter({ others: 2 });
      const [ben, dora] = place.room.present;
      if (ben === undefined || dora === undefined) return;
      await place.nothingBefore(ben, { seq: 7 });
      await place.nothingBefore(dora, { seq: 1 });
      await leaps(place, ben, 9, 1);
    },
  );

  check(
    'outlives-leaving',
    'what was seen from a member is remembered after it has left',
    clause('This memory MUST outlive `presence:leave`.'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const frame = anna.frame({ seq: 1, body: 'bye' });
      place.socket.deliver(frame);
      await place.told(anna, { body: 'bye' });
      await place.depart(anna);
      place.socket.deliver(frame);
      await place.judged('replay', anna.memberId);
    },
  );
});
