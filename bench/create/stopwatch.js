/** CPU time of this process, all threads, by what it was spent on. */

/** @template {string} Part */
export class Stopwatch {
  /** @type {Map<Part, number>} µs */
  #spent = new Map();

  /**
   * Runs something and counts what it takes under `part`.
   * @template T
   * @param {Part} part
   * @param {() => T} run
   * @returns {T}
   */
  time(part, run) {
    const before = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(before);
    this.#spent.set(part, (this.#spent.get(part) ?? 0) + user + system);
    return result;
  }

  /** @returns {Record<Part, number>} µs each of `times` took */
  each(/** @type {number} */ times) {
    return /** @type {Record<Part, number>} */ (
      Object.fromEntries([...this.#spent].map(([part, micros]) => [part, micros / times]))
    );
  }
}
