import { cpSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from './process.js';

const RUNTIMES = fileURLToPath(new URL('..', import.meta.url));
const LIMIT_MS = 60_000;

const PARTS = ['contract', 'starts'];
const PACKED = ['@pug-network/client-sdk', '@pug-network/protocol'];
const NEEDED = '@noble/hashes';
const OPTIONAL_PEER = 'ws';

const here = (name) => realpathSync(join(RUNTIMES, 'node_modules', name));

function copy(name, modules) {
  cpSync(here(name), join(modules, name), { recursive: true });
}

/** A package of this repository as it would be published. */
async function unpack(name, modules) {
  const into = join(modules, name);
  mkdirSync(into, { recursive: true });
  const options = { cwd: into, timeoutMs: LIMIT_MS };
  await must('npm', ['pack', here(name), '--ignore-scripts', '--pack-destination', into], options);
  const [tarball] = readdirSync(into);
  await must('tar', ['-xzf', tarball, '--strip-components=1'], options);
}

async function makeConsumer(folder) {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  for (const part of PARTS) cpSync(join(RUNTIMES, part), join(folder, part), { recursive: true });
  await Promise.all(PACKED.map((name) => unpack(name, modules)));
  copy(NEEDED, modules);
}

/**
 * Two folders with the contract in them, and in their node_modules the SDK as after an install: without the optional
 * package `ws` and with it.
 * @param {string} folder
 * @returns {Promise<{ 'without-ws': string, 'with-ws': string }>}
 */
export async function makeConsumers(folder) {
  const consumers = { 'without-ws': join(folder, 'without-ws'), 'with-ws': join(folder, 'with-ws') };
  await makeConsumer(consumers['without-ws']);
  cpSync(consumers['without-ws'], consumers['with-ws'], { recursive: true });
  copy(OPTIONAL_PEER, join(consumers['with-ws'], 'node_modules'));
  return consumers;
}
