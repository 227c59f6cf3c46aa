import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { instantOf } from '../../src/timing/clock.js';
import { UNSCHEDULED } from '../../src/timing/deadlines.js';
import { Timekeeper, type Due } from '../../src/timing/timekeeper.js';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** How soon a step is noticed, and so how late anything may be. */
const NOTICED = SECOND;

let clock: FakeTimeClock;
let timekeeper: Timekeeper;
let start: number;

beforeEach(() => {
  clock = useFakeTime();
  timekeeper = new Timekeeper(clock);
  start = clock.monotonic();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Due after `ms` by whichever clock comes first, counted from now. */
function byBothClocks(ms: number): Due & { toldAt: number | undefined } {
  const [monotonic, wall] = [clock.monotonic() + ms, clock.wall() + ms];
  const entry: Due & { toldAt: number | undefined } = {
    at: 0,
    slot: UNSCHEDULED,
    toldAt: undefined,
    timeAt: (offset) => Math.min(monotonic, wall - offset),
    onDue: (now) => {
      if (now.monotonic >= monotonic || now.wall >= wall) entry.toldAt = now.monotonic - start;
      else timekeeper.schedule(entry, Math.min(monotonic, wall - (now.wall - now.monotonic)));
    },
  };
  timekeeper.schedule(entry, monotonic);
  return entry;
}

describe('a wall clock that is set', () => {
  it('forward past a deadline makes it due within a second', () => {
    const entry = byBothClocks(HOUR);
    vi.advanceTimersByTime(10 * SECOND);
    clock.setWallBy(HOUR);
    vi.advanceTimersByTime(NOTICED);
    expect(entry.toldAt).toBeLessThanOrEqual(11 * SECOND);
  });

  it('forward makes a deadline earlier by as much, to the millisecond', () => {
    const entry = byBothClocks(HOUR);
    clock.setWallBy(HOUR - 10 * SECOND);
    vi.advanceTimersByTime(HOUR);
    expect(entry.toldAt).toBe(10 * SECOND);
  });

  it('back does not make a deadline later than the monotonic clock says', () => {
    const entry = byBothClocks(10 * SECOND);
    clock.setWallBy(-HOUR);
    vi.advanceTimersByTime(HOUR);
    expect(entry.toldAt).toBe(10 * SECOND);
  });

  it('forward and then back again leaves a deadline as it was', () => {
    const entry = byBothClocks(60 * SECOND);
    clock.setWallBy(50 * SECOND);
    vi.advanceTimersByTime(5 * SECOND);
    clock.setWallBy(-50 * SECOND);
    vi.advanceTimersByTime(54 * SECOND);
    expect(entry.toldAt).toBeUndefined();
    vi.advanceTimersByTime(SECOND);
    expect(entry.toldAt).toBe(60 * SECOND);
  });

  it('puts deadlines in a new order', () => {
    const early = byBothClocks(20 * SECOND);
    clock.setWallBy(-HOUR);
    const late = byBothClocks(30 * SECOND);
    vi.advanceTimersByTime(2 * SECOND);
    clock.setWallBy(29 * SECOND);
    vi.advanceTimersByTime(NOTICED);
    expect(late.toldAt).toBeLessThanOrEqual(3 * SECOND);
    expect(early.toldAt).toBeUndefined();
  });

  it('is noticed at once by who looks at both clocks for another reason', () => {
    const entry = byBothClocks(HOUR);
    vi.advanceTimersByTime(100);
    clock.setWallBy(HOUR - 600);
    timekeeper.observe(instantOf(clock));
    vi.advanceTimersByTime(499);
    expect(entry.toldAt).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(entry.toldAt).toBe(600);
  });

  it('says nothing to an entry that does not go by it', () => {
    const onDue = vi.fn();
    timekeeper.schedule({ at: 0, slot: UNSCHEDULED, onDue }, start + 60 * SECOND);
    clock.setWallBy(HOUR);
    vi.advanceTimersByTime(59_999);
    expect(onDue).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onDue).toHaveBeenCalledOnce();
  });

  it('is noticed from 21 ms on, however many small steps that takes', () => {
    const timeAt = vi.fn(() => start + HOUR);
    timekeeper.schedule({ at: 0, slot: UNSCHEDULED, onDue: () => undefined, timeAt }, start + HOUR);
    clock.setWallBy(10);
    vi.advanceTimersByTime(2 * SECOND);
    clock.setWallBy(10);
    vi.advanceTimersByTime(2 * SECOND);
    expect(timeAt).not.toHaveBeenCalled();
    clock.setWallBy(1);
    vi.advanceTimersByTime(2 * SECOND);
    expect(timeAt).toHaveBeenCalledOnce();
  });
});
