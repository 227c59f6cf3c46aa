import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  CLIENT_CASES,
  runClientCases,
  startBy,
  type Outcome,
  type StartProgram,
} from '@pug-network/conformance';
import { describe, expect, it } from 'vitest';
import { drive } from '../../conformance/sdk-driver.js';

const CLI = fileURLToPath(import.meta.resolve('@pug-network/conformance').replace(/index\.js$/, 'cli.js'));
const DRIVER = fileURLToPath(new URL('../../conformance/sdk-driver.js', import.meta.url));
const LIMIT_MS = 180_000;
const AT_ONE_TIME = 8;

/** The driver in this process, where it takes no time to start. */
const startHere: StartProgram = ({ line }) => {
  let isOver = false;
  const driver = drive((report) => {
    if (!isOver) line(JSON.stringify(report));
  });
  return {
    write: (text) => void driver.follow(JSON.parse(text) as object),
    end: async () => {
      isOver = true;
      await driver.end();
    },
  };
};

const failures = (outcomes: readonly Outcome[]) => outcomes.filter(({ status }) => status !== 'passed');

/** What the command prints, and how it ends. */
async function command(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('the SDK, looked at by the conformance kit', () => {
  // The slow cases take 32 s, in which they mostly wait.
  it('passes every case, the slow ones too', { timeout: LIMIT_MS }, async () => {
    const options = { start: startHere, slow: true, concurrency: AT_ONE_TIME };
    const outcomes = await runClientCases(CLIENT_CASES, options);
    expect(failures(outcomes)).toEqual([]);
    expect(outcomes.length).toBe(CLIENT_CASES.length);
  });

  it('passes as a program of its own', { timeout: LIMIT_MS }, async () => {
    const some = CLIENT_CASES.filter(({ id }) => /^client\.(join|order|purge)\./.test(id));
    const outcomes = await runClientCases(some, { start: startBy(process.execPath, [DRIVER]) });
    expect(some.length).toBeGreaterThan(15);
    expect(failures(outcomes)).toEqual([]);
  });

  it('passes by the command', { timeout: LIMIT_MS }, async () => {
    const filters = [
      '--filter',
      'client.link.any-order',
      '--filter',
      'client.echo.acknowledges',
      '--filter',
      'client.end.ttl',
    ];
    const { code, output } = await command(
      ...['client', '--reporter', 'json', ...filters, '--', process.execPath, DRIVER],
    );
    expect(JSON.parse(output)).toMatchObject({ protocol: 'pug.v1', passed: 3, failed: 0, skipped: 0 });
    expect(code).toBe(0);
  });

  it('is told apart from what is no client', { timeout: LIMIT_MS }, async () => {
    const missing = await command('client', '--filter', 'client.end.ttl', '--', '/there/is/no/such/program');
    expect(missing).toEqual({ code: 3, output: '' });
    const mute = await command(
      ...['client', '--filter', 'client.join.in-time', '--', process.execPath, '-e', 'process.exit(0)'],
    );
    expect(mute.code).toBe(1);
    expect(mute.output).toContain('the client has ended with the exit code 0');
  });
});
