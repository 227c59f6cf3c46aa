/** The abusers: a process of their own, of low priority, so that their load does not delay what the healthy ones measure. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @typedef {{ id: number, result?: unknown, error?: string }} Outcome */

const PROGRAM = fileURLToPath(new URL('abusers-program.js', import.meta.url));

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export function startAbusers() {
  const child = fork(PROGRAM);
  running.add(child);
  // Each scenario under way listens.
  child.setMaxListeners(0);
  child.once('exit', () => running.delete(child));
  let count = 0;
  return {
    /**
     * Lets them do what this scenario says; resolves to what became of it.
     * @param {string} name of the scenario
     * @param {string} origin of the relay
     * @param {unknown} size
     */
    abuse(name, origin, size) {
      const id = count++;
      const outcome = outcomeOf(child, id);
      child.send({ id, name, origin, size });
      return outcome;
    },
    /** Ends their process, and with it all their connections. */
    async stop() {
      if (!running.has(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} id
 * @returns {Promise<unknown>}
 */
function outcomeOf(child, id) {
  return new Promise((resolve, reject) => {
    const settle = () => child.off('message', onMessage).off('exit', onExit);
    const onExit = () => {
      settle();
      reject(new Error('the abusers ended by themselves'));
    };
    const onMessage = (/** @type {Outcome} */ outcome) => {
      if (outcome.id !== id) return;
      settle();
      if (outcome.error === undefined) resolve(outcome.result);
      else reject(new Error(`the abusers failed: ${outcome.error}`));
    };
    child.on('message', onMessage).on('exit', onExit);
  });
}
