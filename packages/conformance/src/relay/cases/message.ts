import { equal } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { at, gather, join, joinTo, message, pair, type Member } from '../../wire/member.js';
import { KEEP_ALIVE, expectNothingElse } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { MAX_FRAME_BYTES } from '../../wire/table.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('4-message');
const forwards = clause(
  'then forwards the frame unchanged to every member of the room, the sender included.',
);
const sameOrder = clause('All members of a room see one and the same order of frames.');

const HEAD_BYTES = 5;
const ROUNDS = 30;
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

export const messageCases = casesOf('message', (check) => {
  check('forwarded', 'a message goes unchanged to every member, the sender too', forwards, async (relay) => {
    const members = await some(relay, 4);
    const sender = at(members, -1);
    const sent = message(sender.joined.memberId, EVERY_BYTE);
    sender.peer.sendBinary(sent);
    for (const { peer } of members) {
      equal(await peer.frame(), sent, 'the frame');
      await expectNothingElse(peer);
    }
  });

  check('every-echo', 'each message comes back to its sender, who may be alone', forwards, async (relay) => {
    const { peer } = await join(relay, await newRoom(relay));
    for (let n = 0; n < 5; n++) {
      const sent = message(1, 28 + n);
      peer.sendBinary(sent);
      equal(await peer.frame(), sent, 'the echo');
    }
  });

  check('own-room', 'a message stays in its room', forwards, async (relay) => {
    const here = await join(relay, await newRoom(relay));
    const there = await join(relay, await newRoom(relay));
    here.peer.sendBinary(message(1));
    await here.peer.frame();
    await expectNothingElse(there.peer);
  });

  check(
    'not-kept',
    'a message is not kept for those who join later',
    clause('MUST NOT keep a copy.'),
    async (relay) => {
      const room = await newRoom(relay);
      const early = await join(relay, room);
      early.peer.sendBinary(message(1));
      await early.peer.frame();
      await expectNothingElse((await join(relay, room)).peer);
    },
  );

  check(
    'blob',
    'what is in the blob is not looked at',
    clause('The relay MUST NOT look into the blob'),
    async (relay) => {
      const [one, two] = await pair(relay, await newRoom(relay));
      for (const blob of [
        Buffer.alloc(28),
        Buffer.alloc(64, 0xff),
        Buffer.from('{"type":"room:purge"}'.padEnd(40)),
      ]) {
        const sent = message(1, blob);
        one.peer.sendBinary(sent);
        equal(await two.peer.frame(), sent, 'the frame');
      }
    },
  );

  check('twice', 'twice the same bytes are forwarded twice', forwards, async (relay) => {
    const [one, two] = await pair(relay, await newRoom(relay));
    const sent = message(1);
    one.peer.sendBinary(sent);
    one.peer.sendBinary(sent);
    equal(await two.peer.frames(2), [sent, sent], 'the frames');
  });

  check('order', 'all members see one and the same order of messages', sameOrder, async (relay) => {
    const members = await some(relay, 3);
    for (let round = 0; round < ROUNDS; round++)
      for (const { peer, joined } of members) peer.sendBinary(message(joined.memberId, 40));
    const seen = await Promise.all(members.map(({ peer }) => peer.frames(ROUNDS * members.length)));
    const [first = '', ...others] = seen.map((frames) =>
      frames.map((frame) => frame.toString('hex')).join('\n'),
    );
    for (const other of others) equal(other === first, true, 'the same order as the first member saw');
  });

  check('order-of-sender', 'the messages of a sender keep their order', sameOrder, async (relay) => {
    const [one, two] = await pair(relay, await newRoom(relay));
    const sent = Array.from({ length: ROUNDS }, () => message(1, 40));
    for (const frame of sent) one.peer.sendBinary(frame);
    equal(await two.peer.frames(ROUNDS), sent, 'the frames');
  });

  check(
    'between-events',
    'a message stands between the events before and after it',
    sameOrder,
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const [watcher, sender] = await pair(relay, room);
      const [before, after] = [message(2), message(2)];
      sender.peer.sendBinary(before);
      await sender.peer.frame();
      await joinTo(await WsPeer.open(relay), room, []);
      sender.peer.sendBinary(after);
      sender.peer.leave();
      equal(await watcher.peer.frame(), before, 'the message before the join');
      await watcher.peer.event('presence:join');
      equal(await watcher.peer.frame(), after, 'the message after the join');
      equal((await watcher.peer.event('presence:leave'))['memberId'], 2, 'who left');
    },
  );

  check(
    'sizes',
    'a blob has 28 bytes or more, and a frame up to 16,000',
    clause('at most 16,000 bytes in all'),
    async (relay) => {
      const [one, two] = await pair(relay, await newRoom(relay));
      for (const blobBytes of [28, 29, 120, 121, MAX_FRAME_BYTES - HEAD_BYTES]) {
        const sent = message(1, blobBytes);
        one.peer.sendBinary(sent);
        equal(await one.peer.frame(), sent, `the echo of a blob of ${blobBytes} bytes`);
        equal(await two.peer.frame(), sent, `a blob of ${blobBytes} bytes`);
      }
    },
  );

  check(
    'fragments',
    'a message in fragments is forwarded as one, and pings between them are answered',
    clause('A message is one binary frame, the same in both directions'),
    async (relay) => {
      const room = await newRoom(relay);
      const watcher = await join(relay, room);
      const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
      const sent = message(2, 1_000);
      peer.write(
        { opcode: OPCODE.binary, fin: false, payload: sent.subarray(0, 3) },
        { opcode: OPCODE.ping, payload: Buffer.from('now') },
        { opcode: OPCODE.continuation, fin: false, payload: Buffer.alloc(0) },
        { opcode: OPCODE.continuation, fin: false, payload: sent.subarray(3, 700) },
        { opcode: OPCODE.continuation, payload: sent.subarray(700) },
      );
      equal(await peer.inbox.next('a pong'), { kind: 'pong', bytes: Buffer.from('now') }, 'what comes first');
      equal(await peer.frame(), sent, 'the echo');
      equal(await watcher.peer.frame(), sent, 'the frame');
    },
  );

  check(
    'keep-alive',
    'a keep-alive is answered to its sender alone, each one',
    clause('The relay answers it with `0x00`, to that client alone'),
    async (relay) => {
      const [one, two] = await pair(relay, await newRoom(relay));
      one.peer.sendBinary(KEEP_ALIVE);
      one.peer.sendBinary(KEEP_ALIVE);
      equal(await one.peer.frames(2), [KEEP_ALIVE, KEEP_ALIVE], 'the answers');
      await expectNothingElse(two.peer);
      await expectNothingElse(one.peer);
    },
  );
});

/** So many members of a new room, or as many as one may have. */
async function some(relay: Relay, count: number): Promise<Member[]> {
  const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
  return gather(relay, room, Math.min(count, room.capacity));
}
