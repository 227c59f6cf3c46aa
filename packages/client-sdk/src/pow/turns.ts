/**
 * Turns of the event loop between slices of work. A message to oneself comes back at once, where timers wait for
 * milliseconds after the first few. It goes through the channel in both directions by turns: Node hands on up to 1,000
 * messages of one port before anything else has its turn.
 */
export class Turns {
  readonly #channel = new MessageChannel();
  #ports = [this.#channel.port1, this.#channel.port2] as const;
  #next: (() => void) | undefined;

  constructor() {
    this.#channel.port1.onmessage = this.#channel.port2.onmessage = () => this.#next?.();
  }

  /** Resolves in the next turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#next = resolve;
      this.#ports = [this.#ports[1], this.#ports[0]];
      this.#ports[0].postMessage(undefined);
    });
  }

  /** Lets go of the channel, which would keep a process running. */
  close(): void {
    this.#channel.port1.close();
  }
}
