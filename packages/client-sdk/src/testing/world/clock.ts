import type { Clock } from '../../platform/environment.js';
import type { Queue } from './queue.js';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /**
   * Moves on by `ms`, ringing what falls due in its order, each time until relay and clients are quiet. Throws a
   * RangeError for less than nothing.
   */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Unix milliseconds at which every test relay begins: 2027-01-15T08:00:00Z. */
const WALL_AT_START_MS = 1_800_000_000_000;

/** The {@link TestClock} of a relay; what is to come at once comes in the next turn of the event loop. */
export class QueueClock implements TestClock {
  readonly #queue: Queue;
  /** In the order in which they are due. */
  readonly #timers: Timer[] = [];
  #now = 0;
  #moving: Promise<void> = Promise.resolve();

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  readonly now = (): number => this.#now;

  readonly wallNow = (): number => WALL_AT_START_MS + this.#now;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    if (!(ms > 0)) return this.#soon(callback);
    const timer = { at: this.#now + ms, callback };
    const later = this.#timers.findIndex(({ at }) => at > timer.at);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    return () => {
      const place = this.#timers.indexOf(timer);
      if (place >= 0) this.#timers.splice(place, 1);
    };
  };

  advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError('a clock goes forward');
    this.#moving = this.#moving.then(() => this.#move(ms));
    return this.#moving;
  }

  async #move(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#queue.quiet();
    for (let [timer] = this.#timers; timer && timer.at <= until; [timer] = this.#timers) {
      this.#timers.shift();
      this.#now = timer.at;
      this.#queue.push(timer.callback);
      await this.#queue.quiet();
    }
    this.#now = until;
  }

  #soon(callback: () => void): () => void {
    let isWanted = true;
    this.#queue.push(() => {
      if (isWanted) callback();
    });
    return () => {
      isWanted = false;
    };
  }
}
