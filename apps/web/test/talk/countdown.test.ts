import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Talk } from '../../src/lib/talk/talk.svelte.js';
import { FakeRoom } from './fake-room.js';
import { noticesOf } from './lines.js';

const MINUTE_MS = 60_000;

/** A room whose time runs with the fake clock. */
function roomFor(ms: number): FakeRoom {
  const room = new FakeRoom();
  const end = Date.now() + ms;
  Object.defineProperty(room, 'ttlRemaining', { get: () => Math.max(0, end - Date.now()) });
  return room;
}

describe('the time left', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is read once a second, right when a second is over', () => {
    const talk = new Talk(roomFor(90_400));
    expect(talk.msLeft).toBe(90_400);
    vi.advanceTimersByTime(399);
    expect(talk.msLeft).toBe(90_400);
    vi.advanceTimersByTime(1);
    expect(talk.msLeft).toBe(90_000);
    vi.advanceTimersByTime(10_000);
    expect(talk.msLeft).toBe(80_000);
    talk.destroy();
  });

  it('is told once when a minute of it is left', () => {
    const talk = new Talk(roomFor(MINUTE_MS + 2_000));
    vi.advanceTimersByTime(1_000);
    expect(noticesOf(talk)).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(noticesOf(talk)).toEqual([{ type: 'minuteLeft' }]);
    vi.advanceTimersByTime(MINUTE_MS);
    expect(noticesOf(talk)).toHaveLength(1);
    talk.destroy();
  });

  it('is not told once more where a reconnection has found a little more of it', () => {
    const room = new FakeRoom();
    room.ttlRemaining = MINUTE_MS + 1;
    const talk = new Talk(room);
    for (const ms of [MINUTE_MS - 10, MINUTE_MS + 10, MINUTE_MS - 5]) {
      room.ttlRemaining = ms;
      vi.advanceTimersByTime(2_000);
    }
    expect(noticesOf(talk)).toHaveLength(1);
    talk.destroy();
  });

  it('is not told in a room that never had more', () => {
    const talk = new Talk(roomFor(MINUTE_MS));
    vi.advanceTimersByTime(MINUTE_MS / 2);
    expect([talk.msLeft, noticesOf(talk)]).toEqual([MINUTE_MS / 2, []]);
    talk.destroy();
  });

  it('is not read any more once the room has ended or the talk is destroyed', () => {
    const [ended, destroyed] = [new FakeRoom(), new FakeRoom()];
    const talks = [new Talk(ended), new Talk(destroyed)];
    ended.end();
    talks[1]!.destroy();
    expect(vi.getTimerCount()).toBe(0);
    expect(talks.map(({ msLeft }) => msLeft)).toEqual([0, 0]);
  });
});
