/**
 * Turns of the event loop between slices of work. A message to oneself comes back at once, where timers wait for
 * milliseconds after the first few.
 */
export class Turns {
  readonly #channel = new MessageChannel();
  #next: (() => void) | undefined;

  constructor() {
    this.#channel.port1.onmessage = () => this.#next?.();
  }

  /** Resolves in the next turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#next = resolve;
      this.#channel.port2.postMessage(undefined);
    });
  }

  /** Lets go of the channel, which would keep a process running. */
  close(): void {
    this.#channel.port1.close();
  }
}
