/** How often it is looked whether a peer has gone quiet, ms. */
export const LOOK_EVERY_MS = 25;
/** Who sends for longer is not waited for, ms. */
const MOST_MS = 1_000;
/** Nor is who sends more than this: it does not listen. */
const MOST_MESSAGES = 256;

/**
 * Tells when a peer that sends too much has stopped. The stream ends with the Close frame, and a proxy lets go of both sides
 * when it sees that end: with something of the client's still unread, it takes along what the client has not read.
 */
export class Quiet {
  readonly #until: number;
  #messages = 0;
  /** The first look proves nothing: where the event loop was blocked, it comes before what has arrived meanwhile. */
  #isHeard = true;

  /** `now` is monotonic, ms. */
  constructor(now: number) {
    this.#until = now + MOST_MS;
  }

  /** Another message came; true once there is no use in waiting. */
  isHopeless(): boolean {
    this.#isHeard = true;
    this.#messages += 1;
    return this.#messages > MOST_MESSAGES;
  }

  /** To be asked again and again: true once nothing has come since it was asked before, or enough time is over. */
  isQuiet(now: number): boolean {
    const isQuiet = !this.#isHeard || now >= this.#until;
    this.#isHeard = false;
    return isQuiet;
  }
}
