/** What the command says: `pug-server` in a process of its own, and all its output. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { within } from '@pug-network/conformance/wire';

const MANIFEST = createRequire(import.meta.url).resolve('@pug-network/server/package.json');
const PROGRAM = join(dirname(MANIFEST), 'dist/cli.js');
const LISTENING = /"event":"listening".*"port":(\d+)/;
const START_MS = 30_000;
const STOP_MS = 20_000;

/**
 * @typedef {object} Command
 * @property {string} origin
 * @property {() => Promise<string>} stop lets it drain; resolves with all that it has written
 */

/**
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {string} host to listen on, which its log tells
 * @param {Record<string, string>} env
 * @returns {Promise<Command>}
 */
export async function startCommand(engine, host, env) {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ...env, ENGINE: engine, HOST: host, PORT: '0', POW_DIFFICULTY: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const closed = once(child, 'close');
  let output = '';
  const port = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        const [, found] = LISTENING.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
    child.once('exit', () => reject(new Error(`pug-server ended: ${output}`)));
  });
  return {
    origin: `http://${host}:${await within(port, 'pug-server to listen', START_MS).catch(failWith(kill))}`,
    async stop() {
      child.kill('SIGTERM');
      await within(closed, 'pug-server to end', STOP_MS).finally(kill);
      process.off('exit', kill);
      return output;
    },
  };
}

/**
 * @param {() => unknown} undo
 * @returns {(error: unknown) => never}
 */
const failWith = (undo) => (error) => {
  undo();
  throw error;
};
