import { parseRoomLink } from '@pug-network/client-sdk';
import { expect } from 'vitest';
import { eventually } from './eventually.js';
import type { WebPage } from './web-page.js';

/** The parts of a link that open a room: its id, key and secret, as they stand in it. */
export function partsOf(link: string): readonly string[] {
  if (!parseRoomLink(link).ok) throw new RangeError('not a room link');
  return /\/r\/(.*)#k=(.*)&s=(.*)$/.exec(link)!.slice(1);
}

/** Finds nothing of a room in a page that showed it: not in its DOM, its fields, its address, title or history. */
export async function expectNothingLeft({ context, page }: WebPage, link: string, texts: readonly string[]) {
  const { origin } = new URL(link);
  await eventually(() => page.url()).toBe(`${origin}/`);
  const session = await context.newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  const places = entries.map(({ url, title }) => `${url} ${title}`).join('\n');
  expect(places).not.toContain('#');
  const state = await page.evaluate(() => JSON.stringify([history.state, document.title, window.name]));
  const fields = await page
    .locator('input, textarea')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value).join('\n'));
  const shown = [await page.content(), places, state, fields].join('\n');
  for (const secret of [...partsOf(link), ...texts]) expect(shown).not.toContain(secret);
}
