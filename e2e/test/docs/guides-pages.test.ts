import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createRoom, joinRoom, type Message } from '@pug-network/client-sdk';
import { createTestRelay } from '@pug-network/client-sdk/testing';
import { build } from 'esbuild';
import * as React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { aSiteAndRelay } from '../embed/support/site-and-relay.js';
import { inChromium } from '../web/support/in-chromium.js';
import { runSample, sampleOf } from './samples/run.js';

const GUIDE = 'docs/guides/sdk.md';
const HERE = fileURLToPath(new URL('.', import.meta.url));

interface Watched {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => { readonly messages: readonly Message[] };
}

it('what the guide watches of a room is what its component shows', async () => {
  const relay = createTestRelay();
  const room = await createRoom(relay.origin, relay.platform);
  const { watch } = (await runSample(await sampleOf(GUIDE, 'js watch'))).exported;
  const { Chat } = (
    await runSample(await sampleOf(GUIDE, 'tsx react'), {
      React,
      useSyncExternalStore: React.useSyncExternalStore,
    })
  ).exported;
  const watched = (watch as (from: typeof room) => Watched)(room);
  let told = 0;
  const end = watched.subscribe(() => (told += 1));
  const shown = () =>
    renderToStaticMarkup(React.createElement(Chat as React.FC<{ watched: Watched }>, { watched }));

  const friend = await joinRoom(room.link, relay.platform);
  await relay.settle();
  await friend.send('<b>hello</b>');
  await relay.settle();
  const [me, other] = room.members.map(({ username }) => username);
  expect(shown()).toBe(
    `<section aria-busy="false"><p>${me}, ${other}</p><ul><li>${other}: &lt;b&gt;hello&lt;/b&gt;</li></ul></section>`,
  );
  expect(told).toBe(2);
  end();
  await room.purge();
  await relay.settle();
  expect(told).toBe(2);
  expect(watched.getSnapshot()).toEqual({ state: 'closed', members: [], messages: [] });
});

inChromium('the policy in the guide to the SDK', (open) => {
  const both = aSiteAndRelay({ ALLOWED_ORIGIN: '*' });

  it('is enough for a page of another origin than the relay’s', async () => {
    const policy = (await sampleOf(GUIDE, 'http csp')).replace(/^[\w-]+: /, '').trim();
    const own = policy
      .replace('https://chat.example', both.relay)
      .replace('wss://chat.example', both.relay.replace('http:', 'ws:'));
    const worker = await readFile(new URL(import.meta.resolve('@pug-network/client-sdk/pow-worker')), 'utf8');
    both.put(
      { '/index.html': PAGE, '/site.js': await scriptFor(both.relay), '/pow-worker.js': worker },
      { 'Content-Security-Policy': own },
    );
    const page = await open();
    await page.goto(both.site.origin);
    await page.page.getByText('#k=').waitFor();
    const friend = await joinRoom((await page.page.locator('output').textContent()) ?? '');
    await friend.send('hello');
    await page.page.getByText('hello').waitFor();
    expect(page.complaints).toEqual([]);
    await friend.leave();
  });
});

inChromium('a page that its relay does not allow', (open) => {
  const both = aSiteAndRelay();

  it('is told no more than that it cannot reach it', async () => {
    both.put({ '/index.html': PAGE, '/site.js': await scriptFor(both.relay) });
    const page = await open();
    await page.goto(both.site.origin);
    await page.page.getByText('failed: network').waitFor();
  });
});

const PAGE =
  '<!doctype html><title>A site</title><output></output><p></p><script type="module" src="/site.js"></script>';

/** A page's script that makes a room, with its work in a worker, and shows what is said. */
async function scriptFor(relay: string): Promise<string> {
  const contents = `import { createRoom } from '@pug-network/client-sdk';
    const show = (where, text) => { document.querySelector(where).textContent = text; };
    try {
      const room = await createRoom(${JSON.stringify(relay)}, { workers: 1 });
      room.on('message', ({ text }) => show('p', text));
      show('output', room.link);
    } catch ({ code }) {
      show('p', 'failed: ' + code);
    }`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: HERE },
    ...{ bundle: true, format: 'esm', platform: 'browser', write: false },
  });
  return outputFiles.map(({ text }) => text).join('');
}
