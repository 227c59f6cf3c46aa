import { afterAll, beforeAll, expect, it } from 'vitest';
import { inEachBrowser } from '../support/browsers/index.js';
import { Hand } from './support/by-name.js';
import { heardClient, type HeardClient } from './support/heard-client.js';
import { WebServer } from './support/web-server.js';

let server: WebServer;
let client: HeardClient;

beforeAll(async () => {
  client = await heardClient();
  server = new WebServer({ STATIC_DIR: client.folder });
  await server.start();
});
afterAll(async () => {
  await server.kill();
  await client.remove();
});

inEachBrowser('the web client', (browser) => {
  it('makes a room, joins it by its link, talks both ways and purges it', async () => {
    const adaPage = await browser.open(server.origin);
    const ada = new Hand(adaPage);
    await ada.press('Create room');
    await ada.reads('Your room is ready');
    const link = await adaPage.evaluate(() => location.href);
    expect(link).toContain('#k=');

    const beaPage = await browser.open(link);
    const bea = new Hand(beaPage);
    await bea.write('hello from the one who joined');
    await bea.press('Send');
    await ada.reads('hello from the one who joined');
    await ada.write('hello from the one who made it');
    await ada.press('Send');
    await bea.reads('hello from the one who made it');

    await ada.press('Purge room');
    await ada.reads('Purge this room?');
    await ada.press('Purge room');
    for (const [page, hand] of [
      [adaPage, ada],
      [beaPage, bea],
    ] as const) {
      await hand.reads('This room has ended. It was purged');
      expect(await page.evaluate(() => location.href)).toBe(`${server.origin}/`);
      expect(await page.complaints()).toEqual([]);
    }
  });
});
