import { describe, expect, it } from 'vitest';
import { eventually } from './support/eventually.js';
import { inChromium } from './support/in-chromium.js';
import { aServer } from './support/web-server.js';

inChromium('making a room', (open) => {
  const server = aServer();

  it('shows and copies the link that stands in the address bar', async () => {
    const ada = await open();
    await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const link = await ada.createRoom(server.origin);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/r\/[\w-]{22}#k=[\w-]{43}&s=[\w-]{22}$/);
    expect(ada.page.url()).toBe(link);
    await ada.button('Copy link').click();
    await ada.sees('Link copied');
    expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  });

  it('shows the link as a QR code until that is closed', async () => {
    const ada = await open();
    await ada.createRoom(server.origin);
    await ada.button('Show QR code').click();
    const code = ada.dialog.getByRole('img', { name: 'QR code of the room link' });
    await code.waitFor();
    expect((await code.boundingBox())?.width).toBeGreaterThan(200);
    await ada.page.keyboard.press('Escape');
    await ada.dialog.waitFor({ state: 'detached' });
    await ada.button('Show QR code').click();
    await ada.dialog.getByRole('button', { name: 'Close' }).click();
    await ada.dialog.waitFor({ state: 'detached' });
  });

  it('hides the link and shows it again', async () => {
    const ada = await open();
    const link = await ada.createRoom(server.origin);
    await ada.button('Hide link').click();
    await ada.button('Copy link').waitFor({ state: 'detached' });
    await ada.button('Share').click();
    expect(await ada.shownLink()).toBe(link);
  });

  it('makes the room as long and as large as was chosen', async () => {
    const ada = await open();
    await ada.goto(server.origin);
    await ada.page.getByLabel('How long').selectOption('5 minutes');
    await ada.page.getByLabel('How many people').selectOption('3 people');
    await ada.button('Create room').click();
    expect(await ada.page.getByRole('timer').innerText()).toMatch(/^(5:00|4:5\d)$/);
    await ada.button('People').click();
    await ada.sees('1 of 3 here');
  });

  it('tells one who follows the link the same safety phrase', async () => {
    const [ada, bea] = [await open(), await open()];
    await bea.join(await ada.createRoom(server.origin));
    const phrases = await Promise.all(
      [ada, bea].map(async ({ page, dialog }) => {
        await page.getByRole('button', { name: 'Safety phrase' }).click();
        const words = dialog.getByRole('listitem');
        await words.nth(5).waitFor();
        return words.allInnerTexts();
      }),
    );
    expect(phrases[0]).toHaveLength(6);
    expect(phrases[1]).toEqual(phrases[0]);
  });

  describe('at a deployment with limits of its own', () => {
    const limits = {
      TTL_MIN: '300',
      TTL_MAX: '3600',
      TTL_DEFAULT: '600',
      CAPACITY_MAX: '5',
      CAPACITY_DEFAULT: '4',
    };
    const server = aServer(limits);

    it('offers what it allows, its defaults chosen', async () => {
      const ada = await open();
      await ada.goto(server.origin);
      const ttl = ada.page.getByLabel('How long');
      const capacity = ada.page.getByLabel('How many people');
      const texts = (select: typeof ttl) => select.getByRole('option').allInnerTexts();
      await eventually(() => texts(ttl)).toEqual(['5 minutes', '10 minutes', '15 minutes', '1 hour']);
      expect(await texts(capacity)).toEqual(['2 people', '3 people', '4 people', '5 people']);
      expect([await ttl.inputValue(), await capacity.inputValue()]).toEqual(['600', '4']);
    });
  });

  describe('at a deployment with words of its own', () => {
    const server = aServer({
      SITE_NAME: 'Tuesday Club <b>',
      SITE_NOTICE: 'Be kind. <script>window.hacked=true</script>',
      SITE_LINKS: 'Imprint=https://example.org/imprint,Privacy=https://example.org/privacy',
    });

    it('shows them, as text', async () => {
      const ada = await open();
      await ada.goto(server.origin);
      await ada.page.getByRole('heading', { name: 'Tuesday Club <b>' }).waitFor();
      await eventually(() => ada.page.title()).toBe('Tuesday Club <b>');
      await ada.sees('Be kind. <script>window.hacked=true</script>');
      expect(await ada.page.getByRole('link').allInnerTexts()).toEqual(['Imprint', 'Privacy']);
      expect(await ada.page.getByRole('link', { name: 'Privacy' }).getAttribute('href')).toBe(
        'https://example.org/privacy',
      );
      expect(await ada.page.evaluate(() => 'hacked' in window)).toBe(false);
    });
  });

  describe('that takes much work', () => {
    const server = aServer({ POW_DIFFICULTY: '24' });

    it('shows how the work goes, and goes back to the start when it is cancelled', async () => {
      const ada = await open();
      // By luck the work may be over at once: then it is handed in for nothing.
      await ada.page.route('**/api/pow-redeem', () => undefined);
      await ada.goto(server.origin);
      await ada.button('Create room').click();
      await ada.page.getByRole('progressbar', { name: 'Making a room…' }).waitFor();
      await ada.button('Cancel').click();
      await ada.button('Create room').waitFor();
      expect(ada.page.url()).toBe(`${server.origin}/`);
      expect(ada.requests.filter((address) => address.startsWith('ws'))).toEqual([]);
    });
  });
});
