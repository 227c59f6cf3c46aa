/**
 * The real command, `pug-server`, in a process of its own: in an empty folder, so that anything it wrote would be seen,
 * and ended by its pid whatever happens.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseTarget, within } from '@pug-network/conformance/wire';

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 *
 * @typedef {object} How besides the settings
 * @property {string} [limits] commands of `sh` before it: `ulimit -n 64`
 * @property {string[]} [nodeFlags]
 * @property {number} [uid] the user that it runs as
 *
 * @typedef {Record<string, unknown> & { event: string }} LogLine
 * @typedef {Awaited<ReturnType<typeof startServer>>} Server
 */

const COMMAND = fileURLToPath(import.meta.resolve('@pug-network/server/package.json')).replace(
  'package.json',
  'dist/cli.js',
);
const START_MS = 30_000;
const HOST = '127.0.0.1';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
/** @type {Set<string>} */
const folders = new Set();
process.on('exit', () => {
  running.forEach((child) => child.kill('SIGKILL'));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

/**
 * Starts the command; it may end by itself.
 * @param {Record<string, string | number>} settings environment variables
 * @param {How} [how]
 */
export function spawnServer(settings, how = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pug-faults-'));
  folders.add(folder);
  const child = spawnIn(folder, settings, how);
  /** @type {LogLine[]} */
  const log = [];
  let errors = '';
  /** @type {Promise<number> | undefined} */
  let stopped;
  const lines = createInterface({ input: child.stdout }).on('line', (line) => log.push(JSON.parse(line)));
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    log,
    lines,
    ended,
    pid: /** @type {number} */ (child.pid),
    errors: () => errors,
    /** @param {NodeJS.Signals} name */
    signal: (name) => child.kill(name),
    /** Nobody reads its log any more. */
    closeLog: () => child.stdout.destroy(),
    /** Ends it if it runs; how many files it has left behind. */
    stop: () => (stopped ??= end(child, ended, folder)),
  };
}

/**
 * Starts the command; resolves when it listens. Without a proof of work unless the settings say otherwise.
 * @param {Record<string, string | number>} settings environment variables
 * @param {How} [how]
 */
export async function startServer(settings, how) {
  const server = spawnServer({ POW_DIFFICULTY: 0, ...settings }, how);
  const early = server.ended.then(({ code, signal }) => {
    throw new Error(`the server ended (${code ?? signal}) and said: ${server.errors()}`);
  });
  const listening = await within(Promise.race([line(server, 'listening'), early]), 'the server', START_MS);
  early.catch(() => undefined);
  const { port } = listening;
  return { ...server, port: Number(port), target: parseTarget(`http://${HOST}:${port}`) };
}

/**
 * The first line of this event in its log.
 * @param {ReturnType<typeof spawnServer>} server
 * @param {string} event
 * @returns {Promise<LogLine>}
 */
export function line({ log, lines }, event) {
  const found = () => log.find((one) => one.event === event);
  return new Promise((resolve) => {
    const look = () => {
      const one = found();
      if (one === undefined) return;
      lines.off('line', look);
      resolve(one);
    };
    lines.on('line', look);
    look();
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<Ended>} ended
 * @param {string} folder
 */
async function end(child, ended, folder) {
  child.kill('SIGKILL');
  await ended;
  const left = readdirSync(folder, { recursive: true }).length;
  rmSync(folder, { recursive: true });
  folders.delete(folder);
  return left;
}

/**
 * @param {string} folder
 * @param {Record<string, string | number>} settings
 * @param {How} how
 */
function spawnIn(folder, settings, { limits = 'true', nodeFlags = [], uid }) {
  const own = Object.entries({ PORT: 0, HOST, STATIC_DIR: '', ...settings });
  const env = { ...process.env, ...Object.fromEntries(own.map(([name, value]) => [name, String(value)])) };
  const shell = ['-c', `${limits}; exec "$@"`, 'sh', process.execPath, ...nodeFlags, COMMAND];
  const child = spawn('sh', shell, { cwd: folder, env: { ...env, HOME: folder, TMPDIR: folder }, uid });
  running.add(child);
  return child;
}
