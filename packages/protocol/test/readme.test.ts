import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

it('the example of the README runs against the built package and prints what its comments say', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /^```js\n(.*?)^```/ms.exec(readme)?.[1] ?? '';
  const promised = [...example.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment);
  expect(promised.length).toBeGreaterThan(0);

  // In the package's own folder its name leads to its dist, as it does for a user.
  const run = ['--input-type=module', '--eval', example];
  const env = { ...process.env, FORCE_COLOR: '0' };
  const { stdout } = await promisify(execFile)(process.execPath, run, { cwd: PACKAGE, env });
  expect(stdout.trim().split('\n')).toEqual(promised);
});
