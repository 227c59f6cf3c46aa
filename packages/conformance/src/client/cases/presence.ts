import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { newTag } from '../../wire/member.js';
import { clientCasesOf } from '../case.js';
import type { Place } from '../relay/place.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('3-join');
const misbehaving = clause(
  'A client that sees anything else MUST close the connection and report a misbehaving relay.',
);

/** The relay announces a member under this memberId, which is wrong; the client closes the connection and says why. */
async function refuses(stage: Stage, place: Place, memberId: number): Promise<void> {
  place.socket.send({ type: 'presence:join', memberId, username: 'odd-one', tag: newTag() });
  await stage.client.ended('misbehaving_relay');
  await place.socket.expect('closed');
}

export const presenceCases = clientCasesOf('presence', (check) => {
  check(
    'join',
    'a member who joins is reported',
    clause('The memberIds in `presence:join` rise by one each time.'),
    async (stage) => {
      const place = await stage.enter({ others: 2 });
      for (let count = 0; count < 5; count++) await place.arrive();
    },
  );

  check(
    'leave',
    'a member who leaves is reported, and the connection goes on',
    clauseIn('5-leave')('At that moment each of the others gets'),
    async (stage) => {
      const place = await stage.enter({ others: 2 });
      const [first, second] = place.room.present;
      const anna = await place.arrive();
      for (const one of [second, anna, first]) if (one) await place.depart(one);
      await place.say({ body: 'alone' });
    },
  );

  check(
    'skipped',
    'a memberId that skips one ends the connection as that of a misbehaving relay',
    misbehaving,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await refuses(stage, place, anna.memberId + 2);
    },
  );

  check(
    'repeated',
    'a memberId that was there already ends the connection as that of a misbehaving relay',
    misbehaving,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await refuses(stage, place, anna.memberId);
    },
  );

  check(
    'lower',
    'a lower memberId ends the connection as that of a misbehaving relay',
    misbehaving,
    async (stage) => {
      const place = await stage.enter({ others: 3 });
      await place.arrive();
      await refuses(stage, place, 2);
    },
  );

  check(
    'first-is-next',
    'the first memberId that is told must be one above the own one',
    clause("The first is one above the receiver's own."),
    async (stage) => {
      const first = await stage.enter();
      await refuses(stage, first, first.self.memberId);
      const second = await stage.enter();
      await refuses(stage, second, second.self.memberId + 2);
    },
  );

  check(
    'again-after-leaving',
    'a memberId is not given again to somebody who comes after a member has left',
    clause('counts from 1 in each room; never given twice'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await place.depart(anna);
      await refuses(stage, place, anna.memberId);
    },
  );

  check(
    'nothing-afterwards',
    'a client does not come back by itself to a relay that misbehaves',
    misbehaving,
    async (stage) => {
      const place = await stage.enter();
      await refuses(stage, place, 1);
      await stage.client.silence();
      equal(stage.relay.upgrades.length, 1, 'the connections');
    },
  );
});
