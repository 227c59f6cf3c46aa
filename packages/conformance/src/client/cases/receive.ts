import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { MAX_MESSAGE_BODY_BYTES } from '../../wire/envelope.js';
import { newTag } from '../../wire/member.js';
import { clientCasesOf } from '../case.js';
import type { Oddities } from '../relay/companion.js';
import type { Content } from '../relay/place.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('receiving');
const opening = clause('If the blob does not open with the key and the AAD, the frame is **undecryptable**.');

const CONTENTS: readonly Content[] = [
  { body: 'hello' },
  { body: 'grüße 🐾\r\n<script>\0 \ufeff' },
  { body: '' },
  { kind: 1, body: '{"a":[1,2,{"b":null}],"ü":"\\u0000"}' },
  { kind: 1, body: ' [true, 0.5] ' },
  { kind: 2, body: Buffer.from([0, 0x80, 0xff, 0x80, 0]) },
  { kind: 2, body: '' },
  { kind: 128, body: Buffer.from([0xff, 0xfe, 0xfd]) },
  { kind: 255, body: '' },
];

/** A frame like this is undecryptable, and its seq is not used up. */
const isUndecryptable = (odd: Oddities) => async (stage: Stage) => {
  const place = await stage.enter();
  const anna = await place.arrive();
  place.socket.deliver(anna.frame({ ...odd, seq: 1 }));
  await place.judged('undecryptable', anna.memberId);
  await place.nothingBefore(anna, { seq: 1 });
};

export const receiveCases = clientCasesOf('receive', (check) => {
  check(
    'kinds',
    'text, JSON, bytes and kinds of applications are handed over as such',
    clauseIn('kinds')('for applications; handed to them as bytes'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      for (const content of CONTENTS) {
        place.socket.deliver(anna.frame(content));
        await place.told(anna, content);
      }
    },
  );

  check(
    'sizes',
    'bodies of every length up to 15,845 bytes are handed over',
    clauseIn('plaintext')('b from 0 to 15,845'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      for (const length of [1, 228, 229, 230, 485, 486, 1_000, MAX_MESSAGE_BODY_BYTES]) {
        const content = { kind: 2, body: Buffer.alloc(length, 0x80) };
        place.socket.deliver(anna.frame(content));
        await place.told(anna, content);
      }
    },
  );

  check(
    'from-those-before',
    'those who were there before the client are heard as well',
    clauseIn('4-message')(
      'then forwards the frame unchanged to every member of the room, the sender included.',
    ),
    async (stage) => {
      const place = await stage.enter({ others: 3 });
      for (const member of place.room.present) await place.nothingBefore(member);
    },
  );

  check(
    'changed',
    'a frame with a changed bit in IV, ciphertext or GCM tag is undecryptable',
    opening,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      const { length } = anna.frame({ seq: 1 });
      for (const at of [5, 16, 17, 100, length - 17, length - 16, length - 1]) {
        const frame = anna.frame({ seq: 1 });
        frame.writeUInt8(frame.readUInt8(at) ^ 0x80, at);
        place.socket.deliver(frame);
        await place.judged('undecryptable', anna.memberId);
      }
      await place.nothingBefore(anna, { seq: 1 });
    },
  );

  check('cut-short', 'a frame without its last bytes is undecryptable', opening, async (stage) => {
    const place = await stage.enter();
    const anna = await place.arrive();
    for (const bytes of [1, 16, 240]) {
      place.socket.deliver(anna.frame({ seq: 1 }).subarray(0, -bytes));
      await place.judged('undecryptable', anna.memberId);
    }
    await place.nothingBefore(anna, { seq: 1 });
  });

  check(
    'other-key',
    'a frame sealed with another key is undecryptable',
    opening,
    isUndecryptable({ key: Buffer.alloc(32, 7) }),
  );

  check(
    'other-room',
    'a frame sealed for another room is undecryptable',
    opening,
    isUndecryptable({ roomId: newTag() }),
  );

  check(
    'other-sender',
    'a frame under another memberId than it was sealed for is undecryptable',
    opening,
    async (stage) => {
      const place = await stage.enter({ others: 2 });
      const [ben] = place.room.present;
      const anna = await place.arrive();
      place.socket.deliver(anna.frame({ seq: 1, sealedAs: ben?.memberId ?? 0 }));
      await place.judged('undecryptable', anna.memberId);
      await place.nothingBefore(anna, { seq: 1 });
    },
  );

  check(
    'empty',
    'a frame with nothing under the seal is undecryptable',
    clause(
      'A plaintext that is too short for the field that a step reads is **undecryptable** at that step.',
    ),
    isUndecryptable({ plaintext: Buffer.alloc(0) }),
  );

  check(
    'too-short',
    'a plaintext that ends before the view does is undecryptable',
    clause(
      'A plaintext that is too short for the field that a step reads is **undecryptable** at that step.',
    ),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      for (const length of [1, 4, 5, 8]) {
        place.socket.deliver(anna.frame({ plaintext: anna.plaintext({ seq: 1 }).subarray(0, length) }));
        await place.judged('undecryptable', anna.memberId);
      }
      for (const length of [9, 24]) {
        place.socket.deliver(anna.frame({ plaintext: anna.plaintext({ seq: 1 }).subarray(0, length) }));
        await place.judged('undecryptable', anna.memberId);
      }
      await place.nothingBefore(anna, { seq: 1 });
    },
  );

  check(
    'version',
    'a frame of another version is unsupported, and its seq is not used up',
    clause('If the first byte of the plaintext is not `0x01`, it is **unsupported**.'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      for (const version of [0, 2, 0x80, 0xff]) {
        place.socket.deliver(anna.frame({ version, seq: 1 }));
        await place.judged('unsupported', anna.memberId);
      }
      place.socket.deliver(anna.frame({ plaintext: Buffer.from([2]) }));
      await place.judged('unsupported', anna.memberId);
      await place.nothingBefore(anna, { seq: 1 });
    },
  );

  check(
    'version-before-view',
    'the version is looked at before the view',
    clause('For each message frame, in this order'),
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      place.socket.deliver(anna.frame({ version: 2, view: Buffer.alloc(16, 9), seq: 1 }));
      await place.judged('unsupported', anna.memberId);
      equal(place.room.last, anna.memberId, 'the memberId of the last to join');
      await place.nothingBefore(anna, { seq: 1 });
    },
  );
});
