/** The relay's one timer, turned by hand: a program that never waits can make it fire. */

/**
 * Setting the timer still costs what it costs.
 * @returns {() => void} fires what was set last from now on
 */
export function timerByHand() {
  let latest = () => {};
  const set = globalThis.setTimeout;
  globalThis.setTimeout = /** @type {any} */ (
    (/** @type {() => void} */ callback, /** @type {number} */ ms) => {
      latest = callback;
      return set(callback, ms);
    }
  );
  return () => latest();
}
