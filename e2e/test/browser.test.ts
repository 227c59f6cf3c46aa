import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { joinRoom } from '@pug-network/client-sdk';
import { leadingZeroBits, proofInput } from '@pug-network/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bounded } from './support/bounded.js';
import { bundle, inEachBrowser, serveSite, type Site } from './support/browsers/index.js';

/** Ten million tries for the page, two million for its one worker: that is up in time, and finds it. */
const LONG_WORK = { token: 'a-token-that-takes-long-17', difficulty: 21 };

/** What the page offers to the test: it does everything else itself. */
interface PageWindow {
  create(): Promise<string>;
  heard: Promise<string>;
  ended: Promise<string>;
  solveAndLook(work: typeof LONG_WORK): Promise<Look>;
}
declare const window: PageWindow;

interface Look {
  readonly nonce: string;
  readonly tries: number;
  readonly turns: number;
  readonly longestGapMs: number;
  readonly elapsedMs: number;
}

let site: Site;

beforeAll(async () => {
  const worker = new URL(import.meta.resolve('@pug-network/client-sdk/pow-worker'));
  site = await serveSite({
    'index.html': '<!doctype html><script type="module" src="/page.js"></script>',
    'page.js': await bundle(new URL('people/page.js', import.meta.url)),
    'pow-worker.js': await readFile(fileURLToPath(worker)),
  });
});
afterAll(() => site.close());

inEachBrowser('the SDK, served by the relay under its own policy', (browser) => {
  it('makes a room in which a page and a process talk, until the page ends it', async () => {
    const page = await browser.open(`${site.origin}/`);
    const link = await page.evaluate(() => window.create());
    const room = await joinRoom(link);
    const answered = new Promise<unknown>((resolve) => {
      room.on('message', (message) => message.from.self || resolve(message));
    });
    await room.send('hello from a process');
    expect(await page.evaluate(() => window.heard)).toBe('hello from a process');
    const answer = await bounded(answered, 'the answer');
    expect(answer).toMatchObject({ kind: 'text', text: 'hello from a page' });
    expect(await bounded(room.closed, 'the end')).toMatchObject({ reason: 'purged' });
    expect(await page.evaluate(() => window.ended)).toBe('purged');
    expect(await page.complaints()).toEqual([]);
  });

  it('solves by WebAssembly in a worker, while the page goes on having its turns', async ({ annotate }) => {
    const page = await browser.open(`${site.origin}/`);
    const look = await page.evaluate((work) => window.solveAndLook(work), LONG_WORK);
    expect(look).toMatchObject({ solver: 'wasm-simd', workers: 1 });
    expect(look).not.toHaveProperty('whyNotFaster');
    const digest = createHash('sha256').update(proofInput(LONG_WORK.token, look.nonce)).digest();
    expect(leadingZeroBits(digest)).toBeGreaterThanOrEqual(LONG_WORK.difficulty);
    expect(look.turns).toBeGreaterThan(0);
    expect(await page.complaints()).toEqual([]);
    await annotate(said(look));
  });
});

function said({ tries, turns, longestGapMs, elapsedMs }: Look): string {
  const rate = (tries / 1_000 / elapsedMs).toFixed(1);
  return `${tries} tries in ${elapsedMs.toFixed(0)} ms, ${rate} Mh/s; ${turns} turns, at most ${longestGapMs.toFixed(0)} ms apart`;
}
