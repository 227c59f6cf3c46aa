/** Real SDK clients in a child process, which can be killed. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { within } from '@pug-network/conformance/wire';

/**
 * @typedef {object} Plan
 * @property {string} relay
 * @property {number} rooms to create, and be in
 * @property {string[]} links of rooms to join besides
 * @property {number} members to join with, to each of both kinds
 * @property {number} talkMs pause between two messages of a client; 0 for none
 *
 * @typedef {{ reason: string, code: string | undefined }} Closed
 * @typedef {Awaited<ReturnType<typeof startClients>>} Clients
 */

const PROGRAM = fileURLToPath(new URL('client-program.js', import.meta.url));
const START_MS = 60_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts them; resolves when all are in.
 * @param {Plan} plan
 */
export async function startClients(plan) {
  const child = fork(PROGRAM, [JSON.stringify(plan)]);
  running.add(child);
  child.once('exit', () => running.delete(child));
  const tally = tallyOf(child);
  const links = await within(ready(child), 'clients to be in their rooms', START_MS);
  return {
    ...tally,
    links,
    /** Ends the process as a crash does. */
    kill: async () => {
      if (!running.has(child)) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
function tallyOf(child) {
  /** @type {Closed[]} */
  const closed = [];
  /** @type {Record<string, number>} */
  const outcomes = {};
  const counts = { sending: 0, settled: 0, reconnecting: 0 };
  child.on('message', (/** @type {any} */ fact) => {
    if (fact.type === 'closed') closed.push(fact);
    if (fact.type === 'state' && fact.state === 'reconnecting') counts.reconnecting += 1;
    if (fact.type === 'sending') counts.sending += 1;
    if (fact.type !== 'settled') return;
    counts.settled += 1;
    outcomes[fact.outcome] = (outcomes[fact.outcome] ?? 0) + 1;
  });
  /**
   * Resolves when this is so, looked at whenever something has happened to the clients.
   * @param {() => boolean} isSo
   */
  const until = async (isSo) => {
    while (!isSo()) await once(child, 'message');
  };
  return { closed, outcomes, counts, until };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string[]>} links of the rooms that it made
 */
function ready(child) {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the clients' process ended by itself (${code})`)));
    child.on('message', (/** @type {any} */ fact) => {
      if (fact.type === 'ready') resolve(fact.links);
    });
  });
}
