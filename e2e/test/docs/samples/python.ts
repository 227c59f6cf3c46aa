import { spawnSync } from 'node:child_process';

const COMPILE = 'import sys; compile(sys.stdin.read(), "sample", "exec")';
const LIMIT_MS = 20_000;

const python = (args: readonly string[], input = '') =>
  spawnSync('python3', args, { input, encoding: 'utf8', timeout: LIMIT_MS });

/** Whether there is a Python 3 here. */
export const hasPython = python(['--version']).status === 0;

/** What Python says against a sample, which it compiles and does not run. */
export function faultsOfPython(code: string): string[] {
  const { status, stderr } = python(['-c', COMPILE], code);
  return status === 0 ? [] : [stderr.trim().split('\n').at(-1) ?? 'Python did not compile it'];
}
