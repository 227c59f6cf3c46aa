import { expect, it } from 'vitest';
import { Cable } from './support/cable.js';
import { inChromium } from './support/in-chromium.js';
import { partsOf } from './support/nothing-left.js';
import type { WebPage } from './support/web-page.js';
import { aServer } from './support/web-server.js';

/** What the browser holds for an origin, seen from a page of it that is not the client and hides nothing. */
async function storedBy({ context, page }: WebPage, origin: string): Promise<unknown> {
  await page.goto(`${origin}/api/limits`);
  const session = await context.newCDPSession(page);
  const { usageBreakdown } = await session.send('Storage.getUsageAndQuota', { origin });
  const stored = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  const used = usageBreakdown.filter(({ usage }) => usage > 0).map(({ storageType }) => storageType);
  return { ...stored, cookies: await context.cookies(), used };
}

const NOTHING = { local: {}, session: {}, databases: [], caches: [], workers: 0, cookies: [], used: [] };

/** All that a person may do: from the start to the end of a room, with somebody who follows the link. */
async function flow(ada: WebPage, bea: WebPage, origin: string): Promise<string> {
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const link = await ada.createRoom(origin);
  await ada.button('Copy link').click();
  await ada.sees('Link copied');
  await ada.button('Show QR code').click();
  await ada.dialog.getByRole('img').waitFor();
  await ada.page.keyboard.press('Escape');
  await bea.join(link);
  await bea.page.getByRole('button', { name: 'Safety phrase' }).click();
  await bea.dialog.getByRole('listitem').nth(5).waitFor();
  await bea.page.keyboard.press('Escape');
  await ada.people();
  await ada.say('look at https://example.org/ and say nothing');
  await bea.sees('https://example.org/');
  await bea.say('I say nothing');
  await ada.sees('I say nothing');
  await ada.purge();
  await Promise.all([ada, bea].map((page) => page.sees(/^This room has ended\. It was purged/)));
  return link;
}

inChromium('a page, from the start to the end of a room', (open) => {
  const server = aServer();

  it('asks nobody but its own server, and tells it nothing of the link', async () => {
    const cable = await Cable.to(server.origin);
    const people = [await open(), await open()] as const;
    try {
      const link = await flow(...people, cable.origin);
      const [, key = '', secret = ''] = partsOf(link);
      const host = new URL(cable.origin).host;
      for (const { requests } of people) {
        expect(requests.length).toBeGreaterThan(5);
        expect(new Set(requests.map((address) => new URL(address).host))).toEqual(new Set([host]));
      }
      expect(cable.requests).toContain('GET / HTTP/1.1');
      const untold = [key, secret, '#', '%23', 'k=', 'referer', 'cookie', 'example.org'];
      const told = untold.filter((part) => cable.requests.toLowerCase().includes(part.toLowerCase()));
      expect(told).toEqual([]);
      for (const part of [key, secret, 'nothing']) expect(server.output).not.toContain(part);
    } finally {
      await cable.remove();
    }
  });

  it('breaks no policy and complains of nothing', async () => {
    const people = [await open(), await open()] as const;
    await flow(...people, server.origin);
    for (const { complaints } of people) expect(complaints).toEqual([]);
  });

  it('stores nothing', async () => {
    const people = [await open(), await open()] as const;
    await flow(...people, server.origin);
    for (const page of people) expect(await storedBy(page, server.origin)).toEqual(NOTHING);
  });

  it('stores nothing where one goes elsewhere in the middle of it, and keeps the link in no history', async () => {
    const [ada, bea] = [await open(), await open()];
    await bea.join(await ada.createRoom(server.origin));
    await bea.say('still here');
    await ada.sees('still here');
    expect(await storedBy(bea, server.origin)).toEqual(NOTHING);
    await ada.sees(/ left$/);
    await bea.page.goBack();
    await bea.button('Create room').waitFor();
    expect(bea.page.url()).toBe(`${server.origin}/`);
  });

  it('comes in again as somebody new where it is loaded anew', async () => {
    const [ada, bea] = [await open(), await open()];
    const link = await ada.createRoom(server.origin);
    await bea.join(link);
    const [, before] = await bea.people();
    await bea.page.reload();
    await bea.composer.waitFor();
    await ada.sees(`${before?.replace(' (you)', '') ?? ''} left`);
    expect((await bea.people())[1]).not.toBe(before);
    expect(bea.page.url()).toBe(link);
  });

  it('is served under a policy that allows nothing but its own files, and may be framed by nobody', async () => {
    const { headers } = await fetch(server.origin);
    const policy = headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types svelte-trusted-html pug-network',
      ]),
    );
    expect(policy.join()).not.toMatch(/'unsafe-|https?:|\*|data:|blob:/);
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('set-cookie')).toBeNull();
  });
});
