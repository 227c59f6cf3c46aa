import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../src/config.js';
import { ask } from './support/ask.js';
import { next, within } from './support/wait.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const EXAMPLES = Array.from(README.matchAll(/^```js\n(.*?)^```/gms), ([, code]) => code!);

let running: ChildProcess | undefined;

afterEach(async () => {
  if (running?.exitCode !== null || running.signalCode !== null) return;
  const exited = next(running, 'exit');
  running.kill('SIGKILL');
  await exited;
});

/** Runs an example against the built package, on a port that the system chooses; gives what it first prints. */
async function run(example: string): Promise<{ child: ChildProcess; line: string; port: number }> {
  // In the package's own folder its name leads to its dist, as it does for a user.
  expect(existsSync(`${PACKAGE}/dist/index.js`), 'the package must be built first').toBe(true);
  expect(example.match(/3000/g)).toHaveLength(1);
  const args = ['--input-type=module', '--eval', example.replace('3000', '0')];
  const child = spawn(process.execPath, args, { cwd: PACKAGE, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const line = await within(
    new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
      child.once('exit', () => reject(new Error(`it ended: ${said}`)));
    }),
    'the example to listen',
    10_000,
  );
  return { child, line, port: Number(/localhost:(\d+)/.exec(line)?.[1]) };
}

describe('the README', () => {
  it('has two examples, the first of at most ten lines', () => {
    expect(EXAMPLES).toHaveLength(2);
    expect(EXAMPLES[0]!.trim().split('\n').length).toBeLessThanOrEqual(10);
  });

  it('has an example that serves, and ends when it is told to', async () => {
    const { child, line, port } = await run(EXAMPLES[0]!);
    expect(line).toMatch(/^listening on http:\/\/localhost:\d+, engine (uws|ws)$/);
    const origin = 'https://app.example';
    expect((await ask(port, '/api/limits', { headers: { origin } })).status).toBe(200);
    expect((await ask(port, '/api/limits', { headers: { origin: 'https://other.example' } })).status).toBe(
      403,
    );
    const exited = next(child, 'exit', 10_000);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });

  it('has an example that shares a server', async () => {
    const { port } = await run(EXAMPLES[1]!);
    expect(await ask(port, '/')).toEqual({ status: 200, body: 'your own page' });
    expect(await ask(port, '/healthz')).toEqual({ status: 200, body: 'your own page' });
    expect(JSON.parse((await ask(port, '/api/limits')).body)).toMatchObject({ protocol: 'pug.v1' });
  });

  it('names every option, in the order of the type', () => {
    const named = Array.from(README.matchAll(/^\| `(\w+)` /gm), ([, name]) => name);
    expect(named).toEqual(Object.keys(resolveConfig()));
  });

  it('says how to add the native engine as the relay does where it is missing', () => {
    const select = readFileSync(new URL('../src/engines/select.ts', import.meta.url), 'utf8');
    const command = /npm install uWebSockets\.js@\S+?(?=')/.exec(select)?.[0];
    expect(command).toMatch(/^npm install uWebSockets\.js@github:uNetworking\/uWebSockets\.js#v/);
    expect(README).toContain(command);
  });
});
