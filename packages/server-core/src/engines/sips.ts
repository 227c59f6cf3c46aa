import type { Duplex } from 'node:stream';

/** Seventy requests, or two hundred short messages. What is shorter does not wait. */
const SIP_BYTES = 4_096;
/** A message of the longest, with its header: in four sips it would wait four times. */
const MESSAGE_SIP_BYTES = 16_384;
/** How long one turn of the event loop may take over sips, the last of them on top. */
const MOST_MS = 2;

/** Sockets that have more than a sip, and get one in turn: as many in one turn of the event loop as there is time for. */
export class SipQueue {
  readonly #now: () => number;
  readonly #waiting: (() => void)[] = [];
  #isDue = false;

  /** `now` gives ms. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  add(take: () => void): void {
    this.#waiting.push(take);
    if (!this.#isDue) this.#callNextTurn();
  }

  #callNextTurn(): void {
    this.#isDue = true;
    setImmediate(this.#serve);
  }

  readonly #serve = (): void => {
    const end = this.#now() + MOST_MS;
    // Who waits again from here on gets no second sip in this turn.
    let count = this.#waiting.length;
    do this.#waiting.shift()?.();
    while (--count > 0 && this.#now() < end);
    this.#isDue = false;
    if (this.#waiting.length > 0) this.#callNextTurn();
  };
}

/**
 * Has a socket read in sips: what came of it at once is handed on by 4 KiB, or by 16 of messages, when it is its turn. Node
 * reads up to 64 KiB at a time, and whoever sends so many tiny messages or requests would have all of them dealt with while
 * everybody else waits.
 */
export class Sips {
  readonly #socket: Duplex;
  readonly #queue: SipQueue;
  #isWaiting = false;
  #isHeld = false;
  #isUpgraded = false;
  #isDiscarding = false;

  constructor(socket: Duplex, queue: SipQueue) {
    this.#socket = socket;
    this.#queue = queue;
    // Whoever listens to 'data' gets what is read here, when it is read; so these have to hold here, too.
    socket.pause = () => {
      this.#isHeld = true;
      return socket;
    };
    socket.resume = () => {
      if (this.#isHeld) this.#release();
      return socket;
    };
    socket.on('readable', () => {
      if (this.#isWaiting) return;
      if (this.#isLong()) this.#wait();
      else this.#next();
    });
  }

  /**
   * From here on it is messages that come, each dealt with at once. The body of a request is not: Node hands it on a little
   * later, and takes the end of the stream for its last word.
   */
  upgraded(): void {
    this.#isUpgraded = true;
    this.#socket.resume();
  }

  /** From here on whatever comes is thrown away; `onEnd` is all that still hears of the end. */
  discard(onEnd?: () => void): void {
    this.#isDiscarding = true;
    this.#socket.removeAllListeners('data');
    this.#socket.removeAllListeners('end');
    if (onEnd) this.#socket.once('end', onEnd);
    if (this.#isHeld) this.#release();
  }

  #release(): void {
    this.#isHeld = false;
    if (!this.#isWaiting) this.#wait();
  }

  #wait(): void {
    this.#isWaiting = true;
    this.#queue.add(this.#next);
  }

  readonly #next = (): void => {
    this.#isWaiting = false;
    if (this.#isHeld) return;
    const { readableLength } = this.#socket;
    const isAll = this.#isUpgraded && readableLength <= SIP_BYTES;
    const most = this.#isUpgraded ? MESSAGE_SIP_BYTES : SIP_BYTES;
    // Without a number the end of the stream comes along, if it is there.
    if (readableLength === 0 || isAll || this.#isDiscarding) this.#socket.read();
    else this.#sip(Math.min(readableLength, most));
  };

  #isLong(): boolean {
    return !this.#isDiscarding && this.#socket.readableLength > SIP_BYTES;
  }

  #sip(bytes: number): void {
    // What is answered meanwhile goes out at once.
    this.#socket.cork();
    this.#socket.read(bytes);
    this.#socket.uncork();
    this.#wait();
  }
}
