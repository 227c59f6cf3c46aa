const TIMER_AT_LEAST_EVERY_MS = 16;

/** Not of the web, and yet in most runtimes that are no browser. */
interface Immediates {
  readonly setImmediate?: (callback: () => void) => void;
}

// As they are before anybody's test puts fake ones in their place.
const { setImmediate: immediately } = globalThis as Immediates;
const later = globalThis.setTimeout;

/**
 * Turns of the event loop between slices of work, by the quickest way that lets everything else have its turn: setImmediate
 * where there is one; else a message to oneself, outside of pages with a timer now and then, for there are platforms that
 * hand on messages before all else. Timers alone wait for milliseconds after the first few, and in a page that nobody
 * looks at for a second.
 */
export class Turns {
  readonly #setImmediate = (globalThis as Immediates).setImmediate;
  readonly #channel =
    this.#setImmediate === undefined && typeof MessageChannel === 'function'
      ? new MessageChannel()
      : undefined;
  #timerAt = performance.now();

  /** Resolves in the next turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      const now = performance.now();
      if (immediately) immediately(resolve);
      else if (this.#channel === undefined || this.#isTimerDue(now)) {
        this.#timerAt = now;
        later(resolve);
      } else {
        this.#channel.port1.onmessage = () => resolve();
        this.#channel.port2.postMessage(undefined);
      }
    });
  }

  #isTimerDue(now: number): boolean {
    return !('document' in globalThis) && now - this.#timerAt > TIMER_AT_LEAST_EVERY_MS;
  }

  /** Lets go of the channel, which would keep a process running. */
  close(): void {
    this.#channel?.port1.close();
  }
}
