// Every screen of the web client, on a phone and a desktop, light and dark, as the pictures of docs/images.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRelay } from '@pug-network/server-core';
import { chromium } from 'playwright-core';
import { browserEnv } from '../../scripts/browsers.js';
import { shootEnd, shootMaking, shootProblems, shootTalk } from './screens.js';

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
/** So many bits of work that it does not end while it is looked at. */
const HARD = 24;
const EASY = 8;

const { CHROME_PATH: executablePath } = await browserEnv(console.error);
if (executablePath === undefined) throw new Error('Chromium is needed: name it in CHROME_PATH');
mkdirSync(IMAGES, { recursive: true });
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  for (const [size, options] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      const look = (powDifficulty, shoot) =>
        withPage({ ...options, colorScheme, locale: 'en' }, `${size}-${colorScheme}`, powDifficulty, shoot);
      await look(HARD, shootMaking);
      await look(EASY, shootTalk);
      await look(EASY, shootProblems);
      await look(EASY, shootEnd);
    }
  }
} finally {
  await browser.close();
}

/** Hands over a page, the relay that serves it, and how to take a picture of a screen. */
async function withPage(options, suffix, powDifficulty, shoot) {
  const relay = createRelay({ powDifficulty, staticDir: PAGE, staticFiles: SITE, trustedTypes: POLICIES });
  const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const take = (screen) =>
      page.screenshot({ animations: 'disabled', path: `${IMAGES}${screen}-${suffix}.png` });
    await shoot({ page, take, relay, origin: `http://127.0.0.1:${port}` });
  } finally {
    await context.close();
    await relay.close();
  }
}
