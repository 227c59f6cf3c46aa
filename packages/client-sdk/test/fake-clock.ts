import { WebSocket } from 'ws';
import { platformEnvironment, type Environment } from '../src/platform/environment.js';
import { deferred, within } from './relay/wait.js';

interface Timer {
  readonly at: number;
  readonly ms: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved; a timer of 0 ms is the next turn of the event loop, for real. */
export class FakeClock {
  #now = 5_000;
  #timers: Timer[] = [];
  #waiting: { readonly ms: number; readonly resolve: () => void }[] = [];

  readonly now = (): number => this.#now;
  readonly wallNow = (): number => 1_800_000_000_000 + this.#now;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    if (ms <= 0) {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    const timer = { at: this.#now + ms, ms, callback };
    this.#timers.push(timer);
    this.#waiting = this.#waiting.filter((waiting) => {
      if (waiting.ms === ms) waiting.resolve();
      return waiting.ms !== ms;
    });
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Lengths of the timers that are running, as they were asked for. */
  get timers(): readonly number[] {
    return this.#timers.map(({ ms }) => ms);
  }

  /** Waits until a timer of `ms` is running. */
  async armed(ms: number): Promise<void> {
    if (this.timers.includes(ms)) return;
    const { promise, resolve } = deferred();
    this.#waiting.push({ ms, resolve });
    await within(promise, `a timer of ${ms} ms`);
  }

  /** Moves on, ringing what is due in its order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#first(until); next !== undefined; next = this.#first(until)) {
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = until;
  }

  #first(until: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

/** The real network under a clock of one's own. */
export const environmentOf = (clock: FakeClock, own: Partial<Environment> = {}): Environment => ({
  ...platformEnvironment({ WebSocket, clock }),
  random: () => 0.5,
  ...own,
});
