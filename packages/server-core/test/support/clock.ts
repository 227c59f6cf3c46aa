import { vi } from 'vitest';
import type { Clock } from '../../src/timing/clock.js';

const START_MONOTONIC = 1_000_000;
const START_WALL = 1_800_000_000_000;

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #monotonic = START_MONOTONIC;
  #wall = START_WALL;

  monotonic(): number {
    return this.#monotonic;
  }

  wall(): number {
    return this.#wall;
  }

  /** Time passes. */
  advance(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }

  /** Somebody sets the wall clock, forward or back. */
  setWallBy(ms: number): void {
    this.#wall += ms;
  }
}

/** A clock that goes as vitest's fake timers do, so that a timer fires at exactly its time. */
export class FakeTimeClock implements Clock {
  #setBy = 0;

  monotonic(): number {
    return performance.now();
  }

  wall(): number {
    return Date.now() + this.#setBy;
  }

  setWallBy(ms: number): void {
    this.#setBy += ms;
  }
}

/** Fakes the timers and both clocks behind {@link FakeTimeClock}; undo with `vi.useRealTimers()`. */
export function useFakeTime(): FakeTimeClock {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: START_WALL });
  return new FakeTimeClock();
}
