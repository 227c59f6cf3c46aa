import type { Duplex } from 'node:stream';

/** Two hundred short messages, or a quarter of the longest. */
const SIP_BYTES = 4_096;

/**
 * Has a socket read in sips: what came of it at once is handed on by 4 KiB, one in each turn of the event loop. Node reads
 * up to 64 KiB at a time, and whoever sends so many tiny messages would have all of them parsed while everybody else
 * waits.
 */
export class Sips {
  readonly #socket: Duplex;
  #isWaiting = false;
  #isDiscarding = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
    // Whoever listens to 'data' gets what is read here, when it is read.
    socket.on('readable', () => {
      if (!this.#isWaiting) this.#next();
    });
  }

  /** From here on whatever comes is thrown away; `onEnd` is all that still hears of the end. */
  discard(onEnd: () => void): void {
    this.#isDiscarding = true;
    this.#socket.removeAllListeners('data');
    this.#socket.removeAllListeners('end');
    this.#socket.once('end', onEnd);
  }

  readonly #next = (): void => {
    this.#isWaiting = false;
    // All of it, without a number, so that the end of the stream is noticed as well.
    if (this.#isDiscarding || this.#socket.readableLength <= SIP_BYTES) this.#socket.read();
    else this.#sip();
  };

  #sip(): void {
    // What is answered meanwhile goes out at once.
    this.#socket.cork();
    this.#socket.read(SIP_BYTES);
    this.#socket.uncork();
    this.#isWaiting = true;
    setImmediate(this.#next);
  }
}
