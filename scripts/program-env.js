import { existsSync } from 'node:fs';
import { run } from './process.js';
import { findProgram, PROGRAMS } from './programs.js';

const APT_LIMIT_MS = 10 * 60_000;

const canInstall = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

const missing = () => PROGRAMS.filter((program) => !findProgram(program));

async function install(packages) {
  const options = { timeoutMs: APT_LIMIT_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const updated = await run('apt-get', ['update'], options);
  if (!updated.ok) return updated;
  return run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
}

/**
 * Where the programs of PROGRAMS are on this machine, as their variables, each only if there is one. What is missing root
 * on Debian gets by apt; everybody else gets one line that says so.
 */
export async function programEnv(say) {
  const packages = missing().flatMap(({ debianPackages }) => debianPackages);
  if (packages.length > 0 && canInstall()) {
    say(`Installing with apt-get, for tests: ${packages.join(', ')} …`);
    const { ok, output } = await install(packages);
    if (!ok) say(output);
  }
  const absent = missing().map(({ name, variable }) => `${name} in ${variable}`);
  if (absent.length > 0)
    say(`Some tests cannot run. Not found; install, or name its path: ${absent.join('; ')}.`);
  const found = PROGRAMS.map((program) => [program.variable, findProgram(program)]);
  return Object.fromEntries(found.filter(([, path]) => path !== undefined));
}
