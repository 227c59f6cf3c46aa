import { clauseIn } from '../../relay/case.js';
import { wait } from '../../wire/wait.js';
import { clientCasesOf } from '../case.js';

const clause = clauseIn('receiving');
const pair = clause(
  'With any other `epoch`, the pair (`epoch`, `view`) MUST be one that the receiver has computed itself, else the frame is **undecryptable**',
);
const early = clause(
  "It is dropped: silently during the receiver's first 10 s in the room, and reported as a **replay** after that.",
);

const GRACE_S = 10;
const REMEMBERED_VIEWS = 4_096;

export const receiveViewCases = clientCasesOf('receive', (check) => {
  check(
    'other-view',
    'a frame with another view than the client has computed is undecryptable',
    pair,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const view = Buffer.from(place.room.prefix());
      view.writeUInt8(view.readUInt8(15) ^ 1, 15);
      for (const wrong of [Buffer.alloc(16), view, place.room.prefix(place.self.memberId)]) {
        place.socket.deliver(anna.frame({ view: wrong, seq: 1 }));
        await place.judged('undecryptable', anna.memberId);
      }
      await place.nothingBefore(anna, { seq: 1 });
    },
  );

  check('other-story', 'a member who was told of other members is not understood', pair, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    const told = place.room.admitCompanion();
    place.announce(told, { tag: 'AAAAAAAAAAAAAAAAAAAAAA' });
    await stage.client.report('came');
    place.socket.deliver(anna.frame({ seq: 1 }));
    await place.judged('undecryptable', anna.memberId);
  });

  check('other-name', 'a member who was told of another name is not understood', pair, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    place.announce(place.room.admitCompanion(), { username: 'somebody-else' });
    await stage.client.report('came');
    place.socket.deliver(anna.frame({ seq: 1 }));
    await place.judged('undecryptable', anna.memberId);
  });

  check(
    'future-epoch',
    'a frame with an epoch that the client was not told of is undecryptable',
    pair,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const view = place.room.prefix();
      for (const epoch of [anna.memberId + 1, 0xff_ff_ff_ff]) {
        place.socket.deliver(anna.frame({ epoch, view, seq: 1 }));
        await place.judged('undecryptable', anna.memberId);
      }
      await place.nothingBefore(anna, { seq: 1 });
    },
  );

  check('older-epochs', 'frames of every epoch since the client joined are shown', pair, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    for (let count = 0; count < 3; count++) await place.arrive();
    for (let epoch = place.self.memberId; epoch <= place.room.last; epoch++) {
      const body = `at ${epoch}`;
      place.socket.deliver(anna.frame({ epoch, body }));
      await place.told(anna, { body });
    }
  });

  check(
    'views-remembered',
    'the last 4,096 views are remembered',
    clause('A receiver keeps the views from its own join on, at least the last 4,096.'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const oldest = anna.memberId;
      while (place.room.last < oldest + REMEMBERED_VIEWS - 1) place.announce(place.room.admitCompanion());
      for (let memberId = oldest + 1; memberId <= place.room.last; memberId++)
        await stage.client.report('came');
      for (const epoch of [oldest, oldest + 1, place.room.last]) {
        place.socket.deliver(anna.frame({ epoch, body: `at ${epoch}` }));
        await place.told(anna, { body: `at ${epoch}` });
      }
    },
  );

  check(
    'early-epoch',
    "a frame from before the client's join is dropped silently in its first 10 s, and its seq is not used up",
    early,
    async (stage) => {
      const place = await stage.enter();
      const [ben] = place.room.present;
      if (ben === undefined) return;
      await place.nothingBefore(ben, { seq: 5 });
      for (const epoch of [0, ben.memberId]) place.socket.deliver(ben.frame({ epoch, seq: 6 }));
      place.socket.deliver(ben.frame({ epoch: ben.memberId, view: Buffer.alloc(16, 3), seq: 6 }));
      await place.nothingBefore(ben, { seq: 6 });
    },
  );

  check(
    'early-epoch-later',
    "a frame from before the client's join is a replay after 10 s",
    early,
    async (stage) => {
      const place = await stage.enter();
      const [ben] = place.room.present;
      if (ben === undefined) return;
      await place.nothingBefore(ben, { seq: 5 });
      await wait(stage.seconds(GRACE_S + 0.5));
      place.socket.deliver(ben.frame({ epoch: ben.memberId, seq: 6 }));
      await place.judged('replay', ben.memberId);
      await place.nothingBefore(ben, { seq: 6 });
    },
    { seconds: GRACE_S + 0.5 },
  );
});
