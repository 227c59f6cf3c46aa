import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { FRAME_OVERHEAD_BYTES, PADDING_BYTES } from '../../wire/envelope.js';
import { clientCasesOf } from '../case.js';
import type { Content } from '../relay/place.js';

const clause = clauseIn('4-message');
/** Its four bytes differ. */
const LARGE_MEMBER_ID = 0x01_02_03_04;

const KINDS: readonly Content[] = [
  { kind: 0, body: 'grüße 🐾\n<b>&amp;</b>\0' },
  { kind: 1, body: '{"pug":[1,-2.5e3,null,true,"\\u0000 é"],"":{}}' },
  { kind: 2, body: Buffer.from([0, 1, 0x80, 0xff, 0, 0]) },
  { kind: 128, body: Buffer.from([0x80]) },
  { kind: 255, body: Buffer.from([0xff, 0xfe, 0]) },
];

export const messageCases = clientCasesOf('message', (check) => {
  check(
    'layout',
    'a message is one binary frame: type, own memberId, blob',
    clause('A message is one binary frame, the same in both directions, at most 16,000 bytes in all:'),
    async (stage) => {
      const place = await stage.enter();
      const { frame } = await place.say({ body: 'hello' });
      equal(frame.length, PADDING_BYTES + FRAME_OVERHEAD_BYTES, 'the length of the frame');
      equal(frame.subarray(0, 5), Buffer.from([1, 0, 0, 0, place.self.memberId]), 'the head of the frame');
    },
  );

  check(
    'large-member-id',
    'memberIds are written big-endian, in the head, in the AAD and in the epoch',
    clauseIn('conventions')('unsigned integer of 4 bytes, big-endian; of 1 byte'),
    async (stage) => {
      const place = await stage.enter({ others: 0, memberId: LARGE_MEMBER_ID });
      const { frame, epoch } = await place.say({ body: 'hello' });
      equal(frame.subarray(1, 5), Buffer.from([1, 2, 3, 4]), 'the senderId of the frame');
      equal(epoch, LARGE_MEMBER_ID, 'the epoch');
    },
  );

  check(
    'kinds',
    'text, JSON, bytes and kinds of applications are sent as such',
    clauseIn('kinds')('for applications; handed to them as bytes'),
    async (stage) => {
      const place = await stage.enter();
      for (const content of KINDS) await place.say(content);
    },
  );

  check(
    'only-known',
    'nothing is sent but room:join, room:purge, keep-alives and messages',
    clauseIn('websocket')('`room:join`, `room:purge`; at most 1,024 bytes'),
    async (stage) => {
      const place = await stage.create();
      const anna = await place.arrive();
      await place.say({ body: 'hello' });
      place.socket.deliver(anna.frame());
      await place.told(anna, { body: 'hello' });
      await place.depart(anna);
      await place.socket.quiet();
      stage.client.tell({ do: 'purge' });
      await place.socket.text('room:purge');
      await place.socket.quiet();
    },
  );

  check(
    'seq',
    'seq counts 1, 2, 3 and so on',
    clauseIn('seq-epoch-and-view')('`seq` counts 1, 2, 3 and so on for each memberId.'),
    async (stage) => {
      const place = await stage.enter();
      for (let seq = 1; seq <= 12; seq++)
        equal((await place.say({ kind: seq % 3, body: '{}' })).seq, seq, 'the seq of a message');
    },
  );

  check(
    'seq-not-of-others',
    'messages of others do not count',
    clauseIn('seq-epoch-and-view')('`seq` counts 1, 2, 3 and so on for each memberId.'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await place.nothingBefore(anna);
      await place.nothingBefore(anna);
      equal((await place.say({ body: 'hello' })).seq, 1, 'the seq of the first message');
    },
  );

  check(
    'seq-of-each-connection',
    'in another room, and as another member, seq begins at 1 again',
    clauseIn('seq-epoch-and-view')('`seq` counts 1, 2, 3 and so on for each memberId.'),
    async (stage) => {
      const first = await stage.enter();
      await first.say({ body: 'one' });
      await stage.leave(first);
      const again = await stage.join(first.room);
      equal((await again.say({ body: 'one' })).seq, 1, 'the seq of the first message as another member');
      await stage.leave(again);
      const other = await stage.enter();
      equal((await other.say({ body: 'one' })).seq, 1, 'the seq of the first message in another room');
    },
  );
});
