import { describe, expect, it } from 'vitest';
import { eventually } from '../web/support/eventually.js';
import { inChromium } from '../web/support/in-chromium.js';
import { partsOf } from '../web/support/nothing-left.js';
import { chatIn, hear, visit } from './support/element.js';
import { FORGER, NOSY, pry } from './support/nosy.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

const SECRET = 'what only the two of us know';
const INLINE = '<pug-chat relay="HERE"></pug-chat>';
const ASKING = '<pug-chat relay="HERE" ttl="300" share-link-with-host></pug-chat>';
const COVER =
  '<div style="position:fixed;inset:0;background:#fff;pointer-events:none;z-index:2147483647"></div>';
/** Several times as long as a browser takes to look what can be seen. */
const LOOK_MS = 500;

inChromium('a site that wants to know what is said in its chat', (open) => {
  const both = aSiteAndRelay();

  it('gets neither a text nor a name, nor key or link, whatever it tries', async () => {
    const [visitor, friend] = [await open(), await open()];
    const { events } = await hear(visitor);
    await visit(visitor, both, NOSY + INLINE);
    const view = await chatIn(visitor);
    await view.button('Create room').click();
    const link = await view.shownLink();
    await friend.join(link);
    await view.say(SECRET);
    await friend.sees(SECRET);
    await friend.say(`${SECRET}, too`);
    await view.sees(`${SECRET}, too`);
    const names = (await view.people()).map((name) => name.replace(' (you)', ''));

    const caught = await visitor.page.evaluate(() => (window as unknown as { caught: string[] }).caught);
    const pried = await visitor.page.evaluate(pry);
    const got = [...caught, ...pried, JSON.stringify(await events()), await visitor.page.content()].join(
      '\n',
    );
    expect(pried).toContain('SecurityError');
    expect(caught.join()).toContain('"type":"created"');
    for (const secret of [SECRET, ...names, ...partsOf(link)]) expect(got).not.toContain(secret);
    expect(view.frame.url()).toBe(`${both.relay}/embed`);
  });

  it('is not believed by the frame, nor by the page, when another frame forges what they say', async () => {
    const visitor = await open();
    const { types } = await hear(visitor);
    await visit(visitor, both, FORGER + INLINE);
    const view = await chatIn(visitor);
    await view.button('Create room').click();
    await view.composer.waitFor();
    const forged = await visitor.page.evaluate(() => JSON.stringify((window as { forged?: unknown }).forged));
    expect(forged).toContain('evil.example');
    expect(forged).not.toContain('stolen');
    expect(await types()).toEqual(['ready', 'created']);
    expect(await view.frame.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('finds nothing stored', async () => {
    const visitor = await open();
    await visit(visitor, both, INLINE);
    const view = await chatIn(visitor);
    await view.button('Create room').click();
    await view.composer.waitFor();
    expect(await visitor.context.storageState()).toEqual({ cookies: [], origins: [] });
  });

  describe('and asks for the link in the open', () => {
    it('gets it where the visitor has read so and makes the room', async () => {
      const visitor = await open();
      const { events, types } = await hear(visitor);
      await visit(visitor, both, ASKING);
      const view = await chatIn(visitor);
      await view.sees(/^localhost:\d+ asks for the link to this room\./);
      await visitor.page.evaluate(() => {
        document.querySelector('pug-chat')!.create();
      });
      await view.button('Create room').waitFor();
      expect(await types()).toEqual(['ready']);
      await view.button('Create room').click();
      const link = await view.shownLink();
      await view.sees(/has this link, and can read along\.$/);
      await eventually(events).toEqual([
        { type: 'ready', detail: {} },
        { type: 'created', detail: {} },
        { type: 'link', detail: { link } },
      ]);
    });

    it('does not get it by an attribute that comes later', async () => {
      const visitor = await open();
      const { types } = await hear(visitor);
      await visit(visitor, both, INLINE);
      const view = await chatIn(visitor);
      await view.button('Create room').waitFor();
      await visitor.page.evaluate(() => {
        const element = document.querySelector('pug-chat')!;
        element.shareLinkWithHost = true;
        element.ttl = 300;
      });
      await view.frame.getByLabel('How long').waitFor({ state: 'detached' });
      await view.button('Create room').click();
      await view.composer.waitFor();
      expect(await types()).toEqual(['ready', 'created']);
    });

    it.each([
      ['covers that', COVER + ASKING],
      ['makes that transparent', `<div style="opacity:0.01">${ASKING}</div>`],
    ])('gets none where its page %s', async (_how, body) => {
      const visitor = await open();
      await visit(visitor, both, body);
      const { button, frame } = await chatIn(visitor).then((view) => ({
        button: view.button('Create room'),
        frame: view.frame,
      }));
      await button.waitFor();
      await frame.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), LOOK_MS);
      expect(await button.isDisabled()).toBe(true);
    });
  });
});
