import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CLI, runCommand } from './child.js';
import { WAIT_MS } from './wait.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const shown = (stdout: unknown) => ({ code: 0, signal: null, stdout, stderr: '' });
const refused = (line: string) => ({ code: 2, signal: null, stdout: '', stderr: `pug-server: ${line}\n` });

describe('the built command', () => {
  it('can be executed as it is', async () => {
    const { PATH = '' } = process.env;
    const { stdout } = await promisify(execFile)(CLI, ['--version'], { env: { PATH }, timeout: WAIT_MS });
    expect(stdout).toBe(`${version}\n`);
  });

  it('shows its version', async () => {
    expect(await runCommand(['--version'])).toEqual(shown(`${version}\n`));
  });

  it('shows its help, whatever the environment says', async () => {
    const help = shown(expect.stringMatching(/^pug-server .*--site-links <links>/s));
    expect(await runCommand(['--help'], { env: { PORT: 'abc' } })).toEqual(help);
  });

  it('prints its configuration', async () => {
    const ended = await runCommand(['--print-config', '--port=8080'], { env: { HOST: '::1', ENGINE: '' } });
    expect(ended).toEqual(shown(expect.any(String)));
    expect(JSON.parse(ended.stdout)).toMatchObject({
      PORT: { value: 8080, from: 'flag' },
      HOST: { value: '::1', from: 'environment' },
      ENGINE: { value: 'auto', from: 'default' },
      STATIC_DIR: { value: expect.stringMatching(/web\W?$/), from: 'default' },
    });
  });

  it('checks its configuration', async () => {
    expect(await runCommand(['--check-config'])).toEqual(shown('the configuration is good\n'));
  });
});

describe('a wrong setting', () => {
  const wrong: [args: string[], env: Record<string, string>, line: string][] = [
    [['--pow-difficulty', '25'], {}, '--pow-difficulty must be a whole number from 0 to 24, but is 25'],
    [[], { POW_DIFFICULTY: 'hard' }, 'POW_DIFFICULTY must be a whole number from 0 to 24'],
    [[], { TTL_MAX: '30' }, 'TTL_MAX must be a whole number from 60 to 604800, but is 30'],
    [['--frobnicate'], {}, 'unknown flag --frobnicate; see pug-server --help'],
  ];

  it.each(wrong)('%j %j ends it with exit code 2 and one line', async (args, env, line) => {
    for (const command of [[], ['--check-config'], ['--print-config']]) {
      expect(await runCommand([...args, ...command], { env })).toEqual(refused(line));
    }
  });
});
