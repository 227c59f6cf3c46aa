import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { beforeItsTimer, expectRefused, refusalOf } from './client/first.js';
import { newRoom } from './client/gate.js';
import { join, joinMessage, newTag, pair } from './client/member.js';
import { expectRefusal } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { ManualClock, useRelay, type Engine, type Served } from './client/relay.js';
import { OPCODE } from './client/rfc6455.js';

/** protocol.md §3 Join: what is refused, and in which order it is looked at. */
export function joinRefusals(engine: Engine): void {
  describe('a join that is refused', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock, ttl: { min: 1, max: 3_600, default: 600 } });
    order(relay, clock);
    rooms(relay);
    secrets(relay);
    tags(relay);
    aftermath(relay);
  });
}

function order(relay: Served, clock: ManualClock): void {
  it('is room_not_found, then room_expired, then room_full, then bad_secret', async () => {
    const code = await beforeItsTimer(async () => {
      const room = await newRoom(relay.port, '?capacity=2&ttl=30');
      const wrong = joinMessage({ ...room, roomSecret: 'wrong' });
      await join(relay.port, room);
      await expectRefused(relay.port, wrong, 'bad_secret');
      await join(relay.port, room);
      await expectRefused(relay.port, wrong, 'room_full');
      await expectRefused(relay.port, joinMessage(room), 'room_full');
      clock.advance(31_000);
      const refusal = await refusalOf(relay.port, wrong);
      await expectRefused(relay.port, wrong, 'room_not_found');
      return refusal;
    });
    expect(code).toBe('room_expired');
  });

  it('is bad_frame for an ill-formed tag, whether there is such a room or not', async () => {
    const room = await newRoom(relay.port);
    await expectRefused(relay.port, joinMessage(room, 'short'), 'bad_frame');
    await expectRefused(relay.port, joinMessage({ roomId: 'none', roomSecret: '' }, 'short'), 'bad_frame');
  });

  it('is not room_full once a member has left', async () => {
    const room = await newRoom(relay.port, '?capacity=2');
    const [first, second] = await pair(relay.port, room);
    await expectRefused(relay.port, joinMessage(room), 'room_full');
    second.peer.leave();
    await first.peer.event('presence:leave');
    expect((await join(relay.port, room)).joined.memberId).toBe(3);
  });
}

function rooms(relay: Served): void {
  const strangers = ['', ' ', '0', 'AAAAAAAAAAAAAAAAAAAAAA', '__proto__', 'constructor', 'hasOwnProperty'];
  it.each([...strangers, 'toString', 'ä', '\u0000', '\ud800', '😀', 'x'.repeat(800)])(
    'is room_not_found for the roomId %j',
    async (roomId) => {
      await expectRefused(relay.port, joinMessage({ roomId, roomSecret: 'x' }), 'room_not_found');
    },
  );

  it('is room_not_found for a roomId that only looks like one', async () => {
    const room = await newRoom(relay.port);
    const { roomId } = room;
    const forms = [
      ` ${roomId}`,
      `${roomId} `,
      `${roomId}=`,
      `${roomId}==`,
      `${roomId}\n`,
      roomId.slice(0, -1),
    ];
    for (const form of [...forms, `${roomId}\u0000`, swapCase(roomId), spareBits(roomId), `/r/${roomId}`])
      await expectRefused(relay.port, joinMessage({ ...room, roomId: form }), 'room_not_found');
  });
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));
}

/** The same bytes to a lenient base64url decoder: another last character, the four bits beyond the 16 bytes set. */
function spareBits(text: string): string {
  const last = { A: 'B', Q: 'R', g: 'h', w: 'x' }[text.slice(-1)];
  if (last === undefined) throw new Error(`${text} is not canonical`);
  return text.slice(0, -1) + last;
}

function otherThan(character: string | undefined): string {
  return character === 'x' ? 'y' : 'x';
}

function secrets(relay: Served): void {
  it('is bad_secret for every string but the secret as it was given out', async () => {
    const room = await newRoom(relay.port);
    const { roomId, roomSecret } = room;
    const [first, last] = [roomSecret.slice(1), roomSecret.slice(0, -1)];
    const forms = [
      '',
      ' ',
      roomId,
      `${otherThan(roomSecret[0])}${first}`,
      `${last}x`,
      first,
      last,
      swapCase(roomSecret),
      'ä'.repeat(11),
    ];
    const padded = [
      `${roomSecret}=`,
      `${roomSecret}==`,
      ` ${roomSecret}`,
      `${roomSecret} `,
      `${roomSecret}\n`,
    ];
    const decoded = Buffer.from(roomSecret, 'base64url').toString('latin1');
    const digest = createHash('sha256').update(roomSecret);
    const others = [spareBits(roomSecret), `${roomSecret}\u0000`, roomSecret + roomSecret, decoded, '\udfff'];
    for (const form of [...forms, ...padded, ...others, digest.digest('base64url'), 'x'.repeat(800)])
      await expectRefused(relay.port, joinMessage({ ...room, roomSecret: form }), 'bad_secret');
    expect((await join(relay.port, room)).joined).toMatchObject({ memberId: 1, creator: true });
  });
}

function tags(relay: Served): void {
  const good = newTag();
  const bad: [name: string, tag: unknown][] = [
    ['missing', undefined],
    ['null', null],
    ['a number', 1],
    ['empty', ''],
    ['15 bytes', Buffer.alloc(15).toString('base64url')],
    ['17 bytes', Buffer.alloc(17).toString('base64url')],
    ['32 bytes', Buffer.alloc(32).toString('base64url')],
    ['padded', `${good}==`],
    ['not canonical', `${good.slice(0, -1)}B`],
    ['in the alphabet of base64', `+/${good.slice(2)}`],
    ['with white space', ` ${good.slice(1)}`],
    ['with a line feed at the end', `${good}\n`],
  ];
  it.each(bad)('is bad_frame where the tag is %s', async (_name, tag) => {
    const room = await newRoom(relay.port);
    await expectRefused(relay.port, { ...joinMessage(room), tag }, 'bad_frame');
    expect((await join(relay.port, room)).joined.memberId).toBe(1);
  });
}

function aftermath(relay: Served): void {
  it('is followed by nothing that the connection has sent behind it', async () => {
    const room = await newRoom(relay.port);
    const peer = await RawPeer.open(relay.port);
    const [wrong, right] = [joinMessage({ ...room, roomSecret: 'wrong' }), joinMessage(room)];
    peer.write(text(wrong), text(right), text({ type: 'room:purge' }));
    await expectRefusal(peer, 'bad_secret');
    expect((await join(relay.port, room)).joined).toMatchObject({ memberId: 1, creator: true });
  });
}

function text(object: object): { opcode: number; payload: Buffer } {
  return { opcode: OPCODE.text, payload: Buffer.from(JSON.stringify(object)) };
}
