import { each, equal } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { join, joinMessage, joinTo, message, pair, type Member } from '../../wire/member.js';
import { expectNothingElse, expectRefusal } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { MAX_CONTROL_BYTES } from '../../wire/table.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('what-is-a-bad-frame');
const PURGE = '{"type":"room:purge"}';

const ILL_FORMED = [
  ...['', 'room:purge', `[${PURGE}]`, '"room:purge"', 'null', '7', 'true', '['.repeat(1_000)],
  ...[`\ufeff${PURGE}`, `${PURGE}x`, `${PURGE}\u0000`, `${PURGE}${PURGE}`, "{'type':'room:purge'}"],
];
const WRONG_TYPE = [
  ...[
    '{}',
    '{"type":1}',
    '{"type":"room:close"}',
    '{"type":"presence:leave","memberId":1}',
    '{"type":"Room:Purge"}',
  ],
  ...['{"Type":"room:purge"}', '{"__proto__":{"type":"room:purge"}}', '{"type":"room:purge","type":"x"}'],
];
const TOO_LONG = [PURGE.padEnd(MAX_CONTROL_BYTES + 1, ' '), PURGE.padEnd(15_000, ' ')];

const UNKNOWN_BINARY = [
  Buffer.alloc(0),
  Buffer.concat([Buffer.from([0x02]), message(2).subarray(1)]),
  Buffer.from(PURGE),
  Buffer.from([0xff]),
];
const LONG_KEEP_ALIVES = [Buffer.from([0x00, 0x00]), Buffer.alloc(100)];
const TOO_SHORT = [Buffer.from([0x01]), Buffer.from([0x01, 0, 0]), message(2, 0), message(2, 27)];
/** Another member's, nobody's, and forms of the right one that a careless reader would take. */
const WRONG_SENDERS = [1, 0, 3, 0x0200_0000, 0x8000_0002].map((senderId) => message(senderId));

export const badFrameCases = casesOf('bad-frame', (check) => {
  const text = clause(
    'a text frame that is ill-formed or ill-typed JSON, or has an unknown `type`, or is over 1,024 bytes;',
  );
  const sender = clause(
    "a message with a `senderId` that is not the sender's, or with a blob of fewer than 28 bytes;",
  );

  check('ill-formed', 'a text frame that is no JSON object ends its sender', text, (relay) =>
    each(ILL_FORMED, (payload) => expectOut(relay, payload)),
  );
  check('unknown-type', 'a control message of an unknown type ends its sender', text, (relay) =>
    each(WRONG_TYPE, (payload) => expectOut(relay, payload)),
  );
  check('long-text', 'a text frame over 1,024 bytes ends its sender', text, (relay) =>
    each(TOO_LONG, (payload) => expectOut(relay, payload)),
  );
  check('sender', 'a message under a senderId that is not its sender’s ends its sender', sender, (relay) =>
    each(WRONG_SENDERS, (payload) => expectOut(relay, payload)),
  );
  check('short-blob', 'a message with a blob of fewer than 28 bytes ends its sender', sender, (relay) =>
    each(TOO_SHORT, (payload) => expectOut(relay, payload)),
  );
  check(
    'unknown-binary',
    'a binary frame that is empty or of an unknown type ends its sender',
    clause('a binary frame that is empty or of an unknown type;'),
    (relay) => each(UNKNOWN_BINARY, (payload) => expectOut(relay, payload)),
  );
  check(
    'long-keep-alive',
    'a keep-alive of more than one byte ends its sender',
    clause('a keep-alive of more than one byte.'),
    (relay) => each(LONG_KEEP_ALIVES, (payload) => expectOut(relay, payload)),
  );

  check(
    'second-join',
    'a second join ends its sender, to the same room or another',
    clause('a second join;'),
    (relay) =>
      each(['the same', 'another'], async (which) => {
        const room = await newRoom(relay);
        const target = which === 'another' ? await newRoom(relay) : room;
        const [watcher, member] = await pair(relay, room);
        member.peer.send(joinMessage(target));
        await expectRefusal(member.peer, 'bad_frame');
        await expectGone(watcher, 2);
      }),
  );

  check(
    'final',
    'nothing that it has sent behind a bad frame is looked at',
    clauseIn('5-leave')('nothing more that comes from the member is looked at.'),
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const [creator, watcher] = await pair(relay, room);
      const { peer } = await joinTo(await RawPeer.open(relay), room, [creator, watcher]);
      const good = message(3);
      peer.write(binary(good), binary(message(1)), binary(message(3)), {
        opcode: OPCODE.text,
        payload: Buffer.from(PURGE),
      });
      equal(await peer.frame(), good, 'its echo');
      await expectRefusal(peer, 'bad_frame');
      equal(await watcher.peer.frame(), good, 'what the others got');
      await expectGone(watcher, 3);
    },
    { fits: ({ limits }) => limits.capacity.max >= 3 },
  );
});

const binary = (payload: Buffer) => ({ opcode: OPCODE.binary, payload });

/** The second member of a room sends one bad frame: it is closed, and the first sees it leave and nothing else. */
async function expectOut(relay: Relay, payload: string | Buffer): Promise<void> {
  const room = await newRoom(relay);
  const watcher = await join(relay, room);
  const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
  if (typeof payload === 'string') peer.sendText(payload);
  else peer.sendBinary(payload);
  await expectRefusal(peer, 'bad_frame');
  await expectGone(watcher, 2);
}

/** A member has left, and nothing else has happened. */
export async function expectGone(watcher: Member, memberId: number): Promise<void> {
  equal((await watcher.peer.event('presence:leave'))['memberId'], memberId, 'the memberId that left');
  await expectNothingElse(watcher.peer);
}
