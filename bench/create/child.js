/** A program that measures itself: run in a process of its own, pinned where that can be done, read as JSON. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * @param {URL} program
 * @param {(string | number)[]} args
 * @param {number | undefined} cpu
 * @param {number} minutes after which it is ended, and the call fails
 * @returns {Promise<any>}
 */
export async function measured(program, args, cpu, minutes) {
  const node = [process.execPath, '--expose-gc', fileURLToPath(program), ...args.map(String)];
  const [command, ...rest] = cpu === undefined ? node : ['taskset', '--cpu-list', String(cpu), ...node];
  const ended = run(command, rest, { timeout: minutes * 60_000, killSignal: 'SIGKILL' });
  running.add(ended.child);
  try {
    return JSON.parse((await ended).stdout);
  } finally {
    running.delete(ended.child);
  }
}
