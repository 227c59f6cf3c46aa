import puppeteer, { type Browser, type HTTPResponse } from 'puppeteer-core';
import { bounded } from '../bounded.js';
import { LAUNCH_LIMIT_MS, type BrowserKind, type TestPage } from './browser.js';
import { isOfApi } from './complaints.js';
import { evaluateBy, EVALUATION_LIMIT_MS } from './evaluation.js';
import { guardGroup } from './process-group.js';

const PATH = process.env['FIREFOX_PATH'];
const ERROR_STATUS = 400;

/** Firefox, by WebDriver BiDi. */
export const firefox: BrowserKind = {
  name: 'firefox',
  missing: PATH === undefined ? 'no Firefox: install it, or name it in FIREFOX_PATH' : undefined,
  async launch() {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      ...(PATH ? { executablePath: PATH } : {}),
      timeout: LAUNCH_LIMIT_MS,
      protocolTimeout: EVALUATION_LIMIT_MS,
    });
    const { pid } = browser.process() ?? {};
    const unguard = pid === undefined ? () => undefined : guardGroup(pid);
    return {
      name: 'firefox',
      version: (await browser.version()).replace('firefox/', ''),
      open: (url) => bounded(open(browser, url), `Firefox with ${url}`),
      close: () => bounded(browser.close(), 'the end of Firefox').finally(unguard),
    };
  },
};

async function open(browser: Browser, url: string): Promise<TestPage> {
  const complaints: string[] = [];
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error instanceof Error ? error.message : String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('response', (response) => {
    if (isMissingFile(response)) complaints.push(`could not load ${response.url()}`);
  });
  await page.goto(url);
  return {
    evaluate: evaluateBy((expression) => page.evaluate(expression)),
    complaints: () => Promise.resolve([...complaints]),
    screenshot: () => page.screenshot(),
    close: () => bounded(context.close(), 'the end of a page'),
  };
}

function isMissingFile(response: HTTPResponse): boolean {
  return response.status() >= ERROR_STATUS && !isOfApi(response.url());
}
