import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Gate } from '../../src/gate/gate.js';
import { Timekeeper } from '../../src/timing/timekeeper.js';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';

const SESSION_TTL_MS = 300_000;
const FORGET_EVERY_MS = 10_000;

let clock: FakeTimeClock;

beforeEach(() => {
  clock = useFakeTime();
});

afterEach(() => {
  vi.useRealTimers();
});

it('a gate that nobody asks forgets what has expired all the same, and then rests', () => {
  const timekeeper = new Timekeeper(clock);
  const gate = new Gate(0, clock, timekeeper);
  expect(timekeeper.size).toBe(0);
  expect(gate.redeem({ token: gate.challenge().token, nonce: '0' })).toMatchObject({ ok: true });
  vi.advanceTimersByTime(SESSION_TTL_MS - 1);
  expect(timekeeper.size).toBe(1);
  vi.advanceTimersByTime(FORGET_EVERY_MS + 1);
  expect(timekeeper.size).toBe(0);
});
