import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import type { Place } from '../relay/place.js';

const clause = clauseIn('3-join');
const MANY = 60;

/** The client's next message has the epoch and the view that the kit has computed. */
async function agrees(place: Place): Promise<void> {
  const { epoch, view } = await place.say({ body: 'what do you see?' });
  equal(epoch, place.room.last, 'the epoch of a message');
  equal(view, place.room.prefix(), `the view of a message at epoch ${epoch}`);
}

export const viewCases = clientCasesOf('view', (check) => {
  check(
    'of-the-creator',
    'the creator computes its view from 32 bytes of zero',
    clause('view(0) = 32 bytes of zero'),
    async (stage) => agrees(await stage.create()),
  );

  check(
    'of-a-joiner',
    'a joiner computes its view from the one that it is given, with its own tag and name',
    clause('`room:joined` carries view(memberId − 1). The joiner computes its own from that'),
    async (stage) => {
      for (const memberId of [2, 256, 70_000]) {
        const place = await stage.enter({ memberId, others: 0 });
        await agrees(place);
        await stage.leave(place);
      }
    },
  );

  check(
    'of-those-who-come',
    'every presence:join leads to the next view',
    clause('every client computes the following ones itself from each `presence:join`.'),
    async (stage) => {
      const place = await stage.enter({ others: 2 });
      await agrees(place);
      for (let count = 0; count < 4; count++) {
        await place.arrive();
        await agrees(place);
      }
    },
  );

  check(
    'of-many',
    'the view after many members is right, names of every form included',
    clause(
      'view(n) = SHA-256( view(n − 1) ‖ n (u32) ‖ tag of member n (16 bytes) ‖ ASCII(username of member n) )',
    ),
    async (stage) => {
      const place = await stage.create();
      for (let count = 0; count < MANY; count++) await place.arrive();
      await agrees(place);
    },
  );

  check(
    'after-leaving',
    'a member who leaves changes neither epoch nor view',
    clauseIn('seq-epoch-and-view')(
      '`epoch` is the highest memberId that `room:joined` or `presence:join` has told the sender of, its own included.',
    ),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await place.depart(anna);
      await agrees(place);
    },
  );

  check(
    'own-included',
    'the epoch of a client that was told of nobody after it is its own memberId',
    clauseIn('seq-epoch-and-view')(
      '`epoch` is the highest memberId that `room:joined` or `presence:join` has told the sender of, its own included.',
    ),
    async (stage) => {
      const place = await stage.enter({ others: 3 });
      const { epoch } = await place.say({ body: 'hello' });
      equal(epoch, place.self.memberId, 'the epoch of a message');
    },
  );

  check(
    'sealed-anew',
    'messages that had to wait are sealed with the epoch and the view of the moment in which they are sent',
    clauseIn('seq-epoch-and-view')(
      'If a `presence:join` arrives between sealing and sending, the message MUST be sealed again with the new epoch and view, the same `seq` and a new IV.',
    ),
    async (stage) => {
      const place = await stage.enter();
      const total = 40;
      for (let count = 0; count < total; count++) place.ask({ body: `message ${count}` });
      const early = await place.socket.frames();
      await place.arrive();
      // Those that were on their way when somebody joined.
      early.push(...(await place.socket.frames()));
      for (const frame of early) place.socket.deliver(frame);
      for (let count = early.length; count < total; count++) {
        const { seq, epoch, view, frame } = await place.sent();
        equal({ seq, epoch }, { seq: count + 1, epoch: place.room.last }, 'seq and epoch of a message');
        equal(view, place.room.prefix(), 'the view of a message');
        place.socket.deliver(frame);
      }
      for (let count = 0; count < total; count++) await stage.client.report('acknowledged');
    },
  );

  check(
    'while-joining',
    'seq has neither holes nor repetitions, and epoch and view go together, while members join',
    clauseIn('seq-epoch-and-view')('A client seals one message at a time.'),
    async (stage) => {
      const place = await stage.enter();
      const total = 25;
      for (let count = 0; count < total; count++) {
        place.ask({ body: 'x'.repeat(count * 100) });
        place.announce(place.room.admitCompanion());
        // Now and then so that it has been told.
        if (count % 5 !== 4) continue;
        for (let joined = 0; joined < 5; joined++) await stage.client.report('came');
      }
      const ivs = new Set<string>();
      let last = place.self.memberId;
      for (let count = 1; count <= total; count++) {
        const { seq, epoch, view, iv, frame } = await place.sent();
        place.socket.deliver(frame);
        equal(seq, count, 'the seq of a message');
        equal(epoch >= last, true, 'whether the epoch is at least that of the message before');
        equal(view, place.room.prefix(epoch), `the view of a message at epoch ${epoch}`);
        last = epoch;
        ivs.add(iv.toString('hex'));
      }
      equal(ivs.size, total, 'the different IVs');
    },
  );
});
