import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind, TestBrowser } from './browser.js';
import { chromium } from './chromium.js';
import { firefox } from './firefox.js';
import { webkit } from './webkit.js';

const KINDS = [chromium, firefox, webkit];
const START_LIMIT_MS = 60_000;
const TEST_LIMIT_MS = 60_000;

/** The browser that the tests of a block run in; it is there as soon as they run. */
export type RunningBrowser = Pick<TestBrowser, 'name' | 'version' | 'open'>;

/**
 * Describes the tests once for each browser, launched before the first of them and closed after the last with its
 * pages; a test has 60 s unless it says otherwise. A browser that is missing is one failed test in CI, elsewhere one skipped test that says what to install.
 */
export function inEachBrowser(title: string, tests: (browser: RunningBrowser) => void): void {
  for (const kind of KINDS) {
    describe(`${title}, in ${kind.name}`, { timeout: TEST_LIMIT_MS }, () => {
      if (kind.missing === undefined) tests(running(kind));
      else itIsMissing(kind.missing);
    });
  }
}

function running(kind: BrowserKind): RunningBrowser {
  let browser: TestBrowser | undefined;
  beforeAll(async () => {
    browser = await kind.launch();
  }, START_LIMIT_MS);
  afterAll(() => browser?.close(), START_LIMIT_MS);
  const launched = (): TestBrowser => {
    if (browser === undefined) throw new Error('a browser is there once the tests run');
    return browser;
  };
  return {
    name: kind.name,
    get version() {
      return launched().version;
    },
    open: (url) => launched().open(url),
  };
}

function itIsMissing(reason: string): void {
  it('has a browser to run in', ({ skip }) => {
    if (process.env['CI'] !== undefined) expect.fail(reason);
    skip(reason);
  });
}
