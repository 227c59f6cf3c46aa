/** Answers in one turn of the event loop before connections are hung up with them: some milliseconds of work. */
const MOST_ANSWERS = 128;

/**
 * Counts the answers of one turn of the event loop. Whoever pipelines thousands of requests would have all of them
 * answered in one turn, while everybody else waits.
 */
export class Turn {
  #answers = 0;

  /** Counts one answer; true if it is to be the last of its connection. */
  isOverfull(): boolean {
    if (this.#answers === 0) setImmediate(() => (this.#answers = 0));
    this.#answers += 1;
    return this.#answers > MOST_ANSWERS;
  }
}
