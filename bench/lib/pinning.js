/** One core for the servers and another for the load generator, where the system can pin processes. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Pins this process and names the core for the servers; undefined where that cannot be done.
 * @returns {number | undefined}
 */
export function pinGenerator() {
  const cpus = allowedCpus();
  if (cpus.length < 2) return undefined;
  const own = ['--all-tasks', '--cpu-list', '--pid', String(cpus[0]), String(process.pid)];
  const { status } = spawnSync('taskset', own, { stdio: 'ignore', timeout: 5_000 });
  return status === 0 ? cpus.at(-1) : undefined;
}

/** @returns {number[]} empty where the system does not say */
function allowedCpus() {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
    return list.split(',').flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
  } catch {
    return [];
  }
}
