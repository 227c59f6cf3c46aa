import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Joined as Seat } from '../../src/rooms/join.js';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';
import { newRooms, Rooms } from '../support/registry.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** How soon a step of the wall clock is noticed. */
const NOTICED = SECOND;
const FRAME = Uint8Array.of(1, 0, 0, 0, 1, 42);

describe('a room whose timer fires in time', () => {
  let clock: FakeTimeClock;
  let rooms: Rooms<FakeTimeClock>;

  beforeEach(() => {
    clock = useFakeTime();
    rooms = new Rooms(clock);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends at its deadline and not a millisecond before', () => {
    const room = rooms.create(60);
    const { member } = rooms.join(room);
    vi.advanceTimersByTime(60 * SECOND - 1);
    expect(rooms.registry.has(room.roomId)).toBe(true);
    expect(member.seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.registry.has(room.roomId)).toBe(false);
    expect(member.seen).toEqual([{ ended: 'ttl' }]);
    expect([rooms.timekeeper.size, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('ends though nobody has ever joined', () => {
    rooms.create(60);
    vi.advanceTimersByTime(60 * SECOND);
    expect(rooms.registry.size).toBe(0);
  });

  it('ends in the order of the deadlines', () => {
    const ended: number[] = [];
    for (const ttl of [90, 60, 120, 75]) rooms.join(rooms.create(ttl)).member.onEnded = () => ended.push(ttl);
    vi.advanceTimersByTime(120 * SECOND);
    expect(ended).toEqual([60, 75, 90, 120]);
  });

  it('ends within a second when the wall clock is set past its deadline', () => {
    const room = rooms.create(3_600);
    vi.advanceTimersByTime(10 * SECOND);
    clock.setWallBy(HOUR - 10 * SECOND);
    vi.advanceTimersByTime(NOTICED);
    expect(rooms.registry.has(room.roomId)).toBe(false);
  });

  it('does not live longer by the wall clock being set back', () => {
    const room = rooms.create(60);
    clock.setWallBy(-HOUR);
    vi.advanceTimersByTime(60 * SECOND - 1);
    expect(rooms.registry.has(room.roomId)).toBe(true);
    vi.advanceTimersByTime(1);
    expect(rooms.registry.has(room.roomId)).toBe(false);
  });

  it('lives on for the few milliseconds by which the wall clock was set back unnoticed', () => {
    const room = rooms.create(120);
    clock.setWallBy(60 * SECOND);
    vi.advanceTimersByTime(10 * SECOND);
    clock.setWallBy(-15);
    vi.advanceTimersByTime(50 * SECOND + 14);
    expect(rooms.registry.has(room.roomId)).toBe(true);
    vi.advanceTimersByTime(1);
    expect(rooms.registry.has(room.roomId)).toBe(false);
  });

  it('lives as long as it should when it was made after a step that nothing has noticed yet', () => {
    for (const step of [HOUR, -HOUR]) {
      clock.setWallBy(step);
      const room = rooms.create(60);
      vi.advanceTimersByTime(60 * SECOND - 1);
      expect(rooms.registry.has(room.roomId)).toBe(true);
      vi.advanceTimersByTime(1);
      expect(rooms.registry.has(room.roomId)).toBe(false);
    }
  });

  it('ends in time though the step after it was made undid a step just before', () => {
    clock.setWallBy(-40 * SECOND);
    const room = rooms.create(60);
    clock.setWallBy(40 * SECOND);
    vi.advanceTimersByTime(20 * SECOND + NOTICED);
    expect(rooms.registry.has(room.roomId)).toBe(false);
  });
});

describe('a room that is due while its timer is late', () => {
  const clocks = [
    { by: 'both clocks', set: 0, passes: 60 * SECOND },
    { by: 'the monotonic clock alone', set: -HOUR, passes: 60 * SECOND },
    { by: 'the wall clock before the monotonic one', set: 59 * SECOND, passes: SECOND },
  ];
  const operations = [
    { what: 'relays', act: ({ registry }: Rooms, { room }: Seat) => registry.relay(room, FRAME) },
    { what: 'lets leave', act: ({ registry }: Rooms, { room }: Seat) => registry.leave(room, 2) },
    { what: 'is purged', act: ({ registry }: Rooms, { room }: Seat) => registry.purge(room, 1) },
  ];
  const cases = clocks.flatMap((clock) => operations.map((operation) => ({ ...clock, ...operation })));

  it.each(cases)('by $by has ended before it $what', ({ set, passes, act }) => {
    const rooms = newRooms();
    const room = rooms.create(60);
    const [first] = [rooms.join(room), rooms.join(room)];
    first.member.news();
    rooms.clock.setWallBy(set);
    rooms.clock.advance(passes - 1);
    rooms.registry.relay(first.seat.room, FRAME);
    expect(first.member.news()).toEqual([FRAME]);
    rooms.clock.advance(1);
    act(rooms, first.seat);
    expect(first.member.news()).toEqual([{ ended: 'ttl' }]);
    act(rooms, first.seat);
    expect(first.member.news()).toEqual([]);
    expect([rooms.registry.size, rooms.timekeeper.size]).toEqual([0, 0]);
  });

  it.each(clocks)('by $by takes nobody in, and cannot be found after that', ({ set, passes }) => {
    const rooms = newRooms();
    const room = rooms.create(60);
    const { member } = rooms.join(room);
    rooms.clock.setWallBy(set);
    rooms.clock.advance(passes);
    expect(rooms.refusedJoin(room)).toBe('room_expired');
    expect(rooms.refusedJoin(room)).toBe('room_not_found');
    expect(member.seen).toEqual([{ ended: 'ttl' }]);
  });
});
