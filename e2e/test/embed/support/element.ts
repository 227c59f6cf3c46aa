import type {} from '@pug-network/embed';
import type { Frame, Locator } from 'playwright-core';
import { ChatView } from '../../web/support/chat-view.js';
import { eventually } from '../../web/support/eventually.js';
import type { WebPage } from '../../web/support/web-page.js';
import { pageOf } from './guide.js';
import type { SiteAndRelay } from './site-and-relay.js';

const EVENTS = [
  ...['ready', 'opened', 'closed', 'created', 'joined', 'left', 'unread', 'ended', 'error', 'link'],
];

/** An event of the element, as the page heard it. */
interface Heard {
  readonly type: string;
  readonly detail: unknown;
}

/** What the page has heard of its elements. */
export interface Hearing {
  readonly events: () => Promise<readonly Heard[]>;
  readonly types: () => Promise<readonly string[]>;
}

/** Listens, in every page that is opened from now on, to all that elements tell. */
export async function hear({ page }: WebPage): Promise<Hearing> {
  await page.addInitScript((types) => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    const note = ({ type, target, detail }: Event & { readonly detail?: unknown }) => {
      if (target instanceof Element && target.localName === 'pug-chat') heard.push({ type, detail });
    };
    for (const type of types) document.addEventListener(type, note, true);
  }, EVENTS);
  const events = () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
  return { events, types: async () => (await events()).map(({ type }) => type) };
}

/** The page of a site: the script of a relay, and this. `HERE` stands for the relay. */
export const withScript = (relay: string, body: string): string =>
  pageOf(`<script type="module" src="${relay}/embed.js"></script>${body.replaceAll('HERE', relay)}`);

/** Opens a page of the site. */
export async function visit(
  visitor: WebPage,
  both: SiteAndRelay,
  body: string,
  policy?: string,
): Promise<void> {
  const headers = policy === undefined ? {} : { 'Content-Security-Policy': policy };
  both.put({ '/index.html': withScript(both.relay, body) }, headers);
  await visitor.goto(both.site.origin);
}

/** The page's first element. */
export const elementOf = ({ page }: WebPage): Locator => page.locator('pug-chat').first();

/** The frames of chats in a page, in order. */
export const framesOf = ({ page }: WebPage): Frame[] =>
  page.frames().filter((frame) => frame.url().endsWith('/embed'));

/** A chat in a page, once it runs. */
export async function chatIn(page: WebPage, place = 0): Promise<ChatView & { readonly frame: Frame }> {
  await eventually(() => framesOf(page).length).toBeGreaterThan(place);
  const frame = framesOf(page)[place]!;
  await frame.getByRole('heading').first().waitFor({ state: 'attached' });
  return Object.assign(new ChatView(frame), { frame });
}
