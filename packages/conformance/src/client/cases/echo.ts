import { equal, holds } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { encodeMessage, encodePlaintext, sealBlob } from '../../wire/envelope.js';
import { clientCasesOf } from '../case.js';
import type { Place } from '../relay/place.js';

const clause = clauseIn('4-message');
const foreign = clause(
  "Any other frame that carries the receiver's own memberId is reported and acknowledges nothing.",
);
const unknownFate = clause('A client MUST NOT resend it by itself; only the person may.');

const VERDICTS = ['replay', 'undecryptable', 'unsupported'];

/** The client reports a frame under its own memberId that is not one of its own. */
async function reported({ client, self }: Place): Promise<void> {
  const report = await client.report(VERDICTS);
  equal(report['from'], self.memberId, `whom the report ${report.did} names`);
}

/** A copy with one bit changed. */
function flipped(frame: Buffer, at: number): Buffer {
  const copy = Buffer.from(frame);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at);
  return copy;
}

export const echoCases = clientCasesOf('echo', (check) => {
  check(
    'acknowledges',
    'a message is acknowledged by its echo, and not before',
    clause("A sender's frame coming back to it, equal in every byte, is its acknowledgement."),
    async (stage) => {
      const place = await stage.enter();
      const id = place.ask({ body: 'hello' });
      const { frame } = await place.sent();
      await stage.client.silence();
      place.socket.deliver(frame);
      await stage.client.answer(id, 'acknowledged');
    },
  );

  check(
    'of-several',
    'each of several messages is acknowledged by its own echo',
    clause("A sender's frame coming back to it, equal in every byte, is its acknowledgement."),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const ids = ['one', 'two', 'three', 'four'].map((body) => place.ask({ body }));
      // How many are sent before the first echo is the client's choice.
      for (let frames: Buffer[] = []; ids.length > 0;) {
        if (frames.length === 0) frames = await place.socket.frames();
        const [frame, ...later] = frames;
        holds(frame !== undefined, 'the messages that are sent', `${ids.length} more`, 0);
        frames = later;
        await place.nothingBefore(anna);
        place.socket.deliver(frame);
        await stage.client.answer(ids.shift() ?? 0, 'acknowledged');
      }
    },
  );

  check(
    'changed',
    'an echo with a changed byte is reported and acknowledges nothing',
    foreign,
    async (stage) => {
      const place = await stage.enter();
      const id = place.ask({ body: 'hello' });
      const { frame } = await place.sent();
      for (const at of [5, 17, frame.length - 1]) {
        place.socket.deliver(flipped(frame, at));
        await reported(place);
      }
      await stage.client.silence();
      place.socket.deliver(frame);
      await stage.client.answer(id, 'acknowledged');
    },
  );

  check('twice', 'an echo that comes a second time is reported', foreign, async (stage) => {
    const place = await stage.enter();
    const { frame } = await place.say({ body: 'hello' });
    place.socket.deliver(frame);
    await reported(place);
    await place.say({ body: 'hello again' });
  });

  check(
    'forged',
    'a good frame of somebody else under the own memberId is reported and not shown',
    foreign,
    async (stage) => {
      const place = await stage.enter();
      const { room, self } = place;
      const plaintext = encodePlaintext({
        seq: 1,
        epoch: room.last,
        view: room.prefix(),
        kind: 0,
        body: Buffer.from('me?'),
      });
      const forged = encodeMessage(self.memberId, sealBlob(room, self.memberId, plaintext));
      place.socket.deliver(forged);
      await reported(place);
      const id = place.ask({ body: 'me?' });
      const { frame } = await place.sent();
      place.socket.deliver(encodeMessage(self.memberId, sealBlob(room, self.memberId, plaintext)));
      await reported(place);
      await stage.client.silence();
      place.socket.deliver(frame);
      await stage.client.answer(id, 'acknowledged');
    },
  );

  check(
    'lost',
    'a message without an echo has an unknown fate when the connection is lost',
    clause('A message that was not echoed has an unknown fate: it may or may not have been delivered.'),
    async (stage) => {
      const place = await stage.enter();
      const id = place.ask({ body: 'hello' });
      await place.sent();
      place.socket.hangUp();
      const reports = [await stage.client.report(['lost', 'away', 'ended'])];
      reports.push(await stage.client.report(['lost', 'away', 'ended']));
      equal(reports.find(({ did }) => did === 'lost')?.id, id, 'the id of the report lost');
    },
  );

  check(
    'not-resent',
    'a message that was not echoed is not sent again after coming back',
    unknownFate,
    async (stage) => {
      const place = await stage.enter();
      place.ask({ body: 'only once' });
      await place.sent();
      place.socket.hangUp();
      const first = await stage.client.report(['lost', 'away', 'ended']);
      const second = await stage.client.report(['lost', 'away', 'ended']);
      const again = [first, second].some(({ did }) => did === 'ended')
        ? await stage.join(place.room)
        : await stage.seat(place.room);
      await again.socket.quiet();
      equal((await again.say({ body: 'something else' })).seq, 1, 'the seq of the first message');
    },
  );

  check(
    'not-resent-on-silence',
    'a message whose echo is late is not sent again',
    unknownFate,
    async (stage) => {
      const place = await stage.enter();
      const id = place.ask({ body: 'only once' });
      const { frame } = await place.sent();
      await place.socket.quiet(stage.seconds(2));
      place.socket.deliver(frame);
      await stage.client.answer(id, 'acknowledged');
    },
  );
});
