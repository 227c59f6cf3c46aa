import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { programEnv } from '../../scripts/program-env.js';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
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

/**
 * Does the work for each look: on a phone and on a desktop, light and dark. It is handed the size, and `withPage`, which opens a
 * page of that look, hands it over with `take`, by which pictures become those of docs/images, and closes it.
 */
export async function inEachLook(work) {
  const { CHROME_PATH: executablePath } = await programEnv(console.error);
  if (executablePath === undefined) throw new Error('Chromium is needed: name it in CHROME_PATH');
  mkdirSync(IMAGES, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    for (const [size, options] of Object.entries(SIZES)) {
      for (const colorScheme of ['light', 'dark']) {
        const context = { ...options, colorScheme, locale: 'en', reducedMotion: 'reduce' };
        await work({ size, withPage: pageOpener(browser, context, `${size}-${colorScheme}`) });
      }
    }
  } finally {
    await browser.close();
  }
}

const pageOpener = (browser, options, suffix) => async (shoot) => {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const take = (screen) =>
      page.screenshot({ animations: 'disabled', path: `${IMAGES}${screen}-${suffix}.png` });
    await shoot({ page, take });
  } finally {
    await context.close();
  }
};
