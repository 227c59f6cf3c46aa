/** What a line does to messages on their way to the client, instead of handing them on. */
const WAYS = {
  tamper: (frame) => [frame.tampered()],
  replay: (frame) => [frame.bytes, frame.bytes],
  drop: () => [],
  truncate: (frame) => [frame.bytes.subarray(0, frame.bytes.length / 2)],
};

export const MEDDLINGS = Object.keys(WAYS);

/** Meddles with so many of the next messages, then with no more. */
export class Meddling {
  #way = WAYS.drop;
  #left = 0;
  /** How many messages were meddled with. */
  done = 0;

  /**
   * @param {keyof typeof WAYS} way
   * @param {number} messages
   */
  begin(way, messages) {
    this.#way = WAYS[way];
    this.#left = messages;
  }

  /**
   * What the client gets for a piece of the stream.
   * @param {Buffer | import('./server-stream.js').Frame} piece
   * @returns {Buffer[]}
   */
  apply(piece) {
    if (Buffer.isBuffer(piece)) return [piece];
    if (this.#left === 0 || !piece.isMessage) return [piece.bytes];
    this.#left -= 1;
    this.done += 1;
    return this.#way(piece);
  }
}
