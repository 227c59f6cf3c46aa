import { between, different, equal, holds, matches, oneOf } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { ID_16, MAX_CONTROL_BYTES } from '../../wire/table.js';
import { clientCasesOf } from '../case.js';

const clause = clauseIn('3-join');
const JOIN_MS = 5_000;

export const joinCases = clientCasesOf('join', (check) => {
  check(
    'subprotocol',
    'the WebSocket is at /ws, and pug.v1 is offered',
    clauseIn('websocket')('`GET /ws` with the subprotocol `pug.v1`.'),
    async (stage) => {
      const { socket } = await stage.enter();
      const offered = socket.header('sec-websocket-protocol')?.split(/, */) ?? [];
      holds(offered.includes('pug.v1'), 'the subprotocols offered', 'pug.v1 among them', offered);
      equal(
        stage.relay.upgrades.map(({ text }) => text.split('\r\n')[0]),
        ['GET /ws'],
        'the requests for a WebSocket',
      );
    },
  );

  check(
    'first-message',
    'the first message of a connection is a text frame with the join, at most 1,024 bytes',
    clause('The first control message of a connection MUST be'),
    async (stage) => {
      const { socket, room } = await stage.enter();
      const [first = Buffer.alloc(0)] = socket.sent;
      holds(
        first.length <= MAX_CONTROL_BYTES,
        'its length',
        `at most ${MAX_CONTROL_BYTES} bytes`,
        first.length,
      );
      const { roomId, roomSecret, tag } = JSON.parse(first.toString('utf8')) as Record<string, unknown>;
      equal([roomId, roomSecret], [room.roomId, room.roomSecret], 'the room that it asks for');
      matches(tag, ID_16, 'its tag');
    },
  );

  check(
    'in-time',
    'the join is sent within 5 s',
    clause("within 5 s of the connection's start, else `join_timeout`."),
    async (stage) => {
      let ms = Infinity;
      await stage.enter({
        before: ({ openedAt }) => {
          ms = performance.now() - openedAt;
        },
      });
      between(ms, 0, JOIN_MS, 'the time until the join, in ms');
    },
  );

  check(
    'fresh-tag',
    'every connection has a tag of its own, of random bytes',
    clause('`tag` is 16 random bytes in base64url, made fresh for each connection'),
    async (stage) => {
      const first = await stage.enter();
      await stage.leave(first);
      const second = await stage.join(first.room);
      different(second.self.tag, first.self.tag, 'the tag of the second connection');
      await stage.leave(second);
      const creator = await stage.create();
      oneOf(
        [first, second].some(({ self }) => self.tag === creator.self.tag),
        [false],
        'whether the creator has one of those tags',
      );
    },
  );

  check(
    'rejoins-with-a-fresh-tag',
    'who comes back after a lost connection has a new tag',
    clauseIn('5-leave')(
      'Who comes back joins anew, passes every check again, and has a new memberId and a new tag.',
    ),
    async (stage) => {
      const place = await stage.enter();
      place.socket.hangUp();
      const again = await stage.rejoin(place);
      different(again.self.tag, place.self.tag, 'the tag of the second connection');
    },
  );

  check(
    'rejoins-as-somebody-new',
    'who comes back after a lost connection speaks as the new member, from seq 1 on, with the new view',
    clauseIn('5-leave')(
      'Who comes back joins anew, passes every check again, and has a new memberId and a new tag.',
    ),
    async (stage) => {
      const place = await stage.enter();
      await place.say({ body: 'one' });
      await place.say({ body: 'two' });
      place.socket.hangUp();
      const again = await stage.rejoin(place);
      equal(again.report['memberId'], again.self.memberId, 'the memberId of the report joined');
      const { seq, epoch, view } = await again.say({ body: 'back' });
      equal({ seq, epoch }, { seq: 1, epoch: again.self.memberId }, 'seq and epoch of its first message');
      equal(view, again.room.prefix(), 'the view of its first message');
    },
  );

  check(
    'reports-joined',
    'the client knows its memberId and name, whether it is the creator, and who is there',
    clause('those already there, in order of joining'),
    async (stage) => {
      const { report, room, self } = await stage.enter({ others: 5 });
      equal(report['memberId'], self.memberId, 'the memberId');
      equal(report['username'], self.username, 'the username');
      equal(report['creator'], false, 'whether it is the creator');
      equal(
        report['members'],
        room.present.map(({ named }) => named),
        'the members',
      );
    },
  );

  check(
    'reports-creator',
    'whoever created the room knows that it is the creator',
    clause('The first connection that joins a room successfully is its creator.'),
    async (stage) => {
      const { report } = await stage.create();
      equal(report['memberId'], 1, 'the memberId');
      equal(report['creator'], true, 'whether it is the creator');
      equal(report['members'], [], 'the members');
    },
  );

  check(
    'not-creator-by-number',
    'a client takes from the relay alone whether it is the creator',
    clause('No later connection ever is, not even one of the same person.'),
    async (stage) => {
      const place = await stage.create();
      place.socket.hangUp();
      const again = await stage.rejoin(place);
      equal(again.report['creator'], false, 'whether it is the creator after coming back');
    },
  );

  check(
    'answers-pings',
    'pings of RFC 6455 are answered, before joining as well',
    clauseIn('4-message')(
      'The relay sends RFC 6455 pings at least every 30 s and cuts off a peer that was silent for 60 s.',
    ),
    async (stage) => {
      const { socket } = await stage.enter({
        before: async (opened) => {
          opened.ping();
          await opened.expect('pong');
        },
      });
      socket.ping();
      await socket.expect('pong');
    },
  );
});
