import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Program } from '../support/process.js';
import { startRelay, type RelayProcess } from '../support/relay.js';
import { sampleOf } from './samples/run.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const START_HERE = 'docs/guides/start-here.md';
const OPERATOR = 'docs/guides/operator.md';
const SDK = 'docs/guides/sdk.md';
const NAMED = 'http://localhost:3000';

/** Each starts Node anew, on a machine that may be busy. */
const LIMIT_MS = 30_000;

const programs: Program[] = [];
let server: RelayProcess;

/** Runs a program in a process of its own, as a reader would. */
function start(code: string): Program {
  const program = new Program(['--input-type=module', '--eval', code], {}, HERE);
  programs.push(program);
  return program;
}

beforeAll(async () => {
  server = await startRelay('uws');
});
afterAll(() => server.program.end());
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.end()));
});

/** A sample with the relay that there is, instead of the one that it names. */
async function withRelay(file: string, info: string, relay = server.origin, named = NAMED): Promise<string> {
  const code = await sampleOf(file, info);
  expect(code).toContain(`'${named}'`);
  return code.replace(named, relay);
}

describe('the first guide', { timeout: LIMIT_MS }, () => {
  it('has a program that does what it says', async () => {
    const program = start(await withRelay(START_HERE, 'js program'));
    expect(await program.exit(), program.output).toBe(0);
    expect(program.output).toMatch(/^[a-z]+-[a-z]+: hello\nover: purged$/);
  });

  it('shows the two lines with which the guide to the embed begins', async () => {
    const lines = await sampleOf('docs/guides/embed.md', 'html quick-start');
    expect(await sampleOf(START_HERE, 'html site')).toBe(lines);
  });
});

describe('the guide to the SDK', { timeout: LIMIT_MS }, () => {
  it('begins with a program that ends by itself', async () => {
    const program = start(await withRelay(SDK, 'js first'));
    expect(await program.exit(), program.output).toBe(0);
    expect(program.output).toMatch(/^[a-z]+-[a-z]+: hello$/);
  });

  it('has a test that passes', async () => {
    const program = start(await sampleOf(SDK, 'js tests'));
    expect(await program.exit(), program.output).toBe(0);
    expect(program.output).toMatch(/pass 1$/m);
  });
});

describe('the guide for operators', { timeout: LIMIT_MS }, () => {
  it('has a relay in a program of one’s own, which listens and ends at a signal', async () => {
    const program = start((await sampleOf(OPERATOR, 'js own')).replace('port: 3000', 'port: 0'));
    const [, port] = /listening on (\d+), engine uws/.exec(await program.line('listening on')) ?? [];
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ status: 'ok' });
    program.signal('SIGTERM');
    expect(await program.exit(), program.output).toBe(0);
  });

  const probe = (relay: string) => withRelay(OPERATOR, 'js probe', relay, 'https://chat.example');

  it('has a probe that talks through a relay', async () => {
    const program = start(await probe(server.origin));
    expect(await program.exit(), program.output).toBe(0);
    expect(program.output).toMatch(/^ok after \d+ ms$/);
  });

  it('has a probe that fails where there is no relay', async () => {
    const { origin, program: gone } = await startRelay('uws');
    await gone.end();
    const program = start(await probe(origin));
    expect(await program.exit()).toBe(1);
    expect(program.output).toContain("code: 'network'");
  });
});
