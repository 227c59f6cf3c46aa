/** Both clocks that a deadline is held against, in ms. */
export interface Clock {
  /** Never goes back, and may stand still while the machine sleeps. */
  monotonic(): number;
  /** Since the Unix epoch, whole ms; somebody may set it. */
  wall(): number;
}

export const systemClock: Clock = { monotonic: () => performance.now(), wall: () => Date.now() };

/** Resolves after what is already due in the event loop: the pause that makes a race of a synchronous step. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS);
  });
}

/** Long enough for requests that were sent together to arrive. */
const PAUSE_MS = 50;

/** Calls `act` once, `ms` later; does not keep the process alive. */
export function later(ms: number, act: () => void): void {
  setTimeout(act, ms).unref();
}
