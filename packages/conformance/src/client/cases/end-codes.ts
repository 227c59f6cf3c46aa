import { equal, holds } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import type { CloseCode } from '../../wire/table.js';
import { expectBackOff } from '../back-off.js';
import { clientCasesOf } from '../case.js';
import type { ClientSocket } from '../relay/client-socket.js';
import { PlayedRoom } from '../relay/room.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('code-table');
const final = clause('**final**: it gives up.');
const later = clause('**later**: it MAY try again with back-off and jitter, on the socket by joining anew.');

const FINAL_AT_JOIN: readonly CloseCode[] = [
  'room_not_found',
  'room_expired',
  'room_full',
  'bad_secret',
  'bad_frame',
];
const FINAL_IN_ROOM: readonly CloseCode[] = ['bad_frame', 'room_not_found', 'room_expired', 'room_purged'];
const LATER = ['rate_limited', 'server_full', 'server_shutdown'] as const satisfies readonly CloseCode[];
/** Those of the table which no error of the kit's table has, and some that are in no table. */
const LATER_CLOSES = [4408, 4508, 4500, 4555, 4599];
const UNKNOWN_FINAL = [4402, 4444, 4499];

/** A room that the client asks to join; gives the connection. */
async function knocks(stage: Stage): Promise<{ id: number; socket: ClientSocket }> {
  const room = new PlayedRoom();
  const id = stage.client.tell({ do: 'join', link: room.link(stage.relay.origin) });
  const socket = await stage.relay.socket();
  await stage.knock(socket, room);
  return { id, socket };
}

/** The client has given up: it does not connect again. */
async function staysAway(stage: Stage, after: string): Promise<void> {
  const before = stage.relay.upgrades.length;
  await stage.client.silence();
  equal(stage.relay.upgrades.length, before, `the connections after ${after}`);
}

/** The client is in a room, loses its connection by `end`, and may come back: then as somebody new. */
async function mayComeBack(stage: Stage, end: (socket: ClientSocket) => void): Promise<void> {
  const place = await stage.enter();
  end(place.socket);
  const again = await stage.rejoin(place);
  holds(again.self.tag !== place.self.tag, 'the tag of the new connection', 'another', again.self.tag);
  await stage.leave(again);
}

export const endCodeCases = clientCasesOf('codes', (check) => {
  check('final-at-join', 'a client that is refused for good gives up', final, async (stage) => {
    for (const code of FINAL_AT_JOIN) {
      const { id, socket } = await knocks(stage);
      socket.refuse(code);
      equal((await stage.client.answer(id, 'failed'))['why'], code, `why joining failed after ${code}`);
      await staysAway(stage, code);
    }
  });

  check('final-in-room', 'a client whose connection is closed for good gives up', final, async (stage) => {
    for (const code of FINAL_IN_ROOM) {
      const { socket } = await stage.enter();
      socket.refuse(code);
      await stage.client.ended(code);
      await staysAway(stage, code);
    }
  });

  check(
    'final-by-close-code',
    'the close code alone is enough',
    clauseIn('error-event-and-close')("The close reason is the code's name."),
    async (stage) => {
      const { id, socket } = await knocks(stage);
      socket.close(4404, 'room_not_found');
      equal(
        (await stage.client.answer(id, 'failed'))['why'],
        'room_not_found',
        'why joining failed after 4404',
      );
      for (const [close, code] of [
        [4410, 'room_expired'],
        [4411, 'room_purged'],
      ] as const) {
        const place = await stage.enter();
        place.socket.close(close);
        await stage.client.ended(code);
        await staysAway(stage, String(close));
      }
    },
  );

  check(
    'unknown-final',
    'close codes of 44xx that are not in the table are final',
    clause('Of close codes that are not in the table, 44xx are final and 45xx are later.'),
    async (stage) => {
      for (const close of UNKNOWN_FINAL) {
        const { id, socket } = await knocks(stage);
        socket.close(close, 'of_a_later_revision');
        await stage.client.answer(id, 'failed');
        await staysAway(stage, `${close} at the join`);
        const place = await stage.enter();
        place.socket.close(close, 'of_a_later_revision');
        await stage.client.ended();
        await staysAway(stage, `${close} in a room`);
      }
    },
  );

  check(
    'later-in-room',
    'a client whose connection is closed for now may come back, as somebody new',
    later,
    async (stage) => {
      for (const code of LATER) await mayComeBack(stage, (socket) => socket.refuse(code));
      for (const close of LATER_CLOSES) await mayComeBack(stage, (socket) => socket.close(close));
    },
  );

  check(
    'lost',
    'a client whose connection is lost may come back, as somebody new',
    clause('After 1006 it MAY do so as well.'),
    async (stage) => {
      await mayComeBack(stage, (socket) => socket.hangUp());
      await mayComeBack(stage, (socket) => socket.cut());
    },
  );

  for (const code of [...LATER, 'join_timeout'] as const)
    check(
      `later-at-join-${code.replaceAll('_', '-')}`,
      `a client that is refused by ${code} gives up, or tries again with back-off`,
      later,
      async (stage) => {
        const { socket } = await knocks(stage);
        socket.refuse(code);
        await refuseEveryone(stage);
      },
    );

  check(
    'back-off',
    'a client that comes back and is refused again and again does so with back-off',
    later,
    async (stage) => {
      const { socket } = await stage.enter();
      socket.hangUp();
      await refuseEveryone(stage);
    },
  );

  check(
    'final-while-away',
    'a client that is refused for good when it comes back gives up',
    final,
    async (stage) => {
      const place = await stage.enter();
      place.socket.hangUp();
      const { did } = await stage.client.report(['away', 'ended']);
      if (did === 'ended') return;
      const again = await stage.relay.socket();
      await stage.knock(again, place.room);
      again.refuse('room_not_found');
      await stage.client.ended('room_not_found');
      await staysAway(stage, 'room_not_found');
    },
  );
});

/** Every connection is refused from now on, and the client does not mind too often. */
async function refuseEveryone({ relay }: Stage): Promise<void> {
  relay.greet = (socket) => socket.refuse('server_full');
  await expectBackOff('the connections', () => relay.upgrades.length);
}
