import type { Instant } from '@pug-network/protocol';

/** Both clocks of the machine, handed in so that tests can turn them. */
export interface Clock {
  /** Milliseconds that never go back. */
  monotonic(): number;
  /** Unix milliseconds, which may be set back or forward. */
  wall(): number;
}

export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
};

/** One reading of both clocks. */
export const instantOf = (clock: Clock): Instant => ({ monotonic: clock.monotonic(), wall: clock.wall() });
