/** What one member of a room is told of the others, held against what they did. */
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 5_000;
const INTERVAL_MS = 2;

export class PresenceBook {
  /** Guests who were let in, by memberId. @type {Set<number>} */
  #admitted = new Set();
  /** Those whose coming was told. @type {Set<number>} */
  #joined = new Set();
  /** Those whose going was told. @type {Set<number>} */
  #left = new Set();
  #fault = '';

  /** @param {number} memberId that a guest was given */
  admit(memberId) {
    this.#enter(this.#admitted, memberId, 'given');
  }

  /** @param {{ type: string, memberId?: number }} event that the watcher received */
  told({ type, memberId = 0 }) {
    if (type === 'presence:join') this.#enter(this.#joined, memberId, type);
    else if (type !== 'presence:leave') this.#note(`the watcher was sent ${type}`);
    else if (this.#joined.has(memberId)) this.#enter(this.#left, memberId, type);
    else this.#note(`presence:leave of ${memberId} before its presence:join`);
  }

  /** Fails unless the watcher is told once of the coming and once of the going of each guest let in, and of nobody else. */
  async settle() {
    const deadline = performance.now() + WAIT_MS;
    const isWaiting = () => this.#fault === '' && this.#left.size < this.#admitted.size;
    while (isWaiting() && performance.now() < deadline) await sleep(INTERVAL_MS);
    const isExact = (/** @type {Set<number>} */ told) =>
      told.size === this.#admitted.size && [...told].every((memberId) => this.#admitted.has(memberId));
    if (!isExact(this.#joined) || !isExact(this.#left)) {
      this.#note(
        `${this.#admitted.size} guests, told of ${this.#joined.size} joins, ${this.#left.size} leaves`,
      );
    }
    if (this.#fault !== '') throw new Error(this.#fault);
  }

  /**
   * @param {Set<number>} ids
   * @param {number} memberId
   * @param {string} what
   */
  #enter(ids, memberId, what) {
    if (ids.has(memberId)) this.#note(`memberId ${memberId}: ${what} twice`);
    ids.add(memberId);
  }

  /** @param {string} fault only the first is kept */
  #note(fault) {
    this.#fault ||= fault;
  }
}
