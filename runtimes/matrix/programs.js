import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from './process.js';

const FOLDER = fileURLToPath(new URL('../programs/', import.meta.url));
const MODULES = join(FOLDER, 'node_modules');
const STAMP = join(MODULES, '.in-step-with');
const INSTALL_LIMIT_MS = 10 * 60_000;

const HAS_PACKAGES = process.platform === 'linux' && process.arch === 'x64';
const RUNNING_MAJOR = process.versions.node.split('.')[0];

const PACKAGED = {
  'node-20': 'node-20/bin/node',
  'node-22': 'node-22/bin/node',
  'node-24': 'node-24/bin/node',
  'node-26': 'node-26/bin/node',
  bun: '@oven/bun-linux-x64-baseline/bin/bun',
  deno: '@deno/linux-x64-glibc/deno',
  workerd: '@cloudflare/workerd-linux-64/bin/workerd',
};

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');

function isInStep() {
  try {
    return readFileSync(STAMP, 'utf8') === lockHash();
  } catch {
    return false;
  }
}

/** Brings the programs here that programs/package-lock.json names, each as its checksum says; at once where they are here. */
export async function installPrograms(say) {
  if (!HAS_PACKAGES || isInStep()) return;
  say('Getting the runtimes from the npm registry, some 300 MB …');
  await must('npm', ['ci'], { cwd: FOLDER, timeoutMs: INSTALL_LIMIT_MS });
  writeFileSync(STAMP, lockHash());
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where there are no packages of it: the Node that runs this, Bun and Deno as they are found on PATH. */
function elsewhere(name) {
  if (name === `node-${RUNNING_MAJOR}`) return process.execPath;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** The path of a runtime's program; undefined where it cannot be had. */
export function programOf(name) {
  const packaged = join(MODULES, PACKAGED[name]);
  if (HAS_PACKAGES) return isProgram(packaged) ? packaged : undefined;
  return elsewhere(name);
}
