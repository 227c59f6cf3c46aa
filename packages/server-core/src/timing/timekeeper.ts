import type { Instant } from '@pug-network/protocol';
import { instantOf, type Clock } from './clock.js';
import { Deadlines, type Timed } from './deadlines.js';

/** Something that is told when it falls due. */
export interface Due extends Timed {
  onDue(now: Instant): void;
  /** Its monotonic time once the wall clock is `offset` ahead of the monotonic one; absent where the wall clock does not matter. */
  timeAt?(offset: number): number;
}

/** The longest sleep: how soon a step of the wall clock is noticed. */
const LONGEST_SLEEP_MS = 1_000;
/** A change of the clocks' distance that is more than reading them one after the other explains. */
const STEP_MS = 20;

/** Everything in the relay that falls due, on one timer. */
export class Timekeeper {
  readonly #deadlines = new Deadlines<Due>();
  readonly #clock: Clock;
  #offset: number;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer will fire, monotonic. */
  #wakeAt = Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offset = clock.wall() - clock.monotonic();
  }

  /** How many entries are waiting. */
  get size(): number {
    return this.#deadlines.size;
  }

  /** Has `entry` told at `at` (monotonic milliseconds), in place of any earlier arrangement. */
  schedule(entry: Due, at: number): void {
    this.#deadlines.set(entry, at);
    if (at < this.#wakeAt) this.#sleep();
  }

  /** A look at both clocks: a step of the wall clock since the last look changes when things are due. */
  observe({ monotonic, wall }: Instant): void {
    const offset = wall - monotonic;
    if (Math.abs(offset - this.#offset) <= STEP_MS) return;
    this.#offset = offset;
    this.#deadlines.retime((entry) => entry.timeAt?.(offset) ?? entry.at);
    this.#sleep();
  }

  cancel(entry: Due): void {
    this.#deadlines.delete(entry);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#wakeAt = Infinity;
  }

  readonly #wake = (): void => {
    this.#wakeAt = Infinity;
    const now = instantOf(this.#clock);
    this.observe(now);
    for (
      let entry = this.#deadlines.first;
      entry && entry.at <= now.monotonic;
      entry = this.#deadlines.first
    ) {
      this.#deadlines.delete(entry);
      entry.onDue(now);
    }
    this.#sleep();
  };

  #sleep(): void {
    const { first } = this.#deadlines;
    this.stop();
    if (first === undefined) return;
    const now = this.#clock.monotonic();
    this.#wakeAt = Math.min(first.at, now + LONGEST_SLEEP_MS);
    this.#timer = setTimeout(this.#wake, Math.max(0, Math.ceil(this.#wakeAt - now)));
    this.#timer.unref();
  }
}
