import { fileURLToPath } from 'node:url';
import { createRoom, joinRoom } from '@pug-network/client-sdk';
import { createRelay, type Relay } from '@pug-network/server-core';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounded } from './support/bounded.js';
import { inEachBrowser, serveSite, type Site } from './support/browsers/index.js';
import { exampleOf } from './support/examples.js';
import { Program } from './support/process.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const RELAY = 'http://localhost:3000';

let relay: Relay;
let origin: string;
beforeAll(async () => {
  relay = createRelay({ powDifficulty: 8 });
  const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => relay.close());

describe('the README’s example', () => {
  it('for Node answers whoever has its link, and ends the room', async () => {
    const code = (await exampleOf('node')).replace(RELAY, origin);
    const program = new Program(['--input-type=module', '--eval', code], {}, HERE);
    try {
      const room = await joinRoom(linkIn(await program.line('whoever has this is in: ')));
      const answer = new Promise((resolve) => {
        room.on('message', (message) => message.from.self || resolve(message));
      });
      await room.send('hello');
      const text = `${room.self.username}, you said: hello`;
      expect(await bounded(answer, 'the answer')).toMatchObject({ text });
      expect(await room.closed).toMatchObject({ reason: 'purged' });
      expect(await program.exit(), program.output).toBe(0);
    } finally {
      await program.end();
    }
  });

  it('for Cloudflare Workers says in a room what it is asked to', async () => {
    const code = (await exampleOf('worker')).replace(/^import .*$/gm, '').replace('export default', 'return');
    const worker = (await running(code, { joinRoom })) as { fetch(request: Request): Promise<Response> };
    const room = await createRoom(origin);
    const heard = new Promise((resolve) => room.on('message', resolve));
    const body = JSON.stringify({ link: room.link, text: 'hello' });
    const response = await worker.fetch(new Request('http://worker.test/', { method: 'POST', body }));
    expect(await response.text()).toBe('sent');
    expect(await bounded(heard, 'what it says')).toMatchObject({ text: 'hello' });
    await room.purge();
  });

  it('for React Native takes the crypto that it is handed', async () => {
    const code = (await exampleOf('native')).replace(/^import .*$/gm, '');
    const { subtle } = globalThis.crypto;
    let used = 0;
    const QuickCrypto = {
      subtle: {
        importKey: subtle.importKey.bind(subtle),
        encrypt: subtle.encrypt.bind(subtle),
        decrypt: (...args: Parameters<typeof subtle.decrypt>) => {
          used += 1;
          return subtle.decrypt(...args);
        },
      },
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => globalThis.crypto.getRandomValues(bytes),
    };
    const room = await createRoom(origin);
    const joined = new Promise((resolve) => room.on('joined', resolve));
    const heard = new Promise<unknown[]>((resolve) => {
      const console = { log: (...words: unknown[]) => resolve(words) };
      void running(code, { joinRoom, QuickCrypto, console, link: room.link });
    });
    await bounded(joined, 'the example to join');
    await room.send('hello');
    expect(await bounded(heard, 'what it heard')).toEqual([room.self.username, 'hello']);
    expect(used).toBe(1);
    await room.purge();
  });
});

inEachBrowser('the README’s example for pages', (browser) => {
  let site: Site;
  beforeAll(async () => {
    const stdin = { contents: await exampleOf('page'), resolveDir: HERE };
    const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false });
    site = await serveSite({
      'index.html':
        '<!doctype html><button>Open a room</button><script type="module" src="/page.js"></script>',
      'page.js': outputFiles[0]?.contents ?? '',
    });
  });
  afterAll(() => site.close());

  it('makes a room and shows what others say as text', async () => {
    const page = await browser.open(`${site.origin}/`);
    await page.evaluate(`document.querySelector('button').click()`);
    const link = linkIn(await shown(page.evaluate.bind(page), '#k='));
    const room = await joinRoom(link);
    await room.send('<img src=x> & co');
    expect(await shown(page.evaluate.bind(page), '& co')).toContain(
      `${room.self.username}: <img src=x> & co`,
    );
    await room.leave();
  });
});

const linkIn = (text: string): string => /https?:\S+#\S+/.exec(text)?.[0] ?? '';

type Runnable = (...given: unknown[]) => Promise<unknown>;
const AsyncFunction = (async () => Promise.resolve()).constructor as new (...source: string[]) => Runnable;

/** Runs an example with what it would import; gives what it exports. */
const running = (code: string, given: Record<string, unknown>): Promise<unknown> =>
  new AsyncFunction(...Object.keys(given), code)(...Object.values(given));

/** What a page shows, as soon as it shows `text`. */
const shown = (evaluate: (expression: string) => Promise<unknown>, text: string): Promise<string> =>
  bounded(
    evaluate(`new Promise((resolve) => {
      const look = () => document.body.innerText.includes(${JSON.stringify(text)}) && resolve(document.body.innerText);
      new MutationObserver(look).observe(document.body, { childList: true });
      look();
    })`) as Promise<string>,
    `a page that shows ${text}`,
  );
