import { createHash } from 'node:crypto';
import vectors from '@pug-network/protocol/vectors/views.json';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as usernames from '../../src/rooms/usernames.js';
import { newRooms, newTag } from '../support/registry.js';

vi.mock('../../src/rooms/usernames.js', { spy: true });

afterEach(() => {
  vi.mocked(usernames.usernameOf).mockReset();
});

describe('a joiner', () => {
  it('is welcomed with all that it needs', () => {
    const rooms = newRooms();
    const room = rooms.create(60, 5);
    rooms.clock.advance(1_500);
    expect(rooms.join(room).welcome).toEqual({
      type: 'room:joined',
      memberId: 1,
      username: expect.stringMatching(/^[a-z]+-[a-z]+$/),
      creator: true,
      members: [],
      view: 'A'.repeat(43),
      capacity: 5,
      expiresAt: room.expiresAt,
      ttlRemaining: 58_500,
    });
  });

  it('is told the time that is left by the clock that ends the room first', () => {
    const rooms = newRooms();
    const room = rooms.create(60);
    rooms.clock.setWallBy(20_000);
    expect(rooms.join(room).welcome).toMatchObject({ ttlRemaining: 40_000, expiresAt: room.expiresAt });
    rooms.clock.setWallBy(-30_000);
    expect(rooms.join(room).welcome).toMatchObject({ ttlRemaining: 60_000, expiresAt: room.expiresAt });
  });

  it('is told a whole number of milliseconds, none too many', () => {
    const rooms = newRooms();
    const room = rooms.create(60);
    rooms.clock.advance(0.25);
    expect(rooms.join(room).welcome.ttlRemaining).toBe(59_999);
  });

  it('is told who is there, in order of joining, and the others are told of it', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const tags = [newTag(), newTag(), newTag(), newTag()];
    const joined = tags.map((tag) => rooms.join(room, tag));
    const named = joined.map(({ welcome: { memberId, username } }) => ({ memberId, username }));
    expect(named.map(({ memberId }) => memberId)).toEqual([1, 2, 3, 4]);
    for (const [n, { welcome, member }] of joined.entries()) {
      expect(welcome.members).toEqual(named.slice(0, n));
      const later = named.map((who, m) => ({ type: 'presence:join', ...who, tag: tags[m] })).slice(n + 1);
      expect(member.news()).toEqual(later);
    }
  });

  it('sees nothing of its own joining and nothing of what was before', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const first = rooms.join(room);
    rooms.registry.relay(first.seat.room, Uint8Array.of(1, 2, 3));
    expect(rooms.join(room).member.seen).toEqual([]);
  });

  it('gets an id that nobody had, even after others have left', () => {
    const rooms = newRooms();
    const room = rooms.create(60, 3);
    const [, second] = [rooms.join(room), rooms.join(room)];
    rooms.registry.leave(second.seat.room, second.seat.memberId);
    const third = rooms.join(room);
    expect(third.welcome).toMatchObject({ memberId: 3, creator: false, members: [{ memberId: 1 }] });
    expect(third.welcome.username).not.toBe(second.welcome.username);
  });

  it('is the creator only as the first of all, and nobody is after that', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const [first, second] = [rooms.join(room), rooms.join(room)];
    expect([first.welcome.creator, second.welcome.creator]).toEqual([true, false]);
    rooms.registry.leave(first.seat.room, first.seat.memberId);
    const third = rooms.join(room);
    expect(third.welcome.creator).toBe(false);
    for (const { seat } of [second, third]) {
      expect(rooms.registry.purge(seat.room, seat.memberId)).toEqual({ ok: false, code: 'not_creator' });
    }
    expect(rooms.registry.has(room.roomId)).toBe(true);
  });
});

describe('the view', () => {
  it('goes on with each joiner as the protocol says, and does not go back when somebody leaves', () => {
    const rooms = newRooms();
    const room = rooms.create();
    let view = Buffer.alloc(32);
    for (let n = 1; n <= 6; n++) {
      const tag = newTag();
      const { welcome, seat } = rooms.join(room, tag);
      expect(welcome.view).toBe(view.toString('base64url'));
      const id = Buffer.alloc(4);
      id.writeUInt32BE(n);
      const input = Buffer.concat([view, id, Buffer.from(tag, 'base64url'), Buffer.from(welcome.username)]);
      view = createHash('sha256').update(input).digest();
      if (n % 2 === 0) rooms.registry.leave(seat.room, n);
    }
  });

  it('is that of the vectors for the tags and names of the vectors', () => {
    const [start, ...members] = vectors.views;
    vi.mocked(usernames.usernameOf).mockImplementation((_seed, memberId) => members[memberId - 1]!.username!);
    const rooms = newRooms();
    const room = rooms.create();
    const given = members.map(({ tag }) => rooms.join(room, tag));
    const before = [start, ...members.slice(0, -1)].map((row) => row!.view);
    expect(given.map(({ welcome }) => Buffer.from(welcome.view, 'base64url').toString('hex'))).toEqual(
      before,
    );
    expect(Buffer.from(given.at(-1)!.seat.room.view, 'base64url').toString('hex')).toBe(members.at(-1)!.view);
    expect(given.map(({ welcome }) => welcome.username)).toEqual(members.map(({ username }) => username));
  });
});
