import { createRoom } from '@pug-network/client-sdk';
import { expect, it } from 'vitest';
import { Cable } from './support/cable.js';
import { eventually } from './support/eventually.js';
import { inChromium } from './support/in-chromium.js';
import type { WebPage } from './support/web-page.js';
import { aServer } from './support/web-server.js';

/** 15,845 bytes of UTF-8, the most that a message takes. */
const LONGEST = `${'ä€🐾'.repeat(1_760)}12345`;

/** How far the timeline is scrolled, from its top. */
const scrolled = (page: WebPage): Promise<number> => page.timeline.evaluate(({ scrollTop }) => scrollTop);

/** As when the tab is behind another one, or in front again. */
async function turn(page: WebPage, visibility: DocumentVisibilityState): Promise<void> {
  await page.page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
}

inChromium('talking', (open) => {
  const server = aServer();

  /** So many people in a new room; the first has made it. */
  async function together(count: number): Promise<WebPage[]> {
    const [first, ...others] = await Promise.all(Array.from({ length: count }, () => open()));
    const link = await first!.createRoom(server.origin);
    for (const page of others) await page.join(link);
    return [first!, ...others];
  }

  it('goes both ways, under the names that the list of people has', async () => {
    const [ada, bea] = (await together(2)) as [WebPage, WebPage];
    await ada.say('Are you there?');
    await bea.sees('Are you there?');
    await bea.say('I am.');
    await ada.sees('I am.');

    const [adaName = '', beaName = ''] = await ada.people();
    expect(await bea.people()).toEqual([adaName.replace(' (you)', ''), `${beaName} (you)`]);
    expect(await ada.messages(beaName).getByText('I am.').count()).toBe(1);
    expect(await bea.messages(adaName.replace(' (you)', '')).getByText('Are you there?').count()).toBe(1);
    expect(await ada.own.getByText('Are you there?').count()).toBe(1);
  });

  it('brings what each of five people says to all of them', async () => {
    const people = await together(5);
    const texts = people.map((_, place) => `From number ${place + 1}`);
    for (const [place, person] of people.entries()) {
      await person.say(texts[place]!);
      await Promise.all(people.map((each) => each.sees(texts[place]!)));
    }
    for (const person of people) {
      expect(await person.messages().getByText(/^From/).allInnerTexts()).toEqual(texts);
      expect(await person.own.count()).toBe(1);
    }
    await people[0]!.button('People').click();
    await people[0]!.sees('5 of 10 here');
  });

  it('shows a message as pending until the server has sent it to all', async () => {
    const ada = await open();
    await ada.createRoom(server.origin);
    await server.whilePaused(async () => {
      await ada.say('Slowly');
      await ada.sees('Slowly');
      await ada.own.getByText('Sending…').waitFor();
    });
    await ada.own.getByText('Sending…').waitFor({ state: 'detached' });
    expect(await ada.own.getByRole('button').count()).toBe(0);
  });

  it('keeps lines apart and takes the longest text, but sends no blank one', async () => {
    const [ada, bea] = (await together(2)) as [WebPage, WebPage];
    await ada.composer.fill(' \n ');
    await ada.composer.press('Enter');
    await ada.composer.fill('');
    for (const line of ['first', 'second', '', 'last']) {
      if (line !== 'first') await ada.composer.press('Shift+Enter');
      await ada.composer.pressSequentially(line);
    }
    await ada.composer.press('Enter');
    await bea.messages().getByText('first\nsecond\n\nlast').waitFor();
    const shown = bea.messages().getByText('first');
    expect((await shown.innerText()).trim()).toBe('first\nsecond\n\nlast');

    await ada.say(LONGEST);
    await bea.messages().nth(1).waitFor();
    expect(await bea.messages().nth(1).innerText()).toContain(LONGEST);
    expect(await ada.own.count()).toBe(2);
  });

  it('takes Enter for a new line on a touch screen, where the button sends', async () => {
    const ada = await open({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    await ada.createRoom(server.origin);
    await ada.composer.tap();
    await ada.page.keyboard.type('one');
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.type('two');
    expect(await ada.messages().count()).toBe(0);
    await ada.button('Send').tap();
    await ada.own.getByText('one\ntwo').waitFor();
  });

  it('tells who came and who left', async () => {
    const [ada, bea, cem] = (await together(3)) as [WebPage, WebPage, WebPage];
    const [, beaName = '', cemName = ''] = await ada.people();
    await ada.sees(`${beaName} joined`);
    await ada.sees(`${cemName} joined`);
    await bea.sees(`${cemName} joined`);
    await cem.close();
    await Promise.all([ada, bea].map((page) => page.sees(`${cemName} left`)));
    expect(await ada.people()).toHaveLength(2);
  });

  it('counts in title and icon what comes while the tab is behind another', async () => {
    const [ada, bea] = (await together(2)) as [WebPage, WebPage];
    const icon = () => ada.page.locator('link[rel=icon]').getAttribute('href');
    expect(await ada.page.title()).toBe('Pug Network');
    await turn(ada, 'hidden');
    await bea.say('one');
    await bea.say('two');
    await eventually(() => ada.page.title()).toBe('(2) Pug Network');
    expect(await icon()).toBe('/icon-unread.svg');
    await turn(ada, 'visible');
    await eventually(() => ada.page.title()).toBe('Pug Network');
    expect(await icon()).toBe('/icon.svg');
    await ada.timeline.getByText('New', { exact: true }).waitFor();
  });

  it('leaves one who reads older messages where they are, and offers to go to the new ones', async () => {
    const [ada, bea] = (await together(2)) as [WebPage, WebPage];
    await ada.say(Array.from({ length: 120 }, (_, line) => `line ${line}`).join('\n'));
    await ada.own.getByText('Sending…').waitFor({ state: 'detached' });
    await ada.timeline.hover();
    await ada.page.mouse.wheel(0, -100_000);
    await eventually(() => scrolled(ada)).toBe(0);

    await bea.say('Something new');
    await ada.button('1 new message').waitFor();
    expect(await scrolled(ada)).toBe(0);
    expect(await ada.page.title()).toBe('(1) Pug Network');
    await ada.button('1 new message').click();
    await ada.button('1 new message').waitFor({ state: 'detached' });
    expect(await scrolled(ada)).toBeGreaterThan(500);
    await eventually(() => ada.page.title()).toBe('Pug Network');
  });

  it('comes back as somebody new when the connection was lost, and offers what may not have arrived again', async () => {
    const host = await createRoom(server.origin);
    const cable = await Cable.to(server.origin);
    try {
      const ada = await open();
      await ada.join(host.link.replace(server.origin, cable.origin));
      const [, before = ''] = await ada.people();
      await server.whilePaused(async () => {
        await ada.say('Did you get this?');
        await ada.sees('Did you get this?');
        cable.cut();
        await ada.sees('The connection is lost. Joining again…');
      });
      await ada.sees('Not confirmed. It may have arrived.');
      cable.mend();
      await ada.sees(/^You are back, as somebody new: .+\. What was said meanwhile is not here\.$/);
      await ada.page.getByText('The connection is lost. Joining again…').waitFor({ state: 'detached' });
      const [, after = ''] = await ada.people();
      expect(after).not.toBe(before);
      await ada.sees(
        `You are back, as somebody new: ${after.replace(' (you)', '')}. What was said meanwhile is not here.`,
      );

      const heard = new Promise((resolve) => host.on('message', resolve));
      await ada.button('Resend').click();
      expect(await heard).toMatchObject({ text: 'Did you get this?' });
      await ada.button('Resend').waitFor({ state: 'detached' });
      expect(await ada.own.count()).toBe(1);
    } finally {
      await host.purge();
      await cable.remove();
    }
  });
});
