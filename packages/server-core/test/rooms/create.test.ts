import { isRoomId, isRoomSecret } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { newRooms } from '../support/registry.js';

const TTL: [asked: number | undefined, given: number][] = [
  [undefined, 3_600],
  [0, 60],
  [59, 60],
  [60, 60],
  [61, 61],
  [86_399, 86_399],
  [86_400, 86_400],
  [86_401, 86_400],
  [Number('9'.repeat(30)), 86_400],
  // What Number makes of digits without end.
  [Infinity, 86_400],
];

const CAPACITY: [asked: number | undefined, given: number][] = [
  [undefined, 10],
  [0, 2],
  [1, 2],
  [2, 2],
  [50, 50],
  [51, 50],
  [Infinity, 50],
];

describe('a room that is created', () => {
  it('has an id and a secret of 16 random bytes each, unlike any other', () => {
    const rooms = newRooms();
    const created = Array.from({ length: 500 }, () => rooms.create());
    expect(created.filter(({ roomId }) => !isRoomId(roomId))).toEqual([]);
    expect(created.filter(({ roomSecret }) => !isRoomSecret(roomSecret))).toEqual([]);
    expect(new Set(created.flatMap(({ roomId, roomSecret }) => [roomId, roomSecret])).size).toBe(1_000);
  });

  it.each(TTL)('with a ttl of %s s asked for lives %s s', (asked, given) => {
    const rooms = newRooms();
    const { ttl, expiresAt } = rooms.create(asked);
    expect(ttl).toBe(given);
    expect(expiresAt).toBe(rooms.clock.wall() + given * 1_000);
  });

  it.each(CAPACITY)('with a capacity of %s asked for takes %s members', (asked, given) => {
    const rooms = newRooms();
    const room = rooms.create(undefined, asked);
    expect(room.capacity).toBe(given);
    for (let n = 0; n < given; n++) rooms.join(room);
    expect(rooms.refusedJoin(room)).toBe('room_full');
  });

  it('is clamped into the range of the deployment', () => {
    const rooms = newRooms({
      ttl: { min: 5, max: 7, default: 6 },
      capacity: { min: 3, max: 3, default: 3 },
    });
    expect(rooms.create()).toMatchObject({ ttl: 6, capacity: 3 });
    expect(rooms.create(4, 2)).toMatchObject({ ttl: 5, capacity: 3 });
    expect(rooms.create(8, 4)).toMatchObject({ ttl: 7, capacity: 3 });
  });

  it('waits for its first member as long as its ttl', () => {
    const rooms = newRooms();
    const room = rooms.create(60);
    rooms.clock.advance(59_999);
    expect(rooms.join(room).welcome.creator).toBe(true);
  });
});

describe('a deployment', () => {
  it('has at most so many rooms, and one more as soon as one has ended', () => {
    const rooms = newRooms({ maxRooms: 3 });
    const created = [rooms.create(), rooms.create(), rooms.create()];
    expect(rooms.registry.create()).toEqual({ ok: false, code: 'server_full' });
    expect(rooms.registry.size).toBe(3);
    expect(rooms.timekeeper.size).toBe(3);
    const { seat } = rooms.join(created[1]!);
    rooms.registry.leave(seat.room, seat.memberId);
    expect(rooms.registry.create().ok).toBe(true);
    expect(rooms.registry.create()).toEqual({ ok: false, code: 'server_full' });
  });

  it.each([
    { maxRooms: 4, taken: 2, isCrowded: false },
    { maxRooms: 4, taken: 3, isCrowded: true },
    { maxRooms: 5, taken: 2, isCrowded: false },
    { maxRooms: 5, taken: 3, isCrowded: true },
    { maxRooms: 2, taken: 1, isCrowded: false },
    { maxRooms: 1_000, taken: 500, isCrowded: false },
    { maxRooms: 1_000, taken: 501, isCrowded: true },
  ])('with $taken of $maxRooms rooms taken is crowded: $isCrowded', ({ maxRooms, taken, isCrowded }) => {
    const rooms = newRooms({ maxRooms });
    for (let n = 0; n < taken; n++) rooms.create();
    expect(rooms.create(86_400).ttl).toBe(isCrowded ? 600 : 86_400);
  });

  it('that is crowded gives 600 s by default, and what is asked for below that', () => {
    const rooms = newRooms({ maxRooms: 8 });
    for (let n = 0; n < 5; n++) rooms.create();
    expect(rooms.create().ttl).toBe(600);
    expect(rooms.create(599).ttl).toBe(599);
    expect(rooms.create(1).ttl).toBe(60);
  });

  it.each([
    { min: 900, max: 1_000, given: 900 },
    { min: 10, max: 300, given: 300 },
  ])('that is crowded stays within its own range of $min to $max s', ({ min, max, given }) => {
    const rooms = newRooms({ maxRooms: 3, ttl: { min, max, default: max } });
    expect([rooms.create(), rooms.create()].map(({ ttl }) => ttl)).toEqual([max, max]);
    expect(rooms.create(max).ttl).toBe(given);
  });

  it('is no longer crowded once rooms have ended', () => {
    const rooms = newRooms({ maxRooms: 4 });
    const [first] = [rooms.create(), rooms.create(), rooms.create()];
    const { seat } = rooms.join(first);
    rooms.registry.leave(seat.room, seat.memberId);
    expect(rooms.create(86_400).ttl).toBe(86_400);
  });
});
