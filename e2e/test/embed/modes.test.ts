import { describe, expect, it } from 'vitest';
import { eventually } from '../web/support/eventually.js';
import { inChromium } from '../web/support/in-chromium.js';
import type { WebPage } from '../web/support/web-page.js';
import { chatIn, elementOf, framesOf, hear, visit, type Hearing } from './support/element.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

const INLINE = '<pug-chat relay="HERE"></pug-chat>';
const BUBBLE = '<pug-chat relay="HERE" mode="bubble"></pug-chat>';
const PANEL = '<pug-chat relay="HERE" mode="panel"></pug-chat>';
const SLACK_PX = 8;

/** Where the focus is, through the roots of elements. */
const focused = ({ page }: WebPage): Promise<string | undefined> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.localName;
  });

const isOpen = (visitor: WebPage): Promise<boolean> =>
  elementOf(visitor).evaluate((element) => element.hasAttribute('open'));

const lastUnread = async ({ events }: Hearing): Promise<unknown> =>
  (await events()).filter(({ type }) => type === 'unread').at(-1)?.detail;

inChromium('a chat in a site', (open) => {
  const both = aSiteAndRelay();

  it('inline is there at once, as high as its content, and grows into a room', async () => {
    const visitor = await open();
    await visit(visitor, both, INLINE);
    const view = await chatIn(visitor);
    await view.button('Create room').waitFor();
    const height = async () => (await elementOf(visitor).boundingBox())?.height ?? 0;
    const content = await view.frame.locator('.page').evaluate(({ scrollHeight }) => scrollHeight);
    await eventually(async () => Math.abs((await height()) - content)).toBeLessThan(SLACK_PX);
    await view.button('Create room').click();
    await eventually(height).toBeGreaterThan(content + SLACK_PX);
  });

  it('as a bubble is a button that opens it, and Escape closes it and gives the focus back', async () => {
    const visitor = await open();
    const { types } = await hear(visitor);
    await visit(visitor, both, BUBBLE);
    await visitor.button('Open chat').waitFor();
    expect(framesOf(visitor)).toEqual([]);
    expect(await types()).toEqual([]);

    await visitor.page.keyboard.press('Tab');
    await visitor.page.keyboard.press('Enter');
    const view = await chatIn(visitor);
    await view.button('Create room').waitFor();
    await eventually(() => focused(visitor)).toBe('iframe');
    await eventually(types).toEqual(['opened', 'ready']);

    await view.button('Create room').press('Escape');
    await eventually(types).toEqual(['opened', 'ready', 'closed']);
    expect(await focused(visitor)).toBe('button');
    await elementOf(visitor).locator('iframe').waitFor({ state: 'hidden' });
  });

  it('does not close where Escape is for a dialog in it', async () => {
    const visitor = await open();
    const { types } = await hear(visitor);
    await visit(visitor, both, BUBBLE.replace('>', ' open>'));
    const view = await chatIn(visitor);
    await view.button('Create room').click();
    await view.button('Show QR code').click();
    await view.dialog.press('Escape');
    await view.dialog.waitFor({ state: 'detached' });
    expect(await types()).not.toContain('closed');
    await view.composer.press('Escape');
    await eventually(types).toContain('closed');
  });

  it('as a panel opens by the page, and closes by its own button', async () => {
    const visitor = await open();
    const help = `<button onclick="document.querySelector('pug-chat').open()">Help</button>`;
    await visit(visitor, both, help + PANEL);
    await visitor.button('Help').click();
    await (await chatIn(visitor)).button('Create room').waitFor();
    expect(await isOpen(visitor)).toBe(true);
    await visitor.button('Close chat').click();
    await eventually(() => isOpen(visitor)).toBe(false);
    expect(await visitor.page.evaluate(() => document.activeElement?.textContent)).toBe('Help');
  });

  it('opens and closes by the property too, as frameworks set it, even before the element is defined', async () => {
    const visitor = await open();
    const { types } = await hear(visitor);
    const early = "<script>document.querySelector('pug-chat').open = true</script>";
    await visit(visitor, both, BUBBLE + early);
    await (await chatIn(visitor)).button('Create room').waitFor();
    expect(await isOpen(visitor)).toBe(true);
    await visitor.page.evaluate(() => {
      document.querySelector('pug-chat')!.open = false;
    });
    await eventually(types).toContain('closed');
    await visitor.page.evaluate(() => {
      document.querySelector('pug-chat')!.open();
    });
    await eventually(() => isOpen(visitor)).toBe(true);
  });

  it('counts what comes while it is closed, on the bubble and for the page', async () => {
    const [visitor, friend] = [await open(), await open()];
    const hearing = await hear(visitor);
    await visit(visitor, both, BUBBLE.replace('>', ' open>'));
    const view = await chatIn(visitor);
    await view.button('Create room').click();
    await friend.join(await view.shownLink());
    await view.composer.press('Escape');
    await eventually(hearing.types).toContain('closed');
    await friend.say('one');
    await friend.say('two');
    await visitor.button('Open chat, 2 unread').waitFor();
    expect(await lastUnread(hearing)).toEqual({ count: 2 });
    await visitor.button('Open chat, 2 unread').click();
    await view.timeline.getByText('two').waitFor();
    await eventually(() => lastUnread(hearing)).toEqual({ count: 0 });
  });

  it('looks and speaks as the site asks for, and leaves out what that has chosen', async () => {
    const visitor = await open();
    const attributes = 'theme="dark" lang="de" accent="#ff0000" ttl="600" capacity="3"';
    await visit(visitor, both, INLINE.replace('>', ` ${attributes}>`));
    const { button, frame } = await chatIn(visitor).then((view) => ({
      button: view.button('Raum erstellen'),
      frame: view.frame,
    }));
    await button.waitFor();
    expect(await frame.getByRole('combobox').count()).toBe(0);
    const surface = () => frame.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await surface()).toBe('rgb(23, 22, 20)');
    const accent = await button.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(accent).toMatch(/^rgb\(255, (\d+), \1\)$/);
    await button.click();
    expect(await frame.getByRole('timer').innerText()).toMatch(/^(10:00|9:\d\d)$/);
    await elementOf(visitor).evaluate((element) => element.setAttribute('theme', 'light'));
    await eventually(surface).toBe('rgb(251, 250, 248)');
  });

  it('is as many chats as there are elements, each of its own', async () => {
    const visitor = await open();
    await visit(visitor, both, INLINE + INLINE);
    const [one, two] = [await chatIn(visitor, 0), await chatIn(visitor, 1)];
    await one.button('Create room').click();
    await one.composer.waitFor();
    await two.button('Create room').click();
    expect(await two.shownLink()).not.toBe(await one.shownLink());
  });

  it('leaves its room where it is taken out of the page, and begins anew where it is put back', async () => {
    const [visitor, friend] = [await open(), await open()];
    const { types } = await hear(visitor);
    await visit(visitor, both, INLINE);
    const view = await chatIn(visitor);
    await view.button('Create room').click();
    await friend.join(await view.shownLink());
    const element = await elementOf(visitor).elementHandle();
    await element.evaluate((removed) => removed.remove());
    await friend.sees(/ left$/);
    await eventually(() => framesOf(visitor)).toEqual([]);
    await element.evaluate((again) => document.body.append(again));
    await (await chatIn(visitor)).button('Create room').waitFor();
    await eventually(async () => (await types()).filter((type) => type === 'ready')).toHaveLength(2);
  });

  describe('does what the page asks for, and tells it what comes of it', () => {
    it('makes a room, leaves it, and joins another by its link', async () => {
      const [visitor, friend] = [await open(), await open()];
      const { events, types } = await hear(visitor);
      await visit(visitor, both, PANEL);
      await visitor.page.evaluate(() => {
        document.querySelector('pug-chat')!.create({ ttl: 300, capacity: 2 });
      });
      const view = await chatIn(visitor);
      await view.button('People').click();
      await view.sees('1 of 2 here');
      await view.dialog.press('Escape');
      await eventually(types).toEqual(['opened', 'ready', 'created']);
      await visitor.page.evaluate(() => {
        document.querySelector('pug-chat')!.leave();
      });
      await view.sees('You left the room. Nothing of it is left on this page.');
      await eventually(types).toEqual(['opened', 'ready', 'created', 'left', 'ended']);

      const link = await friend.createRoom(both.relay);
      await visitor.page.evaluate((address) => {
        document.querySelector('pug-chat')!.join(address);
      }, link);
      await view.composer.waitFor();
      await view.say('from the site');
      await friend.sees('from the site');
      await friend.purge();
      await view.sees(/^This room has ended\. It was purged/);
      await eventually(async () => (await events()).slice(5)).toEqual([
        { type: 'joined', detail: {} },
        { type: 'ended', detail: { reason: 'purged' } },
      ]);
    });

    it.each([
      ['room_not_found', `HERE/r/${'A'.repeat(22)}#k=${'A'.repeat(43)}&s=${'A'.repeat(22)}`],
      ['link_key', `HERE/r/${'A'.repeat(22)}#s=${'A'.repeat(22)}`],
      ['link_malformed', 'https://elsewhere.example/r/x#k=y'],
    ])('gives the code of what went wrong: %s', async (code, link) => {
      const visitor = await open();
      const { events } = await hear(visitor);
      await visit(visitor, both, INLINE);
      await visitor.page.evaluate(
        async (address) => {
          await customElements.whenDefined('pug-chat');
          document.querySelector('pug-chat')!.join(address);
        },
        link.replace('HERE', both.relay),
      );
      await (await chatIn(visitor)).sees('That did not work');
      await eventually(events).toEqual([
        { type: 'ready', detail: {} },
        { type: 'error', detail: { code } },
      ]);
    });

    it('says so where the relay is no address', async () => {
      const visitor = await open();
      const { events } = await hear(visitor);
      await visit(visitor, both, '<pug-chat relay="javascript:alert(1)"></pug-chat>');
      await eventually(events).toEqual([{ type: 'error', detail: { code: 'invalid_argument' } }]);
      expect(framesOf(visitor)).toEqual([]);
    });
  });
});
