/** A process that makes a great many rooms and lets them go: see `rooms-program.js`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PROGRAM = fileURLToPath(new URL('rooms-program.js', import.meta.url));
const NULL_ENGINE = fileURLToPath(new URL('null-engine.js', import.meta.url));
const SOURCE = fileURLToPath(new URL('../../../packages/server-core/src/index.ts', import.meta.url));

/**
 * What V8 keeps of the code that it optimises comes and goes, by more than all that is looked for here: so it compiles each
 * function once, in the first rooms, and keeps that.
 */
const STEADY = [
  ...['--no-opt', '--always-sparkplug', '--no-lazy-feedback-allocation'],
  ...['--no-flush-bytecode', '--no-regexp-tier-up'],
];

/**
 * @typedef {object} Left
 * @property {number} before bytes of heap after the warm-up
 * @property {number} after bytes of heap in the end
 * @property {number} rooms
 * @property {number} connections
 * @property {number} subscriptions
 * @property {number} opened connections in all
 * @property {number} looks at the clock, by a timer that is still armed
 */

/** @type {import('esbuild').Plugin} */
const withoutEngine = {
  name: 'without an engine',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@pug-network\/server-core$/ }, () => ({ path: SOURCE }));
    onResolve({ filter: /\/engines\/select\.js$/ }, () => ({ path: NULL_ENGINE }));
  },
};

/**
 * @param {number} warmUp
 * @param {number} total
 * @returns {Promise<Left>}
 */
export async function makeRooms(warmUp, total) {
  const folder = mkdtempSync(join(tmpdir(), 'pug-rooms-'));
  try {
    const outfile = join(folder, 'program.mjs');
    await build({
      entryPoints: [PROGRAM],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      plugins: [withoutEngine],
    });
    return await run(outfile, [String(warmUp), String(total)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function run(program, args) {
  const child = spawn(process.execPath, ['--expose-gc', ...STEADY, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  process.off('exit', end);
  if (code !== 0) throw new Error(`the program with the rooms ended by itself (${code})`);
  return JSON.parse(output);
}
