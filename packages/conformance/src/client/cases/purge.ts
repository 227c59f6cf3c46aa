import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';

const clause = clauseIn('6-purge');
const staysOpen = clause(
  'From anybody but the creator, `room:purge` gets the error event `not_creator`, and the connection stays open.',
);
const NOT_CREATOR = { type: 'error', code: 'not_creator', message: 'Only the creator may.' };

export const purgeCases = clientCasesOf('purge', (check) => {
  check(
    'ends-the-room',
    'the creator purges the room by room:purge, and learns that it has ended',
    clause('the creator sent `{"type":"room:purge"}`'),
    async (stage) => {
      const { client } = stage;
      const { socket } = await stage.create();
      client.tell({ do: 'purge' });
      await socket.text('room:purge');
      await client.silence();
      socket.send({ type: 'room:expired', reason: 'purge' });
      socket.close(4411, 'room_purged');
      await client.ended('room_purged');
    },
  );

  check('refused', 'a refused purge is reported, and the connection goes on', staysOpen, async (stage) => {
    const place = await stage.create();
    const id = stage.client.tell({ do: 'purge' });
    await place.socket.text('room:purge');
    place.socket.send(NOT_CREATOR);
    equal((await stage.client.answer(id, 'failed'))['why'], 'not_creator', 'why the purge failed');
    await place.say({ body: 'still here' });
  });

  check(
    'by-somebody-else',
    'whoever is not the creator is refused a purge, by the client or by the relay, and goes on',
    staysOpen,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      place.socket.onPurge = () => place.socket.send(NOT_CREATOR);
      const id = stage.client.tell({ do: 'purge' });
      equal((await stage.client.answer(id, 'failed'))['why'], 'not_creator', 'why the purge failed');
      await place.nothingBefore(anna);
      await place.say({ body: 'still here' });
    },
  );
});

export const leaveCases = clientCasesOf('leave', (check) => {
  const leave = clauseIn('5-leave');

  check(
    'closes',
    'whoever leaves ends its connection, and does not come back',
    leave('A member is out at the first of these moments:'),
    async (stage) => {
      const place = await stage.enter();
      await stage.leave(place);
      await stage.client.silence();
      equal(stage.relay.upgrades.length, 1, 'the connections');
    },
  );

  check(
    'no-resurrection',
    'whoever joins again is somebody new',
    leave('There is no grace period and no resurrection.'),
    async (stage) => {
      const first = await stage.enter();
      await first.say({ body: 'one' });
      await stage.leave(first);
      const second = await stage.join(first.room);
      equal(second.report['memberId'], second.self.memberId, 'the memberId of the report joined');
      const { senderId, seq } = await second.say({ body: 'one' });
      equal({ senderId, seq }, { senderId: second.self.memberId, seq: 1 }, 'the first message');
    },
  );
});
