/** The platform's time, and as much more of it as a test skips: what is due then is called at once. */
export class JumpingClock {
  #skippedMs = 0;
  #timers = new Set();

  now = () => performance.now() + this.#skippedMs;

  wallNow = () => Date.now() + this.#skippedMs;

  after = (ms, callback) => {
    const timer = { dueAt: this.now() + ms, callback, handle: undefined };
    this.#timers.add(timer);
    this.#start(timer);
    return () => this.#stop(timer);
  };

  /** So many milliseconds pass. */
  skip(ms) {
    const end = this.now() + ms;
    for (let timer = this.#firstUntil(end); timer; timer = this.#firstUntil(end)) {
      this.#skippedMs += Math.max(0, timer.dueAt - this.now());
      this.#fire(timer);
    }
    this.#skippedMs += Math.max(0, end - this.now());
    for (const timer of this.#timers) this.#start(timer);
  }

  #firstUntil(end) {
    const due = Array.from(this.#timers).filter(({ dueAt }) => dueAt <= end);
    return due.sort((a, b) => a.dueAt - b.dueAt)[0];
  }

  #start(timer) {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => this.#fire(timer), Math.max(0, timer.dueAt - this.now()));
  }

  #stop(timer) {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }

  #fire(timer) {
    this.#stop(timer);
    timer.callback();
  }
}
