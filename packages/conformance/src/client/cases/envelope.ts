import { equal, holds } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { FRAME_OVERHEAD_BYTES, IV_BYTES, MAX_MESSAGE_BODY_BYTES } from '../../wire/envelope.js';
import { clientCasesOf } from '../case.js';

const padding = clauseIn('padding');

/** Bodies, and how long their plaintexts are. */
const SIZES = [
  [0, 256],
  [1, 256],
  [228, 256],
  [229, 256],
  [230, 512],
  [231, 512],
  [485, 512],
  [486, 768],
  [15_589, 15_616],
  [15_590, 15_872],
  [MAX_MESSAGE_BODY_BYTES, 15_872],
] as const;
const SEALINGS = 48;

export const envelopeCases = clientCasesOf('envelope', (check) => {
  check(
    'opens',
    'a message opens with the key of the link, as it is, for its room and its sender',
    clauseIn('blob')("The key is the link's `key`, 32 bytes, as it is."),
    async (stage) => {
      const created = await stage.create();
      await created.say({ body: 'by the creator' });
      await stage.leave(created);
      const joined = await stage.enter({ others: 4 });
      await joined.say({ body: 'by a joiner' });
    },
  );

  check(
    'aad',
    'room and sender are bound to a message by the AAD',
    clauseIn('additional-authenticated-data')('its ASCII characters, not the decoded bytes'),
    async (stage) => {
      for (const memberId of [2, 300]) {
        const place = await stage.enter({ others: 0, memberId });
        await place.say({ body: 'hello' });
        await stage.leave(place);
      }
    },
  );

  check(
    'iv-fresh',
    'every message has an IV of its own, of random bytes',
    clauseIn('blob')('random, fresh for each sealing'),
    async (stage) => {
      const place = await stage.enter();
      const ivs: Buffer[] = [];
      while (ivs.length < SEALINGS) ivs.push((await place.say({ body: 'the same words' })).iv);
      equal(new Set(ivs.map((iv) => iv.toString('hex'))).size, SEALINGS, 'the different IVs');
      // A byte that is the same in all of them, or one that counts, is not random.
      for (let at = 0; at < IV_BYTES; at++) {
        const bytes = ivs.map((iv) => iv[at] ?? 0);
        const steps = new Set(bytes.slice(1).map((byte, index) => (256 + byte - (bytes[index] ?? 0)) % 256));
        holds(steps.size > 2, `byte ${at} of ${SEALINGS} IVs`, 'random bytes', bytes);
      }
    },
  );

  check(
    'iv-fresh-after-coming-back',
    'no IV is used again on another connection',
    clauseIn('blob')('random, fresh for each sealing'),
    async (stage) => {
      const place = await stage.enter();
      const first = await place.say({ body: 'one' });
      place.socket.hangUp();
      const again = await stage.rejoin(place);
      const second = await again.say({ body: 'one' });
      holds(!first.iv.equals(second.iv), 'the IV after coming back', 'another', second.iv);
    },
  );

  check(
    'padding',
    'plaintexts are padded to the next multiple of 256',
    padding('The plaintext is 256 × ⌈(27 + b) / 256⌉ bytes long'),
    async (stage) => {
      const place = await stage.enter();
      for (const [body, plaintext] of SIZES) {
        const { frame } = await place.say({ kind: 2, body: Buffer.alloc(body, 0xa5) });
        equal(
          frame.length - FRAME_OVERHEAD_BYTES,
          plaintext,
          `the length of the plaintext of a body of ${body} bytes`,
        );
      }
    },
  );

  check(
    'padding-of-zeros',
    'a body that ends in zeros, or in the mark, comes through',
    clauseIn('plaintext')('`0x00` up to the next multiple of 256 for the whole plaintext'),
    async (stage) => {
      const place = await stage.enter();
      for (const body of [[0], [0x80], [0x80, 0, 0], [0, 0x80, 0x80]])
        await place.say({ kind: 2, body: Buffer.from(body) });
      await place.say({ kind: 2, body: Buffer.alloc(600) });
    },
  );

  check(
    'too-large',
    'a body of more than 15,845 bytes is refused before anything is sent, and the room goes on',
    padding('A body of more than 15,845 bytes MUST be refused before anything is sent.'),
    async (stage) => {
      const place = await stage.enter();
      const bodies = [
        { kind: 2, body: Buffer.alloc(MAX_MESSAGE_BODY_BYTES + 1, 1) },
        { kind: 0, body: 'x'.repeat(MAX_MESSAGE_BODY_BYTES + 1) },
        // 5,282 characters, 15,846 bytes.
        { kind: 0, body: '€'.repeat(5_282) },
        { kind: 200, body: Buffer.alloc(100_000, 1) },
      ];
      for (const content of bodies) await stage.client.answer(place.ask(content), 'failed');
      await place.socket.quiet();
      equal((await place.say({ body: 'small' })).seq, 1, 'the seq of the first message that is sent');
    },
  );
});
