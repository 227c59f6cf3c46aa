import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import type { Companion, Oddities } from '../relay/companion.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('receiving');
const BODY_AT = 26;

/** Makes the odd part of a frame with this seq. */
type MakeOdd = (companion: Companion, seq: number) => Oddities;

/** Frames like these get this verdict, and use up their seq: the next is no gap, and the same again is a replay. */
const usesUp = (verdict: string, odds: readonly MakeOdd[]) => async (stage: Stage) => {
  const place = await stage.enter();
  const anna = await place.arrive();
  await place.nothingBefore(anna, { seq: 1 });
  let seq = 1;
  for (const make of odds) {
    seq += 1;
    place.socket.deliver(anna.frame({ seq, ...make(anna, seq) }));
    await place.judged(verdict, anna.memberId);
    place.socket.deliver(anna.frame({ seq }));
    await place.judged('replay', anna.memberId);
    seq += 1;
    await place.nothingBefore(anna, { seq });
  }
};

/** The plaintext of a message with this body, changed. */
const changed =
  (change: (plaintext: Buffer) => Buffer, body: Buffer | string = 'hello'): MakeOdd =>
  (companion, seq) => ({ plaintext: change(Buffer.from(companion.plaintext({ seq, body }))) });

/** All of it zero from an offset on. */
const zeroFrom = (at: number) => (plaintext: Buffer) => plaintext.fill(0, at);

const setByte = (at: number, value: number) => (plaintext: Buffer) => {
  plaintext.writeUInt8(value, at < 0 ? plaintext.length + at : at);
  return plaintext;
};

export const receiveRestCases = clientCasesOf('receive', (check) => {
  check(
    'length-of-plaintext',
    'a plaintext whose length is not a multiple of 256 is undecryptable, and uses up its seq',
    clause(
      'These MUST hold, else the frame is **undecryptable**: the length of the plaintext is a positive multiple of 256, at most 15,872;',
    ),
    usesUp('undecryptable', [
      changed((plaintext) => plaintext.subarray(0, 255)),
      changed((plaintext) => plaintext.subarray(0, 32)),
      changed((plaintext) => Buffer.concat([plaintext, Buffer.alloc(1)])),
      changed((plaintext) => Buffer.concat([plaintext.subarray(0, -1), Buffer.from([0, 0x80])])),
    ]),
  );

  check(
    'ends-behind-the-view',
    'a plaintext that ends right behind the view, or behind the kind, is undecryptable and uses up its seq',
    clause(
      'A plaintext that is too short for the field that a step reads is **undecryptable** at that step.',
    ),
    usesUp('undecryptable', [
      changed((plaintext) => plaintext.subarray(0, BODY_AT - 1)),
      changed((plaintext) => plaintext.subarray(0, BODY_AT)),
    ]),
  );

  check(
    'mark',
    'a plaintext whose last byte that is not zero is not the mark is undecryptable, and uses up its seq',
    clause('its last byte that is not zero is `0x80`, and lies at offset 26 or after;'),
    usesUp('undecryptable', [
      changed(setByte(-1, 0x01)),
      changed(setByte(-1, 0x81)),
      changed(setByte(BODY_AT, 0x7f), ''),
      changed((plaintext) => plaintext.fill(0x41, BODY_AT)),
    ]),
  );

  check(
    'mark-before-the-body',
    'a mark before the body is none: the frame is undecryptable, and uses up its seq',
    clause('its last byte that is not zero is `0x80`, and lies at offset 26 or after;'),
    usesUp('undecryptable', [
      (companion, seq) => ({ plaintext: zeroFrom(BODY_AT)(companion.plaintext({ seq, kind: 0x80 })) }),
      changed(zeroFrom(BODY_AT)),
    ]),
  );

  check(
    'zeros',
    'a plaintext with 256 zeros or more at its end is undecryptable, and uses up its seq',
    clause('fewer than 256 zeros follow that byte;'),
    usesUp('undecryptable', [
      changed((plaintext) => Buffer.concat([plaintext, Buffer.alloc(256)])),
      changed((plaintext) => Buffer.concat([plaintext, Buffer.alloc(1_024)])),
      // The mark is the last byte of its block: exactly 256 zeros follow.
      changed((plaintext) => Buffer.concat([plaintext, Buffer.alloc(256)]), Buffer.alloc(229, 1)),
    ]),
  );

  check(
    'utf-8',
    'text that is not UTF-8 is undecryptable, and uses up its seq',
    clause('the body is well-formed for its kind.'),
    usesUp(
      'undecryptable',
      [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x61, 0x80]].map(
        (bytes) => () => ({ kind: 0, body: Buffer.from(bytes) }),
      ),
    ),
  );

  check(
    'json',
    'JSON that is ill-formed, or not UTF-8, is undecryptable, and uses up its seq',
    clause('the body is well-formed for its kind.'),
    usesUp('undecryptable', [
      ...['', '{', '{"a":}', "{'a':1}", '{"a":1}{', 'undefined', '01'].map((body) => () => ({
        kind: 1,
        body,
      })),
      () => ({ kind: 1, body: Buffer.from([0x22, 0xff, 0x22]) }),
    ]),
  );

  check(
    'reserved-kinds',
    'a reserved kind is unsupported, and uses up its seq',
    clause('A reserved kind is **unsupported**.'),
    usesUp(
      'unsupported',
      [3, 4, 64, 127].map((kind) => () => ({ kind, body: Buffer.from([0xff]) })),
    ),
  );

  check(
    'never-shown',
    'nothing undecryptable is shown, of whatever kind',
    clause('Nothing undecryptable is ever shown.'),
    usesUp(
      'undecryptable',
      [2, 128, 255].map((kind): MakeOdd => (companion, seq) => ({
        plaintext: zeroFrom(BODY_AT)(companion.plaintext({ seq, kind, body: 'never' })),
      })),
    ),
  );
});
