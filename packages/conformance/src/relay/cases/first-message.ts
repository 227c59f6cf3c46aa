import { each } from '../../check.js';
import { expectRefused } from '../../wire/first.js';
import { newRoom } from '../../wire/gate.js';
import { joinMessage, message, newTag } from '../../wire/member.js';
import { KEEP_ALIVE, expectNothingElse } from '../../wire/peer.js';
import { MAX_CONTROL_BYTES } from '../../wire/table.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn } from '../case.js';

const bad = clauseIn('what-is-a-bad-frame');
const anythingElse = bad('before joining, anything but a join or a keep-alive;');

const NOT_A_JOIN: readonly (object | string | Buffer)[] = [
  { type: 'room:purge' },
  { type: 'room:joined' },
  message(1),
  Buffer.alloc(0),
  Buffer.concat([KEEP_ALIVE, KEEP_ALIVE]),
  Buffer.from([0x02]),
  '',
];

const ILL_TYPED: readonly object[] = [
  { type: 'room:join', roomSecret: 's', tag: newTag() },
  { type: 'room:join', roomId: 'r', tag: newTag() },
  { type: 'room:join', roomId: 1, roomSecret: 's', tag: newTag() },
  { type: 'room:join', roomId: 'r', roomSecret: null, tag: newTag() },
  { type: 'room:join', roomId: ['r'], roomSecret: 's', tag: newTag() },
  { Type: 'room:join', roomId: 'r', roomSecret: 's', tag: newTag() },
];

export const firstMessageCases = casesOf('join', (check) => {
  check(
    'not-a-join',
    'a connection that begins with anything but a join is bad_frame',
    anythingElse,
    (relay) => each(NOT_A_JOIN, (first) => expectRefused(relay, first, 'bad_frame')),
  );

  check(
    'ill-typed',
    'a join with a name missing or of the wrong type is bad_frame',
    bad(
      'a text frame that is ill-formed or ill-typed JSON, or has an unknown `type`, or is over 1,024 bytes;',
    ),
    (relay) => each(ILL_TYPED, (first) => expectRefused(relay, first, 'bad_frame')),
  );

  check(
    'of-1024-bytes',
    'a join of 1,024 bytes is read, a longer one is bad_frame',
    bad(
      'a text frame that is ill-formed or ill-typed JSON, or has an unknown `type`, or is over 1,024 bytes;',
    ),
    async (relay) => {
      const room = await newRoom(relay);
      const text = JSON.stringify(joinMessage(room)).padEnd(MAX_CONTROL_BYTES, ' ');
      const peer = await WsPeer.open(relay);
      peer.sendText(text);
      await peer.event('room:joined');
      await expectRefused(relay, `${text} `, 'bad_frame');
      await expectRefused(relay, { ...joinMessage(room), note: 'ä'.repeat(480) }, 'bad_frame');
    },
  );

  check(
    'keep-alive-before',
    'keep-alives are answered before the join',
    clauseIn('4-message')('to that client alone, before joining as well.'),
    async (relay) => {
      const room = await newRoom(relay);
      const peer = await WsPeer.open(relay);
      for (let n = 0; n < 3; n++) await expectNothingElse(peer);
      peer.send(joinMessage(room));
      await peer.event('room:joined');
    },
  );
});
