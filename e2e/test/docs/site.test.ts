import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../web/support/eventually.js';
import { inChromium } from '../web/support/in-chromium.js';
import { aServer } from '../web/support/web-server.js';
import { BUILD_LIMIT_MS, buildSite, documentPages } from './site/built-site.js';
import { DocsPage } from './site/docs-page.js';

const GUIDE = { path: 'guides/embed.html', title: 'Put a chat into your site' };
const SYMBOL = { path: 'api/client-sdk/createRoom.html', title: 'createRoom' };
const INTERFACE = 'api/server-core/RelayOptions.html';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const PHONE_WIDTHS = [390, 320];
const LIGHT = 'rgb(251, 250, 248)';
const DARK = 'rgb(23, 22, 20)';
const PAGES_LIMIT_MS = 120_000;

inChromium('the documentation', (openPage) => {
  beforeAll(buildSite, BUILD_LIMIT_MS);
  const server = aServer({ DOCS: 'true' });

  const open = async (path?: string, options?: BrowserContextOptions) => {
    const docs = new DocsPage(await openPage(options), server.origin);
    await docs.open(path);
    return docs;
  };

  it('is found at /docs/, which /docs leads to, and nothing else is there', async () => {
    const get = (path: string) => fetch(server.origin + path, { redirect: 'manual' });
    const slashless = await get('/docs');
    expect([slashless.status, slashless.headers.get('location')]).toEqual([308, 'docs/']);
    expect((await get('/docs/')).status).toBe(200);
    for (const path of ['/docs/nothing.html', '/docs/api', '/docs/guides', '/documentation', '/docs.html'])
      expect([path, (await get(path)).status]).toEqual([path, path === '/docs/api' ? 308 : 404]);
    expect(await (await get('/')).text()).not.toContain('site-navigation');
    const [docs, client] = [await get('/docs/'), await get('/')];
    for (const name of ['content-security-policy', 'cross-origin-opener-policy', 'permissions-policy'])
      expect(docs.headers.get(name)).toBe(client.headers.get(name));
    expect(docs.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
  });

  it('finds a guide and a name of the API by its search', async () => {
    const docs = await open();
    await docs.search('chat into your site', GUIDE.title);
    await docs.results.first().getByRole('link').click();
    await docs.heading.getByText(GUIDE.title).waitFor();
    expect(docs.place).toBe(GUIDE.path);
    await docs.search('createRoom', SYMBOL.title);
    await docs.web.page.keyboard.press('Enter');
    await docs.heading.getByText(SYMBOL.title, { exact: true }).waitFor();
    expect(docs.place).toBe(SYMBOL.path);
  });

  it('finds a section within a page, by the keys alone', async () => {
    const docs = await open(GUIDE.path);
    await docs.search('rates and backlog', 'Rates and backlog');
    const { keyboard } = docs.web.page;
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter']) await keyboard.press(key);
    await docs.web.page.getByRole('heading', { name: 'Rates and backlog' }).waitFor();
    expect(docs.place).toBe('protocol.html#rates-and-backlog');
  });

  it('says that it found nothing, and closes', async () => {
    const docs = await open();
    const { page } = docs.web;
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('xyzzy');
    await page.getByRole('status').getByText('Nothing found.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('leads from page to page', async () => {
    const docs = await open();
    await docs.navigation.getByRole('link', { name: GUIDE.title }).click();
    await docs.heading.getByText(GUIDE.title).waitFor();
    expect(await docs.navigation.locator('[aria-current]').allInnerTexts()).toEqual([GUIDE.title]);
    const { page } = docs.web;
    await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Modes' }).click();
    expect(docs.place).toBe(`${GUIDE.path}#modes`);
    await eventually(() =>
      page.locator('#modes').evaluate((heading) => heading.getBoundingClientRect().top < innerHeight),
    ).toBe(true);
    await page.getByRole('link', { name: /^Next/ }).click();
    expect(docs.place).not.toContain(GUIDE.path);
    await page.getByRole('link', { name: 'Pug Network documentation' }).click();
    await docs.heading.getByText('Documentation').waitFor();
  });

  it('breaks no policy, complains of nothing, asks nobody else and stores nothing', async () => {
    const docs = await open();
    for (const path of [GUIDE.path, 'protocol.html', SYMBOL.path, INTERFACE, 'adr/index.html']) {
      await docs.open(path);
      await docs.search('purge', '6. Purge');
    }
    const { page, context, requests, complaints } = docs.web;
    expect(complaints).toEqual([]);
    expect(new Set(requests.map((address) => new URL(address).origin))).toEqual(new Set([server.origin]));
    const stored = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
    }));
    expect(stored).toEqual({ local: 0, session: 0, databases: [], caches: [] });
    expect(await context.cookies()).toEqual([]);
  });

  it('has the colours of the system, or those that are chosen for a page', async () => {
    const docs = await open('', { colorScheme: 'dark' });
    expect(await docs.ground()).toBe(DARK);
    await docs.web.page.getByLabel('Colours of this page').selectOption('Light');
    expect(await docs.ground()).toBe(LIGHT);
    await docs.open(GUIDE.path);
    expect(await docs.ground()).toBe(DARK);
    await docs.web.page.emulateMedia({ colorScheme: 'light' });
    expect(await docs.ground()).toBe(LIGHT);
  });

  it('copies code', async () => {
    const docs = await open(SYMBOL.path);
    const { page, context } = docs.web;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')[0]).toMatch(/^const room = await createRoom\(.*\);$/);
  });

  it('can be read without scripts', async () => {
    const docs = await open(SYMBOL.path, { javaScriptEnabled: false });
    await docs.navigation.getByRole('link', { name: GUIDE.title }).click();
    await docs.heading.getByText(GUIDE.title).waitFor();
    expect(await docs.web.page.getByRole('button', { name: 'Search' }).isVisible()).toBe(false);
  });

  describe('on a phone', () => {
    it('has a menu', async () => {
      const docs = await open(GUIDE.path, PHONE);
      const menu = docs.web.button('Menu');
      expect(await docs.navigation.isVisible()).toBe(false);
      await menu.click();
      expect(await menu.getAttribute('aria-expanded')).toBe('true');
      await docs.web.page.keyboard.press('Escape');
      await docs.navigation.waitFor({ state: 'hidden' });
      await menu.click();
      await docs.navigation.getByRole('link', { name: /protocol/ }).click();
      await docs.heading.getByText(/protocol/).waitFor();
      expect([docs.place, await docs.navigation.isVisible()]).toEqual(['protocol.html', false]);
    });

    it(
      'scrolls nowhere sideways, however narrow it is',
      async () => {
        const docs = await open('', PHONE);
        const { page } = docs.web;
        const paths = [
          ...documentPages(),
          SYMBOL.path,
          INTERFACE,
          'api/index.html',
          'api/protocol/index.html',
        ];
        expect(paths.length).toBeGreaterThan(25);
        const wide: [path: string, width: number][] = [];
        const look = async (path: string) => {
          for (const width of PHONE_WIDTHS) {
            await page.setViewportSize({ width, height: PHONE.viewport.height });
            if ((await docs.overflow()) > 0) wide.push([path, width]);
          }
        };
        for (const path of paths) {
          await docs.open(path);
          await look(path);
        }
        await docs.open(GUIDE.path);
        await docs.web.button('Search').click();
        await page.getByRole('searchbox').fill('maxConnectionsPerAddress');
        await docs.results.first().waitFor();
        await look('the search');
        expect(wide).toEqual([]);
      },
      PAGES_LIMIT_MS,
    );
  });

  describe.each([
    ['light', { width: 1280, height: 900 }, []],
    ['dark', PHONE.viewport, ['color-contrast']],
  ] as const)('in %s colours', (colorScheme, viewport, rules) => {
    it.each(['', GUIDE.path, SYMBOL.path, INTERFACE, 'api/embed/index.html'])(
      'has nothing that axe finds wrong: %s',
      async (path) => {
        expect(await violations(await open(path, { colorScheme, viewport }), rules)).toEqual([]);
      },
    );

    it('has nothing that axe finds wrong in its search', async () => {
      const docs = await open('', { colorScheme, viewport });
      await docs.search('purge', '6. Purge');
      expect(await violations(docs, rules)).toEqual([]);
    });
  });
});

/** What axe finds wrong, by all of its rules or these, as rule and place. */
async function violations({ web }: DocsPage, rules: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page: web.page }).setLegacyMode();
  const { violations: found } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join()} ${failureSummary ?? ''}`),
  );
}
