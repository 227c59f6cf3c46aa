import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { inChromium } from './support/in-chromium.js';
import type { WebPage } from './support/web-page.js';
import { aServer } from './support/web-server.js';

const MOST_STOPS = 30;
const NO_ROOM = `/r/${'A'.repeat(22)}`;
const WITH_KEY = `#k=${'A'.repeat(43)}&s=${'A'.repeat(22)}`;

/** What axe finds wrong, by all of its rules or these, as rule and place. */
async function violations({ page }: WebPage, rules: readonly string[] = []): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations: found } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join()} ${failureSummary ?? ''}`),
  );
}

/** Goes from control to control, as one without a mouse does, until the one that is meant. */
async function tabTo({ page }: WebPage, control: Locator, key = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to ${control.toString()}`);
}

inChromium('for everybody', (open) => {
  const server = aServer();

  describe.each([
    ['light', []],
    ['dark', ['color-contrast']],
  ] as const)('in %s colours', (colorScheme, rules) => {
    const options = { colorScheme, reducedMotion: 'reduce' } as const;

    it('has nothing that axe finds wrong, on any screen', async () => {
      const [ada, bea] = [await open(options), await open(options)];
      const found: Record<string, readonly string[]> = {};
      const look = async (screen: string, page = ada) => {
        found[screen] = await violations(page, rules);
      };
      const lookInto = async (dialog: string | RegExp) => {
        await ada.page.getByRole('button', { name: dialog }).click();
        await ada.dialog.getByRole('heading').waitFor();
        await look(String(dialog));
        await ada.page.keyboard.press('Escape');
        await ada.dialog.waitFor({ state: 'detached' });
      };

      await ada.goto(server.origin);
      await ada.button('Create room').waitFor();
      await look('start');
      const link = await ada.createRoom(server.origin);
      await look('a new room');
      for (const name of ['Show QR code', /^Safety phrase/, 'People', 'Purge room']) await lookInto(name);
      await bea.join(link);
      await bea.say('Read https://example.org/ first.\nThen tell me.');
      await ada.say('I did.');
      await bea.sees('I did.');
      await ada.button('Hide link').click();
      await look('a talk');
      await look('the talk of one who joined', bea);
      await ada.composer.fill('ä'.repeat(8_000));
      await look('too long a text');
      await server.whilePaused(async () => {
        await ada.say('on its way');
        await ada.own.getByText('Sending…').waitFor();
        await look('a message on its way');
      });
      await ada.purge();
      await bea.button('New room').waitFor();
      await look('the end', bea);
      await bea.goto(`${server.origin}${NO_ROOM}`);
      await bea.sees('That did not work');
      await look('a problem', bea);
      await server.whilePaused(async () => {
        await bea.page.evaluate((path) => location.assign(path), NO_ROOM + WITH_KEY);
        await bea.sees('Joining the room…');
        await look('joining', bea);
      });

      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])));
    });

    it('has nothing that axe finds wrong while a room is being made', async () => {
      const ada = await open(options);
      await ada.page.route('**/api/pow-redeem', () => undefined);
      await ada.goto(server.origin);
      await ada.button('Create room').click();
      await ada.page.getByRole('progressbar').waitFor();
      expect(await violations(ada, rules)).toEqual([]);
    });
  });

  it('is made, talked in and left by the keyboard alone', async () => {
    const [ada, bea] = [await open(), await open()];
    await ada.goto(server.origin);
    const create = ada.button('Create room');
    await create.waitFor();
    await tabTo(ada, create);
    await ada.page.keyboard.press('Enter');
    const link = await ada.shownLink();
    await bea.join(link);

    await tabTo(ada, ada.button('Show QR code'));
    await ada.page.keyboard.press('Enter');
    await ada.dialog.waitFor();
    await ada.page.keyboard.press('Escape');
    await ada.dialog.waitFor({ state: 'detached' });
    expect(await ada.button('Show QR code').evaluate((button) => button === document.activeElement)).toBe(
      true,
    );

    await tabTo(ada, ada.composer);
    await ada.page.keyboard.type('by keys alone');
    await ada.page.keyboard.press('Enter');
    await bea.sees('by keys alone');
    await tabTo(ada, ada.composer);

    await tabTo(ada, ada.button('Leave'), 'Shift+Tab');
    await ada.page.keyboard.press('Enter');
    await ada.sees('You left the room. Nothing of it is left on this page.');
    await bea.sees(/ left$/);
    await tabTo(ada, ada.button('New room'));
    await ada.page.keyboard.press('Enter');
    await ada.button('Create room').waitFor();
  });

  it('tells a reader of what others write, but not of what one writes oneself', async () => {
    const [ada, bea] = [await open(), await open()];
    await bea.join(await ada.createRoom(server.origin));
    expect(await ada.timeline.getAttribute('aria-live')).toBe('polite');
    await ada.say('mine');
    await bea.say('theirs');
    await ada.sees('theirs');
    expect(await ada.own.getAttribute('aria-live')).toBe('off');
    expect(await bea.own.getAttribute('aria-live')).toBe('off');
    expect(await ada.messages().nth(1).getAttribute('aria-live')).toBeNull();
    expect(await ada.page.getByRole('timer').getAttribute('aria-live')).toBeNull();
  });

  describe('in the languages of the browser', () => {
    it.each([
      ['de-AT', 'de', 'ltr'],
      ['ar', 'ar', 'rtl'],
      ['ja', 'en', 'ltr'],
    ])('answers %s in %s, %s', async (locale, lang, dir) => {
      const ada = await open({ locale, viewport: { width: 320, height: 640 } });
      await ada.goto(server.origin);
      await ada.page.locator(`html[lang="${lang}"][dir="${dir}"]`).waitFor();
      const create = ada.page.getByRole('main').getByRole('button');
      expect((await create.innerText()) === 'Create room').toBe(lang === 'en');
      await create.click();
      await ada.timeline.waitFor();
      expect(await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      expect(await violations(ada)).toEqual([]);
    });
  });
});
