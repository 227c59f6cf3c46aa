/**
 * What the relay's source gets in place of `engines/select.ts`: an engine without a network. Its one port is the core
 * itself, for whoever drives it.
 */

/** @type {unknown} */
let latest;

const engine = {
  publishBytes() {},
  listen: () => Promise.resolve(0),
  close: () => Promise.resolve(),
};

/**
 * @param {string} _wanted
 * @param {unknown} core
 */
export function selectEngine(_wanted, core) {
  latest = core;
  return Promise.resolve({ name: 'uws', engine, whyNotUws: undefined });
}

export function attachEngine() {
  throw new Error('the null engine attaches to nothing');
}

/** The core of the relay that listened last. */
export const latestCore = () => latest;
