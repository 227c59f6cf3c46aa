/**
 * Takes the place of `engines/select.js` when the relay is bundled for `rooms-program.js`: an engine without a network,
 * which gives the relay's core away.
 */

/**
 * @typedef {object} Head
 * @property {string} method
 * @property {string} path
 * @property {string} query
 * @property {(name: string) => readonly string[]} headers
 * @property {() => string} address
 *
 * @typedef {{ status: number, body: Uint8Array | undefined }} Reply
 * @typedef {{ message(data: Uint8Array, isBinary: boolean): void, closed(): void }} Listener
 *
 * @typedef {object} Core as far as it is used here
 * @property {(head: Head) => { reply: Reply } | { readBody: (body: Uint8Array) => Reply }} handle
 * @property {(socket: import('./null-socket.js').NullSocket, address: string) => Listener} open
 */

/** @type {Core | undefined} */
let core;

export function takenCore() {
  if (core === undefined) throw new Error('no relay listens');
  return core;
}

const engine = {
  publishBytes: () => undefined,
  listen: () => Promise.resolve(0),
  close: () => Promise.resolve(),
};

/**
 * @param {string} _wanted
 * @param {Core} relayCore
 */
export function selectEngine(_wanted, relayCore) {
  core = relayCore;
  return Promise.resolve({ name: 'ws', engine, whyNotUws: 'there is no network' });
}

export function attachEngine() {
  throw new Error('there is no network');
}
