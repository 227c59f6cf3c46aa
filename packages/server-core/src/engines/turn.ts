/** To hand over so many bytes takes about as long as an answer does without them. */
const BYTES_OF_AN_ANSWER = 1_024;

/**
 * Counts what is answered within one turn of the event loop. Whoever pipelines thousands of requests would have all of them
 * answered in one turn, while everybody else waits.
 */
export class Turn {
  readonly #most: number;
  #answers = 0;

  /** After `most` short answers, or fewer long ones, a turn is overfull. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts an answer of so many bytes; true if it is to be the last of its connection. */
  isOverfull(bytes: number): boolean {
    if (this.#answers === 0) setImmediate(this.#clear);
    const isOverfull = this.#answers >= this.#most;
    this.#answers += 1 + Math.floor(bytes / BYTES_OF_AN_ANSWER);
    return isOverfull;
  }

  readonly #clear = (): void => {
    this.#answers = 0;
  };
}
