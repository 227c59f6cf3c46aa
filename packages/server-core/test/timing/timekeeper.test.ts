import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNSCHEDULED } from '../../src/timing/deadlines.js';
import { Timekeeper, type Due } from '../../src/timing/timekeeper.js';
import { ManualClock, useFakeTime, type FakeTimeClock } from '../support/clock.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let clock: FakeTimeClock;
let timekeeper: Timekeeper;
/** Names of what was told, with the monotonic time of the telling. */
let told: [name: string, at: number][];

beforeEach(() => {
  clock = useFakeTime();
  timekeeper = new Timekeeper(clock);
  told = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const due = (name: string, onDue: () => void = () => undefined): Due => ({
  at: 0,
  slot: UNSCHEDULED,
  onDue: ({ monotonic }) => {
    told.push([name, monotonic]);
    onDue();
  },
});

describe('the timekeeper', () => {
  it('tells entries at their time, in the order of their times and not of their scheduling', () => {
    const start = clock.monotonic();
    const times = [3_500, 20, 0, 5_000, 20.5, 999, 1_000, 61_234];
    for (const ms of times) timekeeper.schedule(due(`after ${ms}`), start + ms);
    vi.advanceTimersByTime(2 * MINUTE);
    const inOrder = times.toSorted((a, b) => a - b);
    expect(told).toEqual(inOrder.map((ms) => [`after ${ms}`, start + Math.ceil(ms)]));
  });

  it('tells nobody before the time', () => {
    timekeeper.schedule(due('late'), clock.monotonic() + 2_500);
    vi.advanceTimersByTime(2_499);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toHaveLength(1);
  });

  it('tells what both clocks show', () => {
    const onDue = vi.fn();
    timekeeper.schedule({ at: 0, slot: UNSCHEDULED, onDue }, clock.monotonic() + 700);
    vi.advanceTimersByTime(700);
    expect(onDue.mock.calls).toEqual([[{ monotonic: clock.monotonic(), wall: clock.wall() }]]);
  });

  it('never has more than one timer, and none while nothing is waiting', () => {
    const entries = Array.from({ length: 1_000 }, (_, n) => due(String(n)));
    expect(vi.getTimerCount()).toBe(0);
    for (const [n, entry] of entries.entries()) {
      timekeeper.schedule(entry, clock.monotonic() + ((n * 7_919) % 10_007));
      expect(vi.getTimerCount()).toBe(1);
    }
    expect(timekeeper.size).toBe(1_000);
    vi.advanceTimersByTime(11 * SECOND);
    expect(told).toHaveLength(1_000);
    expect(timekeeper.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves its timer alone for what is due after that', () => {
    timekeeper.schedule(due('first'), clock.monotonic() + 100);
    const armed = vi.spyOn(globalThis, 'setTimeout');
    for (let n = 0; n < 1_000; n++) timekeeper.schedule(due(String(n)), clock.monotonic() + 100 + n);
    expect(armed).not.toHaveBeenCalled();
    timekeeper.schedule(due('sooner'), clock.monotonic() + 99);
    expect(armed).toHaveBeenCalledOnce();
    armed.mockRestore();
  });

  it('tells an entry that was moved once, at its last time', () => {
    const entry = due('moved');
    const start = clock.monotonic();
    for (const ms of [500, 50, 9_000, 1_500]) timekeeper.schedule(entry, start + ms);
    expect(timekeeper.size).toBe(1);
    vi.advanceTimersByTime(MINUTE);
    expect(told).toEqual([['moved', start + 1_500]]);
  });

  it('does not tell what was cancelled, even by what is told in the same waking', () => {
    const [second, third] = [due('second'), due('third')];
    const first = due('first', () => timekeeper.cancel(third));
    for (const entry of [first, second, third]) timekeeper.schedule(entry, clock.monotonic() + 100);
    timekeeper.cancel(second);
    timekeeper.cancel(second);
    expect(timekeeper.size).toBe(2);
    vi.advanceTimersByTime(MINUTE);
    expect(told.map(([name]) => name)).toEqual(['first']);
  });

  it('tells what is scheduled while it is telling', () => {
    const start = clock.monotonic();
    const atOnce = due('at once');
    const again: Due = due('again', () => {
      if (told.length === 1) timekeeper.schedule(again, start + 3_000);
      if (told.length === 1) timekeeper.schedule(atOnce, start);
    });
    timekeeper.schedule(again, start + 100);
    vi.advanceTimersByTime(MINUTE);
    expect(told).toEqual([
      ['again', start + 100],
      ['at once', start + 100],
      ['again', start + 3_000],
    ]);
  });

  it('goes to sleep again when it is woken before anything is due', () => {
    const slow = new ManualClock();
    const behind = new Timekeeper(slow);
    behind.schedule(due('late'), slow.monotonic() + 300);
    vi.advanceTimersByTime(300);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(1);
    slow.advance(299.5);
    vi.advanceTimersByTime(300);
    expect(told).toEqual([]);
    slow.advance(0.5);
    vi.advanceTimersByTime(1);
    expect(told.map(([name]) => name)).toEqual(['late']);
  });

  it('stops: nobody is told and no timer is left, until something is scheduled anew', () => {
    const start = clock.monotonic();
    timekeeper.schedule(due('before'), start + 100);
    timekeeper.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(MINUTE);
    expect(told).toEqual([]);
    timekeeper.schedule(due('after'), start + 2 * MINUTE);
    vi.advanceTimersByTime(1);
    expect(told.map(([name]) => name)).toEqual(['before']);
  });
});
