import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../web/support/eventually.js';
import { inChromium } from '../web/support/in-chromium.js';
import { chatIn, framesOf, hear, visit, withScript } from './support/element.js';
import { HostSite } from './support/host-site.js';
import { pageOf } from './support/guide.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

const INLINE = '<pug-chat relay="HERE"></pug-chat>';
/** Longer than the element waits for an answer. */
const REFUSAL_MS = 15_000;

/** The strictest that a site can be, and still have a chat. */
const strict = (relay: string) =>
  [
    `default-src 'none'; script-src ${relay}; frame-src ${relay}; style-src 'none'`,
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; ');

/** A site that the operator has not named. */
async function anotherSite(html: string): Promise<HostSite> {
  const site = await HostSite.open();
  onTestFinished(() => site.close());
  site.answer = (_request, response) => response.setHeader('Content-Type', 'text/html').end(html);
  return site;
}

inChromium('a site', (open) => {
  const both = aSiteAndRelay();

  it('that the operator has not named gets no chat, and its console says why', async () => {
    const visitor = await open();
    const { events } = await hear(visitor);
    const site = await anotherSite(withScript(both.relay, INLINE));
    await visitor.goto(site.origin);
    await expect
      .poll(events, { timeout: REFUSAL_MS })
      .toEqual([{ type: 'error', detail: { code: 'frame_refused' } }]);
    const said = visitor.complaints.join('\n');
    expect(said).toContain(`frame-ancestors ${both.site.origin}`);
    expect(said).toContain('EMBED_ORIGIN');
    expect(said).toContain(site.origin);
    expect(framesOf(visitor)).toEqual([]);
  });

  it('that is itself in a page of somebody else gets none', async () => {
    const visitor = await open();
    both.put({ '/index.html': withScript(both.relay, INLINE) });
    const site = await anotherSite(pageOf(`<iframe src="${both.site.origin}"></iframe>`));
    await visitor.goto(site.origin);
    await eventually(() => visitor.complaints.join()).toContain('frame-ancestors');
    expect(framesOf(visitor)).toEqual([]);
  });

  it.each(['/', `/r/${'A'.repeat(22)}`, '/index.html'])('cannot show %s in a frame', async (path) => {
    const visitor = await open();
    await visit(visitor, both, `<iframe src="HERE${path}"></iframe>`);
    await eventually(() => visitor.complaints.join()).toContain("frame-ancestors 'none'");
  });

  it('with a strict policy breaks no rule by it', async () => {
    const [visitor, friend] = [await open(), await open()];
    for (const mode of ['inline', 'bubble', 'panel']) {
      const element = `<pug-chat relay="HERE" mode="${mode}" accent="#336699" open></pug-chat>`;
      await visit(visitor, both, element, strict(both.relay));
      const view = await chatIn(visitor);
      await view.button('Create room').click();
      await friend.join(await view.shownLink());
      await friend.say('under a strict policy');
      await view.sees('under a strict policy');
    }
    expect(visitor.complaints).toEqual([]);
  });

  describe('whose chat is opened as a page of its own', () => {
    it('shows none, but a way to the start', async () => {
      const visitor = await open();
      await visitor.goto(`${both.relay}/embed`);
      await visitor.sees('This page belongs into the page of a site. To make a room here, go to the start.');
      expect(await visitor.button('Create room').count()).toBe(0);
      await visitor.page.getByRole('link', { name: 'New room' }).click();
      await visitor.button('Create room').waitFor();
    });
  });
});

inChromium('a relay that names no site', (open) => {
  const both = aSiteAndRelay({ EMBED_ORIGIN: '' });

  it('has its chat shown by none', async () => {
    const visitor = await open();
    await visit(visitor, both, INLINE);
    await eventually(() => visitor.complaints.join()).toContain("frame-ancestors 'none'");
    expect(framesOf(visitor)).toEqual([]);
  });
});
