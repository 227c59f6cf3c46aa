/** What every scene uses: a server for as long as it takes, and times. */
import { constants } from 'node:os';
import { startServer } from './server.js';

/**
 * @typedef {object} Scene
 * @property {import('../../lib/check.js').EngineName} engine
 * @property {boolean} isSmall
 * @property {(figure: Omit<import('../../lib/check.js').Figure, 'engine'>) => void} record
 */

/**
 * Does `work` with a server, and ends that, whatever happens. What the server has written to a disk is a failure.
 * @template T
 * @param {Record<string, string | number>} settings
 * @param {(server: import('./server.js').Server) => Promise<T>} work
 * @param {import('./server.js').How} [how]
 */
export async function withServer(settings, work, how) {
  const server = await startServer(settings, how);
  const outcome = await work(server).finally(server.stop);
  const left = await server.stop();
  if (left > 0) throw new Error(`the server has left ${left} files behind`);
  return outcome;
}

/**
 * How long the work takes, in ms, and what it gives.
 * @template T
 * @param {() => Promise<T>} work
 */
export async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** How a process ended, as a shell would say it: 128 and the signal's number, or its exit code. */
export const exitCode = (/** @type {import('./server.js').Ended} */ { code, signal }) =>
  code ?? (signal === null ? -1 : 128 + constants.signals[signal]);
