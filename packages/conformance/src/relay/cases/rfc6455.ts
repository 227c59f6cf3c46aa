import { each, equal, oneOf } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { join, joinTo, message, type Member } from '../../wire/member.js';
import { expectNothingElse, showItem } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE, type FrameParts } from '../../wire/rfc6455.js';
import { CLOSE, ENGINE_CLOSE, MAX_FRAME_BYTES } from '../../wire/table.js';
import { casesOf, clauseIn, type Relay } from '../case.js';
import { expectGone } from './bad-frame.js';

const clause = clauseIn('what-is-a-bad-frame');

const good = message(2);
const { text, binary, continuation, close, ping, pong } = OPCODE;
const tooLong = message(2, MAX_FRAME_BYTES - 4);
const purge = Buffer.from('{"type":"room:purge"}');

/** What is named is a violation; each comes with the frames that commit it. */
type Violations = Readonly<Record<string, readonly FrameParts[]>>;

const RESERVED: Violations = {
  'the first reserved bit': [{ opcode: binary, reserved: 4, payload: good }],
  'the second reserved bit': [{ opcode: binary, reserved: 2, payload: good }],
  'the third reserved bit': [{ opcode: binary, reserved: 1, payload: good }],
  'a reserved bit in a ping': [{ opcode: ping, reserved: 4 }],
  'a reserved data opcode': [{ opcode: 0x3, payload: good }],
  'the last reserved data opcode': [{ opcode: 0x7, payload: good }],
  'a reserved control opcode': [{ opcode: 0xb, payload: good }],
  'the last reserved control opcode': [{ opcode: 0xf, payload: good }],
};

const CONTROL: Violations = {
  'a ping of 126 bytes': [{ opcode: ping, payload: Buffer.alloc(126) }],
  'a pong of 126 bytes': [{ opcode: pong, payload: Buffer.alloc(126) }],
  'a ping in fragments': [{ opcode: ping, fin: false, payload: Buffer.alloc(1) }],
  'a pong in fragments': [{ opcode: pong, fin: false, payload: Buffer.alloc(1) }],
  'a Close frame of 126 bytes': [{ opcode: close, payload: Buffer.alloc(126, 3) }],
};

const FRAGMENTS: Violations = {
  'a continuation of nothing': [{ opcode: continuation, payload: good }],
  'an unfinished continuation of nothing': [{ opcode: continuation, fin: false, payload: good }],
};

const BAD_UTF8: Violations = {
  'a lone byte': [textOf('{"type":"room:purge","x":"\xff"}')],
  'an overlong form': [textOf('{"x":"\xc0\xaf"}')],
  'a surrogate': [textOf('{"x":"\xed\xa0\x80"}')],
  'a cut character': [textOf('{"x":"\xe2\x82')],
  'more than U+10FFFF': [textOf('{"x":"\xf4\x90\x80\x80"}')],
};

const TOO_BIG: Violations = {
  'a binary frame of 16,001 bytes': [{ opcode: binary, payload: tooLong }],
  'a text frame of 16,001 bytes': [{ opcode: text, payload: Buffer.alloc(MAX_FRAME_BYTES + 1, ' ') }],
  '16,001 bytes, only declared': [{ opcode: binary, payload: good, length: MAX_FRAME_BYTES + 1 }],
  '4 GiB, only declared': [{ opcode: binary, payload: good, length: 2 ** 32 }],
  '2^53 - 1 bytes, only declared': [{ opcode: binary, payload: good, length: Number.MAX_SAFE_INTEGER }],
  '16,001 bytes in two fragments': [
    { opcode: binary, fin: false, payload: tooLong.subarray(0, 9_000) },
    { opcode: continuation, payload: tooLong.subarray(9_000) },
  ],
};

function textOf(latin1: string): FrameParts {
  return { opcode: text, payload: Buffer.from(latin1, 'latin1') };
}

export const rfc6455Cases = casesOf('rfc6455', (check) => {
  const broken = clause(
    'A frame over 16,000 bytes, or one that breaks RFC 6455, is ended by the WebSocket engine itself: with 1009, 1002 or 1007, or seen as 1006 where the engine sends no close frame.',
  );
  const all = (violations: Violations, codes: readonly number[]) => (relay: Relay) =>
    each(Object.keys(violations), (name) => expectCutOff(relay, violations[name] ?? [], codes));

  check(
    'reserved',
    'reserved bits and opcodes end a connection',
    broken,
    all(RESERVED, ENGINE_CLOSE.violation),
  );
  check(
    'control',
    'control frames too long or in fragments end a connection',
    broken,
    all(CONTROL, ENGINE_CLOSE.violation),
  );
  check(
    'fragments',
    'a continuation of nothing ends a connection',
    broken,
    all(FRAGMENTS, ENGINE_CLOSE.violation),
  );
  check('utf8', 'text that is not UTF-8 ends a connection', broken, all(BAD_UTF8, ENGINE_CLOSE.badUtf8));
  check(
    'too-big',
    'a message over 16,000 bytes ends a connection',
    broken,
    all(TOO_BIG, ENGINE_CLOSE.tooBig),
  );

  check(
    'unmasked',
    'frames without a mask end a connection, and nothing of them is forwarded',
    broken,
    async (relay) => {
      const { watcher, peer } = await pairWithRaw(relay);
      peer.write(...Array.from({ length: 4 }, () => ({ opcode: binary, payload: good, masked: false })));
      const end = (await peer.untilClosed()).at(-1);
      const codes = [...ENGINE_CLOSE.violation, CLOSE.bad_frame];
      oneOf(end?.kind === 'closed' ? end.code : end && showItem(end), codes, 'the close code');
      await expectGone(watcher, 2);
    },
  );

  check(
    'new-message-in-fragments',
    'a new message between the fragments of another ends a connection, or is read as the next fragment',
    broken,
    async (relay) => {
      const { watcher, peer } = await pairWithRaw(relay);
      peer.write({ opcode: binary, fin: false, payload: good }, { opcode: binary, payload: good });
      const item = await peer.inbox.next('the close, or an echo');
      // Engines that do not look at the opcode of a later fragment do no harm: the bytes are all of one sender.
      if (item.kind === 'closed') oneOf(item.code, ENGINE_CLOSE.violation, 'the close code');
      else
        equal(item, { kind: 'frame', bytes: Buffer.concat([good, good]) }, 'what comes instead of the close');
      if (item.kind === 'closed') await expectGone(watcher, 2);
    },
  );

  check(
    'control-in-fragments',
    'a fragmented control message is read as one',
    clauseIn('rates-and-backlog')('A fragmented one counts once.'),
    async (relay) => {
      const { peer } = await pairWithRaw(relay);
      peer.write(
        { opcode: text, fin: false, payload: purge.subarray(0, 4) },
        { opcode: continuation, fin: false },
        { opcode: continuation, payload: purge.subarray(4) },
      );
      equal((await peer.event('error'))['code'], 'not_creator', 'the code of the error event');
      await expectNothingElse(peer);
    },
  );

  check(
    'ping',
    'a ping is answered with its own bytes, before and after joining',
    clauseIn('rates-and-backlog')('RFC 6455 control frames do not count.'),
    async (relay) => {
      const peer = await RawPeer.open(relay);
      for (const payload of [Buffer.alloc(0), Buffer.from('now'), Buffer.alloc(125, 0xff)]) {
        peer.write({ opcode: ping, payload });
        equal(await peer.inbox.next('a pong'), { kind: 'pong', bytes: payload }, 'the answer to a ping');
      }
      await expectNothingElse(peer);
    },
  );
});

/** The second member of a new room sends the frames: it is out, and the first sees it leave and nothing else. */
async function expectCutOff(
  relay: Relay,
  frames: readonly FrameParts[],
  codes: readonly number[],
): Promise<void> {
  const { watcher, peer } = await pairWithRaw(relay);
  peer.write(...frames);
  oneOf((await peer.closed()).code, codes, 'the close code');
  await expectGone(watcher, 2);
}

async function pairWithRaw(relay: Relay): Promise<{ watcher: Member; peer: RawPeer }> {
  const room = await newRoom(relay);
  const watcher = await join(relay, room);
  const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
  return { watcher, peer };
}
