import { openRoom } from '@pug-network/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charge, publishBytes, publishEvent, type PublishContext } from '../../src/rooms/publish.js';
import { Room } from '../../src/rooms/room.js';
import { newRooms } from '../support/registry.js';
import { FakeMember, FakePublisher } from '../support/room-seam.js';

const LIMIT = 262_144;
/** What the protocol below puts before each frame, as the budget counts it. */
const HEADER = 4;
const LEFT = { type: 'presence:leave', memberId: 1 } as const;

/** A room with members, and what it hands to the end of the turn. */
function roomOf(memberCount: number) {
  const publisher = new FakePublisher();
  const waiting: (() => void)[] = [];
  const context = { publisher, later: (callback: () => void): void => void waiting.push(callback) };
  const room = new Room('room', '', 0, openRoom(memberCount, { monotonic: 1, wall: 1 }), () => undefined);
  const members = Array.from({ length: memberCount }, () => new FakeMember(publisher));
  room.seats = new Map(members.map((member, n) => [n + 1, { member, username: 'calm-otter' }]));
  for (const member of members) member.subscribe(room.id);
  const turn = (): number => {
    const callbacks = waiting.splice(0);
    for (const callback of callbacks) callback();
    return callbacks.length;
  };
  return { room, context, members, turn };
}

/** So many bytes go out to each member, all told. */
const send = (room: Room, bytes: number, context: PublishContext): void =>
  charge(room, bytes - HEADER, context);

describe('what is published', () => {
  it('reaches everybody in the room as it is', () => {
    const { room, context, members } = roomOf(3);
    publishBytes(room, Uint8Array.of(1, 2, 3), context);
    publishEvent(room, LEFT, context);
    for (const { seen } of members) expect(seen).toEqual([Uint8Array.of(1, 2, 3), LEFT]);
  });

  it('is not encoded or counted for a room without members', () => {
    const { room, context, members } = roomOf(1);
    room.seats = undefined;
    publishEvent(room, LEFT, context);
    room.seats = new Map();
    publishEvent(room, LEFT, context);
    expect(members[0]!.seen).toEqual([]);
    expect(room.unsentBudget).toBe(LIMIT);
  });
});

describe('the unsent bytes of members', () => {
  it('are not looked at before 256 KiB have been published', () => {
    const { room, context, members, turn } = roomOf(2);
    members[0]!.unsentBytes = 10 * LIMIT;
    send(room, LIMIT - 1, context);
    expect(turn()).toBe(0);
    send(room, 1, context);
    expect(members[0]!.timesTooSlow).toBe(0);
    expect(turn()).toBe(1);
    expect(members.map(({ timesTooSlow }) => timesTooSlow)).toEqual([1, 0]);
  });

  it('are looked at once for all that is published in one turn', () => {
    const { room, context, members, turn } = roomOf(1);
    for (let n = 0; n < 100; n++) publishBytes(room, new Uint8Array(16_000), context);
    expect(turn()).toBe(1);
    expect(turn()).toBe(0);
    expect(members[0]!.timesTooSlow).toBe(0);
  });

  it.each([
    { unsent: LIMIT - 1, isTooSlow: 0 },
    { unsent: LIMIT, isTooSlow: 0 },
    { unsent: LIMIT + 1, isTooSlow: 1 },
  ])('of $unsent are too many: $isTooSlow', ({ unsent, isTooSlow }) => {
    const { room, context, members, turn } = roomOf(1);
    members[0]!.unsentBytes = unsent;
    send(room, LIMIT, context);
    turn();
    expect(members[0]!.timesTooSlow).toBe(isTooSlow);
  });

  it.each([0, 1, 100_000, LIMIT - 1, LIMIT])(
    'of %i at most are looked at again as soon as they could be too many',
    (most) => {
      const { room, context, members, turn } = roomOf(3);
      members[1]!.unsentBytes = most;
      send(room, LIMIT, context);
      expect(turn()).toBe(1);
      const couldGrowBy = LIMIT - most;
      send(room, couldGrowBy, context);
      expect(turn()).toBe(0);
      send(room, 1, context);
      expect(turn()).toBe(1);
    },
  );

  it('of those who are cut off do not hasten the next look', () => {
    const { room, context, members, turn } = roomOf(2);
    members[0]!.unsentBytes = 5 * LIMIT;
    members[0]!.onTooSlow = () => room.seats?.delete(1);
    send(room, LIMIT, context);
    turn();
    send(room, LIMIT, context);
    expect(turn()).toBe(0);
  });

  it('are never too many after a turn, however members read', () => {
    const turns = fc.array(
      fc.record({
        published: fc.array(fc.integer({ min: HEADER + 1, max: 16_000 + HEADER }), { maxLength: 12 }),
        read: fc.array(fc.oneof(fc.constant(0), fc.nat(400_000)), { minLength: 3, maxLength: 3 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(turns, (steps) => {
        const { room, context, members, turn } = roomOf(3);
        for (const [n, member] of members.entries()) member.onTooSlow = () => room.seats?.delete(n + 1);
        for (const { published, read } of steps) {
          for (const bytes of published) {
            for (const member of members) member.unsentBytes += bytes;
            send(room, bytes, context);
          }
          for (const [n, member] of members.entries())
            member.unsentBytes = Math.max(0, member.unsentBytes - read[n]!);
          turn();
          for (const { member } of room.seats!.values()) expect(member.unsent()).toBeLessThanOrEqual(LIMIT);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are looked at for what a joiner is welcomed with as well', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const { member, seat, welcome } = rooms.join(room);
    seat.room.unsentBudget = 1 + JSON.stringify(welcome).length;
    member.unsentBytes = LIMIT + 1;
    rooms.join(room);
    rooms.turn();
    expect(member.timesTooSlow).toBe(1);
  });
});

describe('a member that is too slow', () => {
  it('leaves as any other: the room goes on without it', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const [slow, quick] = [rooms.join(room), rooms.join(room)];
    slow.member.onTooSlow = () => rooms.registry.leave(slow.seat.room, slow.seat.memberId);
    slow.member.unsentBytes = LIMIT + 1;
    const frame = new Uint8Array(16_000);
    for (let n = 0; n < 17; n++) rooms.registry.relay(quick.seat.room, frame);
    for (const { member } of [slow, quick]) member.news();
    rooms.turn();
    expect(quick.member.news()).toEqual([LEFT]);
    rooms.registry.relay(quick.seat.room, frame);
    expect(quick.member.news()).toEqual([frame]);
    expect(slow.member.news()).toEqual([]);
  });

  it('as the last one takes the room with it', () => {
    const rooms = newRooms();
    const room = rooms.create();
    const { member, seat } = rooms.join(room);
    member.onTooSlow = () => rooms.registry.leave(seat.room, seat.memberId);
    member.unsentBytes = LIMIT + 1;
    for (let n = 0; n < 17; n++) rooms.registry.relay(seat.room, new Uint8Array(16_000));
    rooms.turn();
    rooms.turn();
    expect(rooms.registry.has(room.roomId)).toBe(false);
  });
});
