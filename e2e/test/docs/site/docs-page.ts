import type { Locator } from 'playwright-core';
import type { WebPage } from '../../web/support/web-page.js';

/** What a reader of the documentation sees and does. */
export class DocsPage {
  readonly web: WebPage;
  readonly #root: string;

  constructor(web: WebPage, origin: string) {
    this.web = web;
    this.#root = `${origin}/docs/`;
  }

  /** Opens a page by its address from the root of the documentation. */
  async open(path = ''): Promise<void> {
    await this.web.page.goto(this.#root + path);
  }

  /** Where one is, from the root of the documentation. */
  get place(): string {
    const url = this.web.page.url();
    if (!url.startsWith(this.#root)) throw new Error(`outside the documentation: ${url}`);
    return url.slice(this.#root.length);
  }

  get heading(): Locator {
    return this.web.page.getByRole('heading', { level: 1 });
  }

  get navigation(): Locator {
    return this.web.page.getByRole('navigation', { name: 'Documentation', exact: true });
  }

  get results(): Locator {
    return this.web.page.getByRole('dialog', { name: 'Search' }).getByRole('listitem');
  }

  /** Searches, and waits until the best result has these words as its title. */
  async search(words: string, best: string): Promise<void> {
    const { page } = this.web;
    // The script is there once the page is loaded, which a click that led to it does not wait for.
    await page.waitForLoadState('load');
    await page.keyboard.press('/');
    await page.getByRole('searchbox', { name: 'Search the documentation' }).fill(words);
    await this.results.first().locator('.title').getByText(best, { exact: true }).waitFor();
  }

  /** By how much the page is wider than the window. */
  overflow(): Promise<number> {
    return this.web.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }

  /** The colour behind the page. */
  ground(): Promise<string> {
    return this.web.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  }
}
