import { describe, expect, it } from 'vitest';
import { newRooms } from '../support/registry.js';

const FRAME = Uint8Array.of(1, 0, 0, 0, 1, 42);

describe('a join', () => {
  it('is refused as not found, expired, full, wrong secret: the first of these that holds', () => {
    const rooms = newRooms();
    const room = rooms.create(60, 2);
    const wrong = { roomSecret: 'wrong' };
    expect(rooms.refusedJoin({ ...room, roomId: `${room.roomId}A` })).toBe('room_not_found');
    expect(rooms.refusedJoin(room, wrong)).toBe('bad_secret');
    rooms.join(room);
    rooms.join(room);
    expect(rooms.refusedJoin(room)).toBe('room_full');
    expect(rooms.refusedJoin(room, wrong)).toBe('room_full');
    rooms.clock.advance(60_000);
    expect(rooms.refusedJoin(room, wrong)).toBe('room_expired');
    expect(rooms.refusedJoin(room)).toBe('room_not_found');
  });

  it.each(['', '__proto__', 'constructor', '\0', '\u0141'.repeat(22)])(
    'finds no room called %j',
    (roomId) => {
      const rooms = newRooms();
      const room = rooms.create();
      expect(rooms.refusedJoin({ ...room, roomId })).toBe('room_not_found');
    },
  );

  it('compares the id as it was received', () => {
    const rooms = newRooms();
    const room = rooms.create();
    for (const roomId of [` ${room.roomId}`, `${room.roomId}=`, `${room.roomId}\n`]) {
      expect(rooms.refusedJoin({ ...room, roomId })).toBe('room_not_found');
    }
  });

  it('that is refused changes nothing for those inside', () => {
    const rooms = newRooms();
    const room = rooms.create(60, 2);
    const { member, welcome } = rooms.join(room);
    rooms.refusedJoin(room, { roomSecret: '' });
    expect(member.seen).toEqual([]);
    expect(rooms.join(room).welcome).toMatchObject({
      memberId: welcome.memberId + 1,
      members: [{ memberId: 1 }],
    });
  });

  it('finds room again where somebody has left', () => {
    const rooms = newRooms();
    const room = rooms.create(60, 2);
    const [, second] = [rooms.join(room), rooms.join(room)];
    expect(rooms.refusedJoin(room)).toBe('room_full');
    rooms.registry.leave(second.seat.room, second.seat.memberId);
    expect(rooms.join(room).welcome.memberId).toBe(3);
    expect(rooms.refusedJoin(room)).toBe('room_full');
  });
});

describe('a message', () => {
  it('reaches every member of its room, the sender too, unchanged and in one order, and nobody else', () => {
    const rooms = newRooms();
    const [room, other] = [rooms.create(), rooms.create()];
    const joined = [rooms.join(room), rooms.join(room), rooms.join(room)];
    const stranger = rooms.join(other);
    for (const { member } of joined) member.news();
    const frames = [FRAME, Uint8Array.of(9), FRAME];
    for (const frame of frames) rooms.registry.relay(joined[1]!.seat.room, frame);
    for (const { member } of joined) expect(member.news()).toEqual(frames);
    expect(stranger.member.seen).toEqual([]);
  });
});

describe('a member that leaves', () => {
  it('hears nothing from then on, and the others hear that it left', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const [first, second, third] = [rooms.join(room), rooms.join(room), rooms.join(room)];
    for (const { member } of [first, second, third]) member.news();
    rooms.registry.leave(second.seat.room, 2);
    rooms.registry.relay(first.seat.room, FRAME);
    const left = { type: 'presence:leave', memberId: 2 };
    for (const { member } of [first, third]) expect(member.seen).toEqual([left, FRAME]);
    expect(second.member.seen).toEqual([]);
  });

  it('leaves once', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const [first, second] = [rooms.join(room), rooms.join(room)];
    first.member.news();
    for (let n = 0; n < 3; n++) rooms.registry.leave(second.seat.room, 2);
    expect(first.member.seen).toEqual([{ type: 'presence:leave', memberId: 2 }]);
    expect(rooms.registry.has(room.roomId)).toBe(true);
  });

  it('as the last one takes the room with it: lookup, timer and topic', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const { seat, member } = rooms.join(room);
    rooms.registry.leave(seat.room, 1);
    expect(rooms.registry.has(room.roomId)).toBe(false);
    expect([rooms.registry.size, rooms.timekeeper.size, rooms.publisher.topics.size]).toEqual([0, 0, 0]);
    expect(member.seen).toEqual([]);
    expect(rooms.refusedJoin(room)).toBe('room_not_found');
  });
});

describe('a purge', () => {
  it('by the creator ends the room for everybody, the creator too, with no word of leaving', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const joined = [rooms.join(room), rooms.join(room)];
    for (const { member } of joined) member.news();
    expect(rooms.registry.purge(joined[0]!.seat.room, 1).ok).toBe(true);
    for (const { member } of joined) expect(member.seen).toEqual([{ ended: 'purge' }]);
    expect(rooms.refusedJoin(room)).toBe('room_not_found');
    expect([rooms.registry.size, rooms.timekeeper.size]).toEqual([0, 0]);
  });

  it('by anybody else is denied and nobody is told', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const joined = [rooms.join(room), rooms.join(room)];
    for (const { member } of joined) member.news();
    expect(rooms.registry.purge(joined[1]!.seat.room, 2)).toEqual({ ok: false, code: 'not_creator' });
    for (const { member } of joined) expect(member.seen).toEqual([]);
    expect(rooms.registry.has(room.roomId)).toBe(true);
  });

  it('by anybody of a room that is due ends it as expired', () => {
    const rooms = newRooms();
    const room = rooms.create(60);
    const joined = [rooms.join(room), rooms.join(room)];
    for (const { member } of joined) member.news();
    rooms.clock.advance(60_000);
    expect(rooms.registry.purge(joined[1]!.seat.room, 2).ok).toBe(true);
    for (const { member } of joined) expect(member.seen).toEqual([{ ended: 'ttl' }]);
  });
});

describe('a shutdown', () => {
  it('ends every room, those that nobody has joined too', () => {
    const rooms = newRooms();
    const [joined, empty] = [rooms.create(), rooms.create()];
    const { member } = rooms.join(joined);
    rooms.registry.shutdown();
    expect(member.seen).toEqual([{ ended: 'shutdown' }]);
    expect([rooms.registry.size, rooms.timekeeper.size]).toEqual([0, 0]);
    expect([rooms.refusedJoin(joined), rooms.refusedJoin(empty)]).toEqual([
      'room_not_found',
      'room_not_found',
    ]);
  });
});
