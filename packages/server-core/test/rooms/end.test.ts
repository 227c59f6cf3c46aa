import { openRoom } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { endRoom } from '../../src/rooms/end.js';
import { Room } from '../../src/rooms/room.js';
import { newRooms } from '../support/registry.js';
import { FakeMember, FakePublisher, type EndReason } from '../support/room-seam.js';

const REASONS: EndReason[] = ['ttl', 'purge', 'shutdown'];

/** A room with three members, all subscribed to it. */
function fullRoom() {
  const publisher = new FakePublisher();
  const room = new Room('room', '', 0, openRoom(3, { monotonic: 1, wall: 1 }), () => undefined);
  const members = Array.from({ length: 3 }, () => new FakeMember(publisher));
  room.seats = new Map(members.map((member, n) => [n + 1, { member, username: 'calm-otter' }]));
  for (const member of members) member.subscribe(room.id);
  return { room, members, publisher };
}

describe('the end of a room', () => {
  it.each(REASONS)('by %s is told to everybody once, in order of joining', (reason) => {
    const { room, members } = fullRoom();
    const told: number[] = [];
    for (const [n, member] of members.entries()) member.onEnded = () => told.push(n);
    endRoom(room, reason);
    endRoom(room, reason);
    expect(told).toEqual([0, 1, 2]);
    for (const { seen } of members) expect(seen).toEqual([{ ended: reason }]);
  });

  it('is told when the seats are gone already', () => {
    const { room, members } = fullRoom();
    const seats: unknown[] = [];
    for (const member of members) member.onEnded = () => seats.push(room.seats);
    endRoom(room, 'purge');
    expect(seats).toEqual([undefined, undefined, undefined]);
  });

  it('by the last one leaving is told to nobody', () => {
    const { room, members } = fullRoom();
    endRoom(room, 'empty');
    for (const { seen } of members) expect(seen).toEqual([]);
    expect(room.seats).toBeUndefined();
  });

  it('of a room that nobody joined tells nobody', () => {
    const room = new Room('room', '', 0, openRoom(3, { monotonic: 1, wall: 1 }), () => undefined);
    endRoom(room, 'ttl');
    expect(room.seats).toBeUndefined();
  });

  it.each(REASONS)('by %s takes everybody off the topic, so that nothing is left of the room', (reason) => {
    const { room, publisher } = fullRoom();
    endRoom(room, reason);
    expect([...publisher.topics.keys()]).toEqual([]);
  });

  it('finds everything gone when it is told, and nothing that a member does then has an effect', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const [first, second] = [rooms.join(room), rooms.join(room)];
    first.member.news();
    const found: unknown[] = [];
    for (const { member, seat } of [first, second]) {
      member.onEnded = () => {
        found.push([rooms.registry.has(room.roomId), rooms.registry.size, rooms.timekeeper.size]);
        rooms.registry.relay(seat.room, Uint8Array.of(1));
        rooms.registry.purge(seat.room, seat.memberId);
        rooms.registry.leave(seat.room, seat.memberId);
        expect(rooms.refusedJoin(room)).toBe('room_not_found');
      };
    }
    rooms.registry.purge(first.seat.room, 1);
    expect(found).toEqual([
      [false, 0, 0],
      [false, 0, 0],
    ]);
    for (const { member } of [first, second]) expect(member.seen).toEqual([{ ended: 'purge' }]);
  });
});
