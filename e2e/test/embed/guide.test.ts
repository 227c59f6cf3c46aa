import { createHash } from 'node:crypto';
import { createRoom, joinRoom } from '@pug-network/client-sdk';
import { expect, it } from 'vitest';
import { bounded } from '../support/bounded.js';
import { blockOf } from '../support/examples.js';
import { eventually } from '../web/support/eventually.js';
import { inChromium } from '../web/support/in-chromium.js';
import { chatIn, framesOf } from './support/element.js';
import { bundleComponent, FRAMEWORK_NAMES } from './support/frameworks.js';
import { GUIDE, guideBlock, guideHeader, pageOf, README } from './support/guide.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

const scriptOf = (relay: string) => `<script type="module" src="${relay}/embed.js"></script>`;
const SITE_SCRIPT = '<script type="module" src="/site.js"></script>';

inChromium('the guide to the chat in a site', (open) => {
  const both = aSiteAndRelay();
  const block = (info: string) => guideBlock(info, both.relay);

  it('begins with two lines that show a bubble, which opens a chat', async () => {
    both.put({ '/index.html': pageOf(await block('html quick-start')) });
    const visitor = await open();
    await visitor.goto(both.site.origin);
    await visitor.button('Open chat').waitFor();
    expect(framesOf(visitor)).toEqual([]);
    await visitor.button('Open chat').click();
    const chat = await chatIn(visitor);
    await chat.button('Create room').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('begins as the README does', async () => {
    expect(await blockOf(README, 'html')).toBe(await blockOf(GUIDE, 'html quick-start'));
  });

  it.each(['csp', 'strict-csp'])('has a policy that is enough: %s', async (name) => {
    const policy = await guideHeader(`http ${name}`, both.relay);
    const headers = { 'Content-Security-Policy': policy };
    both.put({ '/index.html': pageOf(await block('html quick-start')) }, headers);
    const visitor = await open();
    await visitor.goto(both.site.origin);
    await visitor.button('Open chat').click();
    const chat = await chatIn(visitor);
    await chat.button('Create room').click();
    const friend = await joinRoom(await chat.shownLink());
    await friend.send('hello');
    await chat.sees('hello');
    expect(visitor.complaints).toEqual([]);
    await friend.leave();
  });

  it('has a script tag that takes the script it means, and no other', async () => {
    const tag = await block('html integrity');
    expect(tag).toContain('"sha384-…"');
    const script = await (await fetch(`${both.relay}/embed.js`)).arrayBuffer();
    const hash = createHash('sha384').update(Buffer.from(script)).digest('base64');
    const chat = `<pug-chat relay="${both.relay}"></pug-chat>`;
    both.put({
      '/index.html': pageOf(tag.replace('…', hash) + chat),
      '/other.html': pageOf(
        tag.replace(
          '…',
          hash.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
        ) + chat,
      ),
    });
    const visitor = await open();
    await visitor.goto(both.site.origin);
    await chatIn(visitor);
    expect(visitor.complaints).toEqual([]);
    await visitor.goto(`${both.site.origin}/other.html`);
    await eventually(() => visitor.complaints).toEqual([expect.stringContaining('integrity')]);
    expect(await visitor.page.evaluate(() => customElements.get('pug-chat') === undefined)).toBe(true);
  });

  it('has a page that is told the link of its visitor’s room', async () => {
    both.put({
      '/index.html': pageOf((await block('html share-link')) + scriptOf(both.relay) + SITE_SCRIPT),
      '/site.js': await block('js share-link'),
      '/desk/rooms': '',
    });
    const visitor = await open();
    await visitor.goto(both.site.origin);
    await visitor.button('Open chat').click();
    const chat = await chatIn(visitor);
    await chat.sees(new RegExp(`${new URL(both.site.origin).host} gets the link`));
    const [told] = await Promise.all([
      visitor.page.waitForRequest(`${both.site.origin}/desk/rooms`),
      chat.button('Create room').click(),
    ]);
    expect(told.postData()).toBe(await chat.shownLink());
    expect(visitor.complaints).toEqual([]);
  });

  it('has a page that takes its visitor into a room of its own', async () => {
    const desk = await createRoom(both.relay);
    const came = new Promise((resolve) => desk.on('joined', resolve));
    both.put({
      '/index.html': pageOf((await block('html quick-start')) + SITE_SCRIPT),
      '/site.js': await block('js join-link'),
      '/desk/rooms/mine': desk.link,
    });
    const visitor = await open();
    await visitor.goto(both.site.origin);
    await bounded(came, 'the visitor');
    await (await chatIn(visitor)).composer.waitFor();
    expect(visitor.complaints).toEqual([]);
    await desk.purge();
  });

  it.each(FRAMEWORK_NAMES)('has a component that counts what is unread, in %s', async (name) => {
    const script = await bundleComponent(name, await block(`\\w+ ${name}`));
    const headers = { 'Content-Security-Policy': `script-src 'self'; frame-src ${both.relay}` };
    both.put({ '/index.html': pageOf(SITE_SCRIPT), '/site.js': script }, headers);
    const visitor = await open();
    await visitor.goto(both.site.origin);
    await visitor.button('Chat (0)').click();
    const chat = await chatIn(visitor);
    await chat.button('Create room').click();
    const friend = await joinRoom(await chat.shownLink());
    await visitor.button('Chat (0)').click();
    await friend.send('hello');
    await visitor.button('Chat (1)').click();
    await visitor.button('Chat (0)').waitFor();
    expect(visitor.complaints).toEqual([]);
    await friend.leave();
  });
});
