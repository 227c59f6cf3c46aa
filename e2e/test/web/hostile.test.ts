import { createRoom, joinRoom, type Room } from '@pug-network/client-sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from './support/eventually.js';
import { HOSTILE_TEXTS, LINKED_TEXTS, UNLINKED_TEXTS } from './support/hostile-texts.js';
import { inChromium, type OpenPage } from './support/in-chromium.js';
import type { WebPage } from './support/web-page.js';
import { aServer } from './support/web-server.js';

/** Elements of which no message may hold one. */
const ACTIVE = [
  'script',
  'img',
  'iframe',
  'object',
  'embed',
  'style',
  'link',
  'meta',
  'base',
  'form',
  'template',
];
const TYPED = [
  'b',
  'strong',
  'em',
  'code',
  'h1',
  'h2',
  'ul',
  'li',
  'blockquote',
  'details',
  'math',
  'animate',
];

const MANY = 10_000;
const BULK_LIMIT_MS = 90_000;
const UNHURRIED = {
  FRAME_RATE: '1000000',
  FRAME_BURST: '1000000',
  BYTE_RATE: '1000000000',
  BYTE_BURST: '1000000000',
};

/** A page in the room of somebody who sends what no page would. */
async function withStranger(open: OpenPage, origin: string): Promise<{ page: WebPage; stranger: Room }> {
  const stranger = await createRoom(origin);
  onTestFinished(() => stranger.purge());
  const page = await open();
  await page.join(stranger.link);
  return { page, stranger };
}

/** What is to be read of each message, as it is. */
const textsOf = (page: WebPage): Promise<string[]> =>
  page.messages().evaluateAll((all) => all.map((one) => one.querySelector('[dir=auto]')?.textContent ?? ''));

inChromium('what others send', (open) => {
  const server = aServer();

  it('is shown as text, whatever it is, and does nothing', async () => {
    const { page, stranger } = await withStranger(open, server.origin);
    const complaints = page.complaints.length;
    const requests = page.requests.length;
    for (const text of HOSTILE_TEXTS) await stranger.send(text);
    await eventually(() => page.messages().count()).toBe(HOSTILE_TEXTS.length);

    expect(await textsOf(page)).toEqual(HOSTILE_TEXTS);
    const elements = page.timeline.locator([...ACTIVE, ...TYPED, 'a', 'button', 'input'].join());
    expect(await elements.count()).toBe(0);
    expect(await page.timeline.locator('[style], [onclick], [onerror], [onload]').count()).toBe(0);
    expect(await page.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(page.complaints.slice(complaints)).toEqual([]);
    expect(page.requests.slice(requests)).toEqual([]);
    expect(page.page.url()).toBe(stranger.link);
    await page.button('Leave').click();
    await page.sees('You left the room. Nothing of it is left on this page.');
  });

  it('stays in its place: no wider than the page, and turns no other text around', async () => {
    const { page, stranger } = await withStranger(open, server.origin);
    await page.page.setViewportSize({ width: 320, height: 640 });
    for (const text of HOSTILE_TEXTS) await stranger.send(text);
    await eventually(() => page.messages().count()).toBe(HOSTILE_TEXTS.length);
    const overflow = await page.page.evaluate(() => ({
      page: document.documentElement.scrollWidth - innerWidth,
      log: [...document.querySelectorAll('[role=log]')].map((log) => log.scrollWidth - log.clientWidth),
    }));
    expect(overflow).toEqual({ page: 0, log: [0] });
    const bidi = await page
      .messages()
      .evaluateAll((all) => all.map((one) => getComputedStyle(one.querySelector('[dir=auto]')!).unicodeBidi));
    expect(new Set(bidi)).toEqual(new Set(['plaintext']));
  });

  it('becomes a link where it is one of http or https, which leads where it reads', async () => {
    const { page, stranger } = await withStranger(open, server.origin);
    for (const [text] of LINKED_TEXTS) await stranger.send(text);
    for (const text of UNLINKED_TEXTS) await stranger.send(text);
    await eventually(() => page.messages().count()).toBe(LINKED_TEXTS.length + UNLINKED_TEXTS.length);
    const links = await page.timeline.getByRole('link').evaluateAll((all) =>
      all.map((link) => {
        const { href, textContent, rel, target } = link as HTMLAnchorElement;
        return { href, textContent, rel, target };
      }),
    );
    const expected = LINKED_TEXTS.map(([, href, textContent]) => ({ href, textContent }));
    expect(links).toEqual(
      expected.map((link) => ({ ...link, rel: 'noopener noreferrer', target: '_blank' })),
    );
    expect((await textsOf(page)).slice(LINKED_TEXTS.length)).toEqual(UNLINKED_TEXTS);
    expect(new URL(page.page.url()).host).toBe(new URL(server.origin).host);
  });

  it('is told of quietly where it is no text', async () => {
    const { page, stranger } = await withStranger(open, server.origin);
    await stranger.send({ text: '<b>a value</b>' });
    await stranger.send(new Uint8Array([60, 98, 62]));
    const notices = page.page.getByText(`${stranger.self.username} sent something that is not text`);
    await eventually(() => notices.count()).toBe(2);
    expect(await page.messages().count()).toBe(0);
    expect(await page.page.content()).not.toContain('a value');
  });

  it('is told of quietly where it is sealed with another key', async () => {
    const { page, stranger } = await withStranger(open, server.origin);
    const intruder = await joinRoom(stranger.link.replace(/#k=[^&]+/, `#k=${'A'.repeat(43)}`));
    await intruder.send('sealed otherwise');
    await page.sees(`A message of ${intruder.self.username} could not be opened`);
    expect(await page.messages().count()).toBe(0);
    await intruder.leave();
    await page.sees(`${intruder.self.username} left`);
  });

  describe('at a server that lets them send as fast as they can', () => {
    const server = aServer(UNHURRIED);

    it(
      'comes in bulk without a page losing count or hold of the end, and its beginning is still there',
      async () => {
        const { page, stranger } = await withStranger(open, server.origin);
        // To look for roles and texts among so many elements, again and again, would take all the time of the page.
        const log = await page.timeline.elementHandle();
        const sent = Array.from({ length: MANY }, (_, i) => stranger.send(`number ${i + 1}`));
        await Promise.all(sent);
        await expect
          .poll(() => log.$$eval('article', ({ length }) => length), { timeout: BULK_LIMIT_MS })
          .toBe(MANY);
        const ends = await log.$$eval('article [dir=auto]', (all) =>
          [all.at(0), all.at(-1)].map((one) => one?.textContent),
        );
        expect(ends).toEqual(['number 1', `number ${MANY}`]);
        await eventually(() =>
          log.evaluate(
            ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
          ),
        ).toBeLessThan(2);
        await log.press('Home');
        const first = await log.$('article');
        await eventually(async () => (await first?.boundingBox())?.y).toBeGreaterThan(0);
      },
      BULK_LIMIT_MS,
    );
  });

  it('is no longer than a message takes: one who pastes more is told by how much, and nothing is sent', async () => {
    const { page, stranger } = await withStranger(open, server.origin);
    await page.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const heard: unknown[] = [];
    stranger.on('message', (message) => heard.push(message));
    await page.page.evaluate((text) => navigator.clipboard.writeText(text), 'ä'.repeat(8_000));
    await page.composer.press('ControlOrMeta+V');
    await page.sees('Too long by 155 bytes. Shorten it to send it.');
    expect(await page.button('Send').isDisabled()).toBe(true);
    await page.composer.press('Enter');
    expect(await page.messages().count()).toBe(0);
    expect(await page.composer.inputValue()).toHaveLength(8_000);

    await page.composer.press('ControlOrMeta+End');
    for (let letter = 0; letter < 78; letter++) await page.composer.press('Backspace');
    await page.sees('1 byte left');
    await page.button('Send').click();
    await eventually(() => heard.length).toBe(1);
    expect(heard).toMatchObject([{ text: 'ä'.repeat(7_922) }]);
    expect(await page.composer.inputValue()).toBe('');
  });
});
