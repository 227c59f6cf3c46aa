import { fileURLToPath } from 'node:url';
import { createRelay } from '@pug-network/server-core';
import { chromium } from 'playwright-core';

const PAGE = fileURLToPath(new URL('../../apps/web/build', import.meta.url));
const SITE = { '/site.json': '{}' };
const POLICIES = ['svelte-trusted-html', 'pug-network'];
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

export const WAIT_MS = 60_000;

/** Serves the web client while the work is done, which is handed its origin. */
export async function withRelay(options, work) {
  const relay = createRelay({ ...options, staticDir: PAGE, staticFiles: SITE, trustedTypes: POLICIES });
  const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
  try {
    return await work(`http://127.0.0.1:${port}/`);
  } finally {
    await relay.close();
  }
}

/** A page in a browser of its own, so that nothing is cached or compiled, with its CPU slowed down. */
export async function withPage(executablePath, { slowdown, args = [] }, work) {
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...args] });
  try {
    const page = await browser.newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    return await work(page, devtools);
  } finally {
    await browser.close();
  }
}

export const composer = (page) => page.getByRole('textbox', { name: 'Message', exact: true });

/** The number below which such a part of them lies. */
export const quantile = (numbers, part) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
