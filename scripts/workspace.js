import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, run } from './process.js';

const VERSION_CHECK_MS = 20_000;
const DOWNLOAD_LIMIT_MS = 2 * 60_000;
const INSTALL_LIMIT_MS = 10 * 60_000;

const IS_WINDOWS = process.platform === 'win32';
const PNPM_VERSION = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).packageManager.replace(
  /^pnpm@|\+.*$/g,
  '',
);

/** The environment for tools: nothing is sent anywhere, nobody is asked; NODE_ENV=production would leave tools out. */
const toolEnv = {
  ...process.env,
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  DO_NOT_TRACK: '1',
  NO_COLOR: '1',
  TURBO_CACHE: 'local:rw',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_TELEMETRY_DISABLED: '1',
};
for (const name of ['NODE_ENV', 'FORCE_COLOR']) delete toolEnv[name];

const PATH = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';

async function isPinned(env) {
  const { ok, stdout } = await run('pnpm', ['--version'], {
    timeoutMs: VERSION_CHECK_MS,
    env,
    shell: IS_WINDOWS,
  });
  return ok && stdout.trim() === PNPM_VERSION;
}

/** npx as a command; npm names its own files to its scripts, so that npx is found where npm is not on PATH. */
function npx() {
  const script = join(dirname(process.env.npm_execpath ?? ''), 'npx-cli.js');
  return existsSync(script) ? { command: process.execPath, first: [script] } : { command: 'npx', first: [] };
}

/** An environment whose PATH leads to the pinned pnpm: this one if it does, else the one npx makes for it. */
async function findPnpm() {
  if (await isPinned(toolEnv)) return { env: toolEnv };
  const { command, first } = npx();
  const { output, stdout } = await run(
    command,
    [...first, '-y', `--package=pnpm@${PNPM_VERSION}`, '--', 'node', '-p', `process.env.${PATH}`],
    { timeoutMs: DOWNLOAD_LIMIT_MS, env: toolEnv, shell: IS_WINDOWS && command === 'npx' },
  );
  const env = { ...toolEnv, [PATH]: stdout.trim() };
  if (await isPinned(env)) return { env };
  return { failure: { ok: false, output: `npx could not get pnpm ${PNPM_VERSION}:\n${output}`, stdout: '' } };
}

let found;

/** Runs the pinned pnpm in the workspace; the result is that of `run`. */
export async function pnpm(args, { timeoutMs, env }) {
  found ??= findPnpm();
  const { env: pnpmEnv, failure } = await found;
  return failure ?? run('pnpm', args, { timeoutMs, env: { ...pnpmEnv, ...env }, shell: IS_WINDOWS });
}

/** Runs a tool of the workspace (eslint, turbo, …) with the pinned pnpm on its PATH. */
export const tool = (command, options) => pnpm(['exec', ...command], options);

/** Brings node_modules in step with the lockfile; under a second when it is. */
export const install = () =>
  pnpm(['install', '--frozen-lockfile'], { timeoutMs: INSTALL_LIMIT_MS, env: { CI: 'true' } });
