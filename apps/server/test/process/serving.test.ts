import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, runCommand, startRelay } from './child.js';
import { WAIT_MS } from './wait.js';

const ENGINES = ['uws', 'ws'] as const;

/** Has Node not find uWebSockets.js, as where it is not installed. */
const HOOKS = `export async function resolve(name, context, next) {
  if (name === 'uWebSockets.js') throw Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(name, context);
}`;
const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(asModule(HOOKS))});`;
const WITHOUT_UWS = ['--import', asModule(REGISTER)];

const get = (port: number, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(WAIT_MS) });

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

describe.each(ENGINES)('a relay on %s', (engine) => {
  it('says where it listens and on which engine, and answers', async () => {
    const relay = startRelay(['--engine', engine]);
    const event = await relay.event('listening');
    const port = Number(event['port']);
    expect(event).toMatchObject({ time: TIME, level: 'info', host: '127.0.0.1', engine });
    const health = await get(port, '/healthz');
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('obeys its settings', async () => {
    const relay = startRelay(['--engine', engine, '--pow-difficulty=3'], { env: { TTL_MAX: '7200' } });
    const limits = await (await get(await relay.port(), '/api/limits')).json();
    expect(limits).toMatchObject({ difficulty: 3, ttl: { min: 60, max: 7200, default: 3600 } });
  });
});

describe('the choice of the engine', () => {
  it('is native where it can be, and then says nothing more', async () => {
    const event = await startRelay().event('listening');
    expect(event['engine']).toBe('uws');
    expect(event).not.toHaveProperty('whyNotUws');
  });

  it('says why it is not native', async () => {
    expect(await startRelay(['--engine=ws']).event('listening')).toMatchObject({
      engine: 'ws',
      whyNotUws: 'the ws engine was asked for',
    });
    expect(await startRelay([], { node: WITHOUT_UWS }).event('listening')).toMatchObject({
      engine: 'ws',
      whyNotUws: expect.stringContaining('npm install uWebSockets.js@github:'),
    });
  });

  it('ends with exit code 1 and one line where the engine asked for is not there', async () => {
    expect(await startRelay(['--engine=uws'], { node: WITHOUT_UWS }).end()).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: expect.stringMatching(/^pug-server: the uws engine cannot run: .*not installed.*\n$/),
    });
  });
});

describe('the page', () => {
  it.each(['/', '/r/AAAAAAAAAAAAAAAAAAAAAA'])('at %s is the web client, under its policy', async (path) => {
    const port = await startRelay().port();
    const page = await get(port, path);
    const html = await page.text();
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(
      "require-trusted-types-for 'script'; trusted-types svelte-trusted-html pug-network",
    );
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i);
    const [, script = ''] = /<script src="(\/_app\/[^"]+)"/.exec(html) ?? [];
    expect((await get(port, script)).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it('is told what the operator says, from the settings', async () => {
    const port = await startRelay([], {
      env: { SITE_NAME: 'Chat', SITE_NOTICE: 'Hello', SITE_LINKS: 'Imprint=https://a.example/i' },
    }).port();
    expect(await (await get(port, '/site.json')).json()).toEqual({
      name: 'Chat',
      notice: 'Hello',
      links: [{ label: 'Imprint', href: 'https://a.example/i' }],
      embedOrigins: [],
    });
  });

  it('requires no Trusted Types where it is the operator’s own', async () => {
    const ours = fileURLToPath(new URL('../../dist/web', import.meta.url));
    const port = await startRelay([], { env: { STATIC_DIR: `${ours}/.` } }).port();
    expect((await get(port, '/')).headers.get('content-security-policy')).toContain('trusted-types');
    const own = mkdtempSync(join(tmpdir(), 'own-'));
    writeFileSync(join(own, 'index.html'), 'own');
    const other = await startRelay([], { env: { STATIC_DIR: own } }).port();
    const answer = await get(other, '/');
    rmSync(own, { recursive: true });
    expect(await answer.text()).toBe('own');
    expect(answer.headers.get('content-security-policy')).not.toContain('trusted-types');
  });

  it('is not there with an empty STATIC_DIR', async () => {
    const port = await startRelay([], { env: { STATIC_DIR: '' } }).port();
    expect((await get(port, '/')).status).toBe(404);
  });
});

describe.each(ENGINES)('the page for frames, on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'embed-'));
  beforeAll(() => writeFileSync(join(folder, 'embed.html'), 'embedded'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const relayWith = (env: Readonly<Record<string, string>>) =>
    startRelay(['--engine', engine], { env: { STATIC_DIR: folder, ...env } }).port();

  it.each([
    [{}, "'none'", []],
    [
      { EMBED_ORIGIN: 'HTTPS://A.example:443, http://localhost:4000/' },
      'https://a.example http://localhost:4000',
      ['https://a.example', 'http://localhost:4000'],
    ],
  ])('may with %j be framed by %s, and is told so', async (env, ancestors, embedOrigins) => {
    const port = await relayWith(env);
    const page = await get(port, '/embed');
    expect([page.status, await page.text()]).toEqual([200, 'embedded']);
    expect(page.headers.get('content-security-policy')!.split('; ')).toContain(
      `frame-ancestors ${ancestors}`,
    );
    expect(await (await get(port, '/site.json')).json()).toMatchObject({ embedOrigins });
  });
});

describe('the script for pages of other origins', () => {
  it('comes with the command, and may be loaded by them', async () => {
    const script = await get(await startRelay().port(), '/embed.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});

describe.each(ENGINES)('an address that cannot be had, on %s', (engine) => {
  const blocker = createServer();
  beforeAll(() => new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => blocker.close(() => resolve())));

  const failed = (line: string) => ({ code: 1, signal: null, stdout: '', stderr: `pug-server: ${line}\n` });

  it('is one line and exit code 1 where the port is taken', async () => {
    const { port } = blocker.address() as AddressInfo;
    const args = ['--engine', engine, '--host', '127.0.0.1', '--port', String(port)];
    const line = `cannot listen on host 127.0.0.1, port ${port}: the port is taken`;
    expect(await runCommand(args)).toEqual(failed(line));
  });

  it('is one line and exit code 1 where the address is of another machine', async () => {
    const line = 'cannot listen on host 192.0.2.1, port 0: this machine has no such address';
    expect(await runCommand(['--engine', engine, '--host', '192.0.2.1', '--port', '0'])).toEqual(
      failed(line),
    );
  });
});

describe('what a relay logs', () => {
  it('is nothing of what it is asked', async () => {
    const relay = startRelay();
    const port = await relay.port();
    for (const path of ['/', '/r/room', '/api/pow-challenge', '/api/create-room', '/nope'])
      await get(port, path);
    relay.signal('SIGTERM');
    const { stdout, stderr } = await relay.end();
    expect(eventsOf(stdout).map(({ event }) => event)).toEqual(['listening', 'draining', 'stopped']);
    expect(stderr).toBe('');
  });
});
