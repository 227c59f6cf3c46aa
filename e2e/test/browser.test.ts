import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinRoom } from '@pug-network/client-sdk';
import { createRelay, type Relay } from '@pug-network/server-core';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounded } from './support/bounded.js';

const CHROME = process.env['CHROME_PATH'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PAGE = `<!doctype html>
<link rel="icon" href="/icon.svg">
<script type="module" src="/page.js"></script>`;

/** What the page offers to the test: it does everything else itself. */
interface PageWindow {
  create(): Promise<string>;
  heard: Promise<string>;
  ended: Promise<string>;
}

it('there is a browser to test with, in CI at the least', () => {
  const where = 'no Chrome or Chromium: install one, or name it in CHROME_PATH';
  expect(CHROME !== undefined || process.env['CI'] === undefined, where).toBe(true);
});

describe.skipIf(CHROME === undefined)('the SDK in Chromium, served by the relay under its own policy', () => {
  let relay: Relay;
  let browser: Browser;
  let page: Page;
  let folder: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pug-page-'));
    const entryPoints = [fileURLToPath(new URL('people/page.js', import.meta.url))];
    await build({
      entryPoints,
      outfile: join(folder, 'page.js'),
      bundle: true,
      format: 'esm',
      platform: 'browser',
    });
    await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(folder, 'index.html'), PAGE);
    relay = createRelay({ powDifficulty: 12, staticDir: folder });
    const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ ...(CHROME ? { executablePath: CHROME } : {}), args: ARGS });
    page = await browser.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => 'create' in window);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await relay.close();
    await rm(folder, { recursive: true });
  });

  it('makes a room in which a page and a process talk, until the page ends it', async () => {
    const link = await bounded(
      page.evaluate(() => (window as unknown as PageWindow).create()),
      'a room',
    );
    const room = await joinRoom(link);
    const answered = new Promise<unknown>((resolve) => {
      room.on('message', (message) => message.from.self || resolve(message));
    });
    await room.send('hello from a process');
    expect(await page.evaluate(() => (window as unknown as PageWindow).heard)).toBe('hello from a process');
    expect(await bounded(answered, 'the answer')).toMatchObject({ kind: 'text', text: 'hello from a page' });
    expect(await bounded(room.closed, 'the end')).toMatchObject({ reason: 'purged' });
    expect(await page.evaluate(() => (window as unknown as PageWindow).ended)).toBe('purged');
    expect(complaints).toEqual([]);
  });
});
