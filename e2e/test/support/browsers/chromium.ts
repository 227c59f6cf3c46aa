import { chromium as playwright, type Browser, type ConsoleMessage } from 'playwright-core';
import { bounded } from '../bounded.js';
import { LAUNCH_LIMIT_MS, type BrowserKind, type TestPage } from './browser.js';
import { isOfApi } from './complaints.js';
import { evaluateBy } from './evaluation.js';

const PATH = process.env['CHROME_PATH'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chrome, Chromium or another of their kind. */
export const chromium: BrowserKind = {
  name: 'chromium',
  missing: PATH === undefined ? 'no Chrome or Chromium: install one, or name it in CHROME_PATH' : undefined,
  async launch() {
    const browser = await playwright.launch({
      ...(PATH ? { executablePath: PATH } : {}),
      args: ARGS,
      timeout: LAUNCH_LIMIT_MS,
    });
    return {
      name: 'chromium',
      version: browser.version(),
      open: (url) => bounded(open(browser, url), `Chromium with ${url}`),
      close: () => bounded(browser.close(), 'the end of Chromium'),
    };
  },
};

async function open(browser: Browser, url: string): Promise<TestPage> {
  const complaints: string[] = [];
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message)) complaints.push(message.text());
  });
  await page.addInitScript(tellOfRefusals);
  await page.goto(url);
  return {
    evaluate: evaluateBy((expression) => page.evaluate(expression)),
    complaints: () => Promise.resolve([...complaints]),
    screenshot: () => page.screenshot(),
    close: () => bounded(page.close(), 'the end of a page'),
  };
}

/** Chromium writes to the console of every answer with an error status. */
function isRefusal(message: ConsoleMessage): boolean {
  return message.text().startsWith('Failed to load resource') && isOfApi(message.location().url);
}

/** In the page: not everything that its policy refuses gets to the console. */
function tellOfRefusals(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    console.error(`Content-Security-Policy: ${effectiveDirective} refuses ${blockedURI}`);
  });
}
