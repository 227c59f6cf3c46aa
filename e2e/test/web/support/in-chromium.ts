import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bounded } from '../../support/bounded.js';
import { LAUNCH_LIMIT_MS } from '../../support/browsers/browser.js';
import { chromium as kind } from '../../support/browsers/chromium.js';
import { WebPage } from './web-page.js';

const TEST_LIMIT_MS = 30_000;
const ARGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
/** A host that is this machine, but not known to be safe as `localhost` is. */
export const PLAIN_HOST = 'lan.test';

/** Opens an empty page of somebody's own: its context shares nothing with the others, and is closed after the test. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<WebPage>;

/**
 * Describes tests in one Chromium, launched before the first and closed after the last of them. Without Chromium it is
 * one failed test in CI, elsewhere one skipped test that says what to install.
 */
export function inChromium(title: string, tests: (open: OpenPage) => void): void {
  describe(title, { timeout: TEST_LIMIT_MS }, () => {
    const { missing } = kind;
    if (missing === undefined) tests(openerIn(browserOfBlock()));
    else
      it('has a browser to run in', ({ skip }) => {
        if (process.env['CI'] !== undefined) expect.fail(missing);
        skip(missing);
      });
  });
}

function browserOfBlock(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const { CHROME_PATH: executablePath = '' } = process.env;
    const args = [...ARGS, `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`];
    browser = await chromium.launch({ executablePath, args, timeout: LAUNCH_LIMIT_MS });
  }, LAUNCH_LIMIT_MS);
  afterAll(async () => {
    if (browser !== undefined) await bounded(browser.close(), 'the end of Chromium');
  }, LAUNCH_LIMIT_MS);
  return () => {
    if (browser === undefined) throw new Error('a browser is there once the tests run');
    return browser;
  };
}

function openerIn(browser: () => Browser): OpenPage {
  const opened: WebPage[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((page) => bounded(page.close(), 'the end of a page')));
  });
  return async (options = {}) => {
    const page = await WebPage.in(await browser().newContext({ locale: 'en', ...options }));
    opened.push(page);
    return page;
  };
}
