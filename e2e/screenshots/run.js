// Every screen of the web client, on a phone and a desktop, light and dark, as the pictures of docs/images.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { joinRoom } from '@pug-network/client-sdk';
import { createRelay } from '@pug-network/server-core';
import { chromium } from 'playwright-core';
import { browserEnv } from '../../scripts/browsers.js';

const PAGE = fileURLToPath(new URL('../../apps/web/build', import.meta.url));
const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const POLICIES = ['svelte-trusted-html', 'pug-network'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--font-render-hinting=none',
];
const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
const SITE = { '/site.json': '{"name":"Pug Network","notice":"","links":[]}' };
const HARD = { powDifficulty: 24 };

const { CHROME_PATH: executablePath } = await browserEnv(console.error);
if (executablePath === undefined) throw new Error('Chromium is needed: name it in CHROME_PATH');
mkdirSync(IMAGES, { recursive: true });
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  for (const [size, options] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      await withRelay({ powDifficulty: 8 }, (origin) =>
        shoot(origin, `${size}-${colorScheme}`, { ...options, colorScheme }),
      );
      await withRelay(HARD, (origin) =>
        shootMaking(origin, `${size}-${colorScheme}`, { ...options, colorScheme }),
      );
    }
  }
} finally {
  await browser.close();
}

async function withRelay(options, work) {
  const relay = createRelay({ ...options, staticDir: PAGE, staticFiles: SITE, trustedTypes: POLICIES });
  const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
  try {
    await work(`http://127.0.0.1:${port}`);
  } finally {
    await relay.close();
  }
}

async function shoot(origin, suffix, options) {
  const context = await browser.newContext({ ...options, locale: 'en' });
  const page = await context.newPage();
  const take = (screen) =>
    page.screenshot({ animations: 'disabled', path: `${IMAGES}${screen}-${suffix}.png` });
  const button = (name) => page.getByRole('button', { name, exact: true });

  await page.goto(origin);
  await button('Create room').waitFor();
  await take('start');
  await button('Create room').click();
  await button('Copy link').waitFor();
  await take('share');
  await talk(page, await joinRoom(page.url()));
  await take('room');
  await button('Purge room').click();
  await take('purge');
  await page.getByRole('dialog').getByRole('button', { name: 'Purge room', exact: true }).click();
  await button('New room').waitFor();
  await take('ended');
  await page.goto(`${origin}/r/damaged`);
  await page.getByRole('heading').first().waitFor();
  await take('problem');
  await context.close();
}

async function shootMaking(origin, suffix, options) {
  const context = await browser.newContext({ ...options, locale: 'en' });
  const page = await context.newPage();
  // The work is done, and its answer never comes: the screen stays as it is.
  await page.route('**/api/pow-redeem', () => undefined);
  await page.goto(origin);
  await page.getByRole('button', { name: 'Create room' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.screenshot({ path: `${IMAGES}making-${suffix}.png` });
  await context.close();
}

/** A short talk, so that there is something to see. */
async function talk(page, friend) {
  await page.getByRole('button', { name: 'Hide link' }).click();
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  const say = async (text) => {
    const heard = new Promise((resolve) => friend.on('message', resolve));
    await message.fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await heard;
  };
  await say('Did you get the link?');
  await friend.send('Yes, I opened it on my phone.');
  await friend.send('It says that nothing is kept. Is that so?');
  await say(
    'Nothing at all. When the time is up, the room is gone.\nThe rules are at https://example.org/protocol',
  );
  await friend.send('Good.');
  await page.getByText('Good.', { exact: true }).waitFor();
}
