import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CLI, runCommand, startRelay } from './child.js';
import { WAIT_MS } from './wait.js';

const START = '<!doctype html><title>documentation</title>';
const GUIDE = '<!doctype html><title>guide</title>';
const NOT_BUILT = 'needs the documentation, which is not built: npm run docs builds it';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The command as it is published, in a folder of its own, with these files beside it. */
function installed(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'server-'));
  folders.push(root);
  const command = join(root, 'dist/cli.js');
  for (const [name, content] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  mkdirSync(dirname(command), { recursive: true });
  copyFileSync(CLI, command);
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'));
  return command;
}

const WEB = { 'dist/web/index.html': '<!doctype html><title>client</title>' };
const DOCS = { 'dist/docs/index.html': START, 'dist/docs/guides/sdk.html': GUIDE };

const get = (port: number, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(WAIT_MS) });

describe.each(['uws', 'ws'])('the documentation, on %s', (engine) => {
  it('is served below /docs/ where it is asked for', async () => {
    const cli = installed({ ...WEB, ...DOCS });
    const port = await startRelay(['--docs', '--engine', engine], { cli }).port();
    for (const [path, content] of [
      ['/docs/', START],
      ['/docs/index.html', START],
      ['/docs/guides/sdk.html', GUIDE],
      ['/', WEB['dist/web/index.html']],
      ['/r/docs/', WEB['dist/web/index.html']],
    ] as const) {
      const reply = await get(port, path);
      expect([path, reply.status, await reply.text()]).toEqual([path, 200, content]);
    }
    const redirect = await get(port, '/docs');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, 'docs/']);
    expect(await redirect.text()).toBe('');
    expect((await get(port, '/docs/nothing.html')).status).toBe(404);
    const [page, client] = [await get(port, '/docs/'), await get(port, '/')];
    expect(page.headers.get('content-security-policy')).toBe(client.headers.get('content-security-policy'));
    expect(page.headers.get('content-security-policy')).toContain('trusted-types');
  });

  it('is not there unless it is asked for', async () => {
    const cli = installed({ ...WEB, ...DOCS });
    const port = await startRelay(['--engine', engine], { cli, env: { DOCS: 'false' } }).port();
    for (const path of ['/docs', '/docs/', '/docs/index.html'])
      expect([path, (await get(port, path)).status]).toEqual([path, 404]);
  });
});

describe('the documentation', () => {
  it('is served with no other files as well', async () => {
    const cli = installed(DOCS);
    const port = await startRelay([], { cli, env: { DOCS: '1', STATIC_DIR: '' } }).port();
    expect((await get(port, '/docs/')).status).toBe(200);
    expect((await get(port, '/')).status).toBe(404);
  });

  it.each([
    [['--docs'], {}, '--docs'],
    [[], { DOCS: '1' }, 'DOCS'],
    [['--docs', '--check-config'], {}, '--docs'],
  ])('that is not built ends the command with %j %j, which says how to build it', async (args, env, name) => {
    expect(await runCommand(args, { cli: installed(WEB), env })).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: `pug-server: ${name} ${NOT_BUILT}\n`,
    });
  });
});
