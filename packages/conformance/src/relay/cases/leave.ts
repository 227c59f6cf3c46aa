import { different, each, equal } from '../../check.js';
import { expectRefused } from '../../wire/first.js';
import { newRoom, type Room } from '../../wire/gate.js';
import { at, gather, join, joinMessage, joinTo, message, pair, type Member } from '../../wire/member.js';
import { expectNothingElse, expectRefusal } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { eventually } from '../../wire/wait.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('5-leave');
const told = clause('At that moment each of the others gets');
const nothingMore = clause('nothing more that comes from the member is looked at.');

const NORMAL = Buffer.from([0x03, 0xe8]);
/** No grace: far less than any that somebody would think of giving. */
const AT_ONCE_MS = 1_000;

const WAYS: Readonly<Record<string, (peer: RawPeer) => void>> = {
  'a Close frame': (peer) => peer.leave(),
  'a Close frame without a code': (peer) => peer.write({ opcode: OPCODE.close }),
  'the end of the TCP connection': (peer) => peer.cut(),
  'the end of its sending side': (peer) => peer.halfClose(),
};

export const leaveCases = casesOf('leave', (check) => {
  check('told', 'the others are told at once, however a member goes', told, (relay) =>
    each(Object.keys(WAYS), async (way) => {
      const scene = await watched(relay);
      const since = performance.now();
      WAYS[way]?.(scene.leaver.peer);
      await expectLeft(scene);
      equal(performance.now() - since < AT_ONCE_MS, true, `told in less than ${AT_ONCE_MS} ms`);
    }),
  );

  check(
    'each',
    'everybody left is told of each that leaves, once',
    told,
    async (relay) => {
      const room = await newRoom(relay, `?capacity=${relay.limits.capacity.max}`);
      const members = await gather(relay, room, 4);
      at(members, 1).peer.leave();
      for (const n of [0, 2, 3]) await expectLeaveOf(at(members, n), 2);
      at(members, 0).peer.cut();
      for (const n of [2, 3]) {
        await expectLeaveOf(at(members, n), 1);
        await expectNothingElse(at(members, n).peer);
      }
    },
    { fits: ({ limits }) => limits.capacity.max >= 4 },
  );

  check('not-joined', 'nobody is told of a connection that goes before joining', told, async (relay) => {
    const watcher = await join(relay, await newRoom(relay));
    const peer = await WsPeer.open(relay);
    await expectNothingElse(peer);
    peer.leave();
    await peer.closed();
    await expectNothingElse(watcher.peer);
  });

  check(
    'close-frame',
    'a Close frame counts though the TCP connection is kept',
    clause('the relay reads its Close frame,'),
    async (relay) => {
      const scene = await watched(relay);
      scene.leaver.peer.pause();
      scene.leaver.peer.leave();
      await expectLeft(scene);
    },
  );

  check(
    'behind-close-frame',
    'what is sent behind a Close frame is not looked at',
    nothingMore,
    async (relay) => {
      const scene = await watched(relay);
      const last = message(2);
      scene.leaver.peer.write(
        { opcode: OPCODE.binary, payload: last },
        { opcode: OPCODE.close, payload: NORMAL },
        { opcode: OPCODE.binary, payload: message(2) },
      );
      equal(await scene.watcher.peer.frame(), last, 'the message before the Close frame');
      await expectLeft(scene);
    },
  );

  check(
    'close-answered',
    'a Close frame is answered with one',
    clause('the relay reads its Close frame,'),
    async (relay) => {
      const { leaver } = await watched(relay);
      leaver.peer.leave();
      equal((await leaver.peer.closed()).code, 1000, 'the close code');
    },
  );

  check(
    'no-resurrection',
    'who comes back is a new member with a new name, and cannot speak as the old one',
    clause('There is no grace period and no resurrection.'),
    async (relay) => {
      const scene = await watched(relay);
      scene.leaver.peer.cut();
      await expectLeft(scene);
      const back = await WsPeer.open(relay);
      back.send(joinMessage(scene.room, scene.leaver.tag));
      const joined = await back.event('room:joined');
      equal(joined['memberId'], 3, 'the memberId');
      different(joined['username'], scene.leaver.joined.username, 'the username');
      equal((await scene.watcher.peer.event('presence:join'))['memberId'], 3, 'who the others are told of');
      back.sendBinary(message(2));
      await expectRefusal(back, 'bad_frame');
    },
  );

  check(
    'last',
    'when the last member has left the room is room_not_found',
    clause('If nobody is left, the room is purged.'),
    async (relay) => {
      for (const count of [1, 2]) {
        const room = await newRoom(relay);
        for (const { peer } of await gather(relay, room, count)) {
          peer.leave();
          await peer.untilClosed();
        }
        await expectRefused(relay, joinMessage(room), 'room_not_found');
      }
    },
  );

  check(
    'last-cut-off',
    'when the last connection is lost the room is room_not_found',
    clause('the relay loses the connection.'),
    async (relay) => {
      const room = await newRoom(relay);
      const alone = await join(relay, room);
      alone.peer.cut();
      await eventually(async () => (await firstCode(relay, room)) === 'room_not_found', 'room_not_found');
    },
  );

  check(
    'creator',
    'a room goes on when its creator has left',
    clauseIn('6-purge')('empty | the last member left'),
    async (relay) => {
      const room = await newRoom(relay);
      const [creator, other] = await pair(relay, room);
      creator.peer.leave();
      await other.peer.event('presence:leave');
      other.peer.sendBinary(message(2));
      await other.peer.frame();
      equal((await join(relay, room)).joined.memberId, 3, 'the memberId of the next to join');
    },
  );
});

interface Watched {
  readonly room: Room;
  readonly watcher: Member;
  readonly leaver: Member<RawPeer>;
}

/** A room whose second member is a raw one, watched by the first. */
async function watched(relay: Relay): Promise<Watched> {
  const room = await newRoom(relay);
  const watcher = await join(relay, room);
  return { room, watcher, leaver: await joinTo(await RawPeer.open(relay), room, [watcher]) };
}

async function expectLeaveOf({ peer }: Member, memberId: number): Promise<void> {
  equal((await peer.event('presence:leave'))['memberId'], memberId, 'the memberId that left');
}

async function expectLeft({ watcher }: Watched): Promise<void> {
  await expectLeaveOf(watcher, 2);
  await expectNothingElse(watcher.peer);
}

/** What a wrong secret is answered with: joining must not keep alive what is being looked at. */
async function firstCode(relay: Relay, room: Room): Promise<unknown> {
  const peer = await WsPeer.open(relay);
  peer.send(joinMessage({ ...room, roomSecret: 'wrong' }));
  const { code } = await peer.event('error');
  await peer.closed();
  return code;
}
