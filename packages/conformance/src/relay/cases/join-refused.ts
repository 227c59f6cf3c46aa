import { createHash } from 'node:crypto';
import { each, equal } from '../../check.js';
import { expectRefused } from '../../wire/first.js';
import { newRoom, type Room } from '../../wire/gate.js';
import { gather, join, joinMessage, newTag, type Member } from '../../wire/member.js';
import { expectRefusal } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { OPCODE } from '../../wire/rfc6455.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('3-join');
const full = clause('the room is not full | `room_full`');
const exists = clause('the room exists | `room_not_found`');
const asReceived = clause('the relay compares it as received and MUST NOT decode or trim it first.');

const STRANGE_IDS = [
  ...['', ' ', '0', 'AAAAAAAAAAAAAAAAAAAAAA', '__proto__', 'constructor', 'hasOwnProperty', 'toString'],
  ...['ä', '\u0000', '\ud800', '😀', 'x'.repeat(800)],
];

export const joinRefusedCases = casesOf('join', (check) => {
  check(
    'room-not-found',
    "a roomId that is nobody's is room_not_found, whatever string it is",
    exists,
    (relay) =>
      each(STRANGE_IDS, (roomId) =>
        expectRefused(relay, joinMessage({ roomId, roomSecret: 'x' }), 'room_not_found'),
      ),
  );

  check(
    'room-not-found-before-secret',
    'a secret of another room does not make a room found',
    exists,
    async (relay) => {
      const { roomSecret } = await newRoom(relay);
      await expectRefused(relay, joinMessage({ roomId: newTag(), roomSecret }), 'room_not_found');
    },
  );

  check('similar-room', 'a roomId that only looks like one is room_not_found', asReceived, async (relay) => {
    const room = await newRoom(relay);
    await each(similarTo(room.roomId), (roomId) =>
      expectRefused(relay, joinMessage({ ...room, roomId }), 'room_not_found'),
    );
  });

  check(
    'bad-secret',
    'every string but the secret as it was given out is bad_secret',
    clause('the secret matches | `bad_secret`'),
    async (relay) => {
      const room = await newRoom(relay);
      await each(wrongSecrets(room), (roomSecret) =>
        expectRefused(relay, joinMessage({ ...room, roomSecret }), 'bad_secret'),
      );
      await expectUntouched(relay, room);
    },
  );

  check(
    'similar-secret',
    'a secret that only looks like the right one is bad_secret',
    asReceived,
    async (relay) => {
      const room = await newRoom(relay);
      await each(similarTo(room.roomSecret), (roomSecret) =>
        expectRefused(relay, joinMessage({ ...room, roomSecret }), 'bad_secret'),
      );
      await expectUntouched(relay, room);
    },
  );

  check('room-full', 'a join to a full room is room_full', full, async (relay) => {
    const { room } = await fullRoom(relay);
    await expectRefused(relay, joinMessage(room), 'room_full');
  });

  check('room-full-before-secret', 'a wrong secret for a full room is room_full', full, async (relay) => {
    const room = await newRoom(relay, `?capacity=${relay.limits.capacity.min}`);
    const wrong = joinMessage({ ...room, roomSecret: 'wrong' });
    await expectRefused(relay, wrong, 'bad_secret');
    await gather(relay, room, room.capacity);
    await expectRefused(relay, wrong, 'room_full');
  });

  check('place-of-a-leaver', 'a full room is open again once a member has left', full, async (relay) => {
    const { room, members } = await fullRoom(relay);
    const [first, ...others] = members;
    others.at(-1)?.peer.leave();
    await first?.peer.event('presence:leave');
    equal((await join(relay, room)).joined.memberId, room.capacity + 1, 'the memberId of the next to join');
  });

  check(
    'tag',
    'a tag of another form than 16 bytes in canonical base64url is bad_frame',
    clause('a tag of another form is `bad_frame`.'),
    async (relay) => {
      const room = await newRoom(relay);
      await each(wrongTags(), (tag) => expectRefused(relay, { ...joinMessage(room), tag }, 'bad_frame'));
      await expectUntouched(relay, room);
    },
  );

  check(
    'tag-before-room',
    'an ill-formed tag is bad_frame, whether there is such a room or not',
    clause('a tag of another form is `bad_frame`.'),
    (relay) => expectRefused(relay, joinMessage({ roomId: 'none', roomSecret: '' }, 'short'), 'bad_frame'),
  );

  check(
    'final',
    'nothing that a refused connection has sent behind its join is looked at',
    clause('A failed join gets the error event and then its close code.'),
    async (relay) => {
      const room = await newRoom(relay);
      const peer = await RawPeer.open(relay);
      const [wrong, right] = [joinMessage({ ...room, roomSecret: 'wrong' }), joinMessage(room)];
      peer.write(text(wrong), text(right), text({ type: 'room:purge' }));
      await expectRefusal(peer, 'bad_secret');
      await expectUntouched(relay, room);
    },
  );
});

async function fullRoom(relay: Relay): Promise<{ room: Room; members: Member[] }> {
  const room = await newRoom(relay, `?capacity=${relay.limits.capacity.min}`);
  return { room, members: await gather(relay, room, room.capacity) };
}

/** Refused joins have left nothing behind: the next is the first, and the creator. */
async function expectUntouched(relay: Relay, room: Room): Promise<void> {
  const { memberId, creator } = (await join(relay, room)).joined;
  equal({ memberId, creator }, { memberId: 1, creator: true }, 'the next to join');
}

function wrongSecrets({ roomId, roomSecret }: Room): readonly string[] {
  const digest = createHash('sha256').update(roomSecret).digest();
  return [
    ...['', ' ', roomId, 'ä'.repeat(11), '\udfff', 'x'.repeat(800)],
    ...Array.from(
      roomSecret,
      (character, n) => roomSecret.slice(0, n) + otherThan(character) + roomSecret.slice(n + 1),
    ),
    ...[roomSecret.slice(1), roomSecret.slice(0, -1), roomSecret.slice(0, 8), roomSecret + roomSecret],
    ...[digest.toString('base64url'), digest.toString('hex')],
  ];
}

/** Forms that somebody lenient would take for the same 16 bytes. */
function similarTo(text: string): readonly string[] {
  return [
    ...[`${text}=`, `${text}==`, ` ${text}`, `${text} `, `${text}\n`, `${text}\u0000`, `\ufeff${text}`],
    ...[swapCase(text), spareBits(text), `/r/${text}`, encodeURIComponent(`${text} `)],
    Buffer.from(text, 'base64url').toString('latin1'),
    Buffer.from(text, 'base64url').toString('hex'),
  ];
}

function wrongTags(): readonly unknown[] {
  const good = newTag();
  const ofBytes = (count: number) => Buffer.alloc(count).toString('base64url');
  return [
    ...[undefined, null, 1, '', ofBytes(15), ofBytes(17), ofBytes(32)],
    ...[`${good}==`, `${good.slice(0, -1)}B`, `+/${good.slice(2)}`, ` ${good.slice(1)}`, `${good}\n`],
  ];
}

const otherThan = (character: string) => (character === 'x' ? 'y' : 'x');

const swapCase = (text: string) =>
  text.replace(/[a-z]/gi, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));

/** The same bytes to a lenient base64url decoder: another last character, the four bits beyond the 16 bytes set. */
const spareBits = (text: string) =>
  text.slice(0, -1) + ({ A: 'B', Q: 'R', g: 'h', w: 'x' }[text.slice(-1)] ?? '');

const text = (object: object) => ({ opcode: OPCODE.text, payload: Buffer.from(JSON.stringify(object)) });
