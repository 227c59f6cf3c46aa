import { join } from 'node:path';
import { bundleWorker } from './workerd.js';

/**
 * One way to run the contract: a program of programs.js, and its arguments in a consumer's folder for a setup in JSON.
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} program
 * @property {'with-ws' | 'without-ws'} consumer whether the package `ws` is there
 * @property {object} setup what its start is given besides the control
 * @property {(folder: string, setup: string) => string[] | Promise<string[]>} args
 */

const NATIVE = { consumer: 'without-ws', setup: { solver: 'wasm-simd' } };
const WITH_WS = { consumer: 'with-ws', setup: { solver: 'wasm-simd' } };
const start = (file) => (_folder, setup) => [`starts/${file}`, setup];

/** Nothing but the network of this machine, nothing that is not in the folder. */
const DENO = ['run', '--no-prompt', '--no-lock', '--cached-only', '--node-modules-dir=manual'];
const DENO_MAY = ['--allow-net=127.0.0.1'];

const workerd = (compatibilityDate) => ({
  program: 'workerd',
  consumer: 'without-ws',
  // It lets no code be made at run time, WebAssembly neither.
  setup: { solver: 'js' },
  args: async (folder, setup) => ['test', await bundleWorker(folder, setup, compatibilityDate)],
});

/** @type {readonly Runtime[]} */
export const runtimes = [
  { name: 'Node 20, ws', program: 'node-20', ...WITH_WS, args: start('node.js') },
  { name: 'Node 20, ws, require', program: 'node-20', ...WITH_WS, args: start('require.cjs') },
  { name: 'Node 22', program: 'node-22', ...NATIVE, args: start('node.js') },
  {
    name: 'Node 22, ws',
    program: 'node-22',
    consumer: 'with-ws',
    setup: { solver: 'wasm-simd', usesWs: true },
    args: start('node.js'),
  },
  { name: 'Node 24', program: 'node-24', ...NATIVE, args: start('node.js') },
  { name: 'Node 26', program: 'node-26', ...NATIVE, args: start('node.js') },
  { name: 'Bun', program: 'bun', ...NATIVE, args: start('node.js') },
  {
    name: 'Deno',
    program: 'deno',
    ...NATIVE,
    args: (folder, setup) => [...DENO, ...DENO_MAY, join(folder, 'starts/deno.js'), setup],
  },
  { name: 'workerd', ...workerd('2026-11-01') },
  { name: 'workerd of 2024-11-11', ...workerd('2024-11-11') },
];
