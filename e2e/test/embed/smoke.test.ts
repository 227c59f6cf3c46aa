import type {} from '@pug-network/embed';
import { createRoom } from '@pug-network/client-sdk';
import { expect, it } from 'vitest';
import { bounded } from '../support/bounded.js';
import { inEachBrowser } from '../support/browsers/index.js';
import { withScript } from './support/element.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

/** In the page: joins, and closes the chat again; what is unread from then on waits in `unread`. */
async function joinAndClose(link: string): Promise<void> {
  await customElements.whenDefined('pug-chat');
  const chat = document.querySelector('pug-chat')!;
  const told = (type: 'joined' | 'closed' | 'unread') =>
    new Promise((resolve) => {
      chat.addEventListener(type, ({ detail }) => resolve(detail), { once: true });
    });
  const joined = told('joined');
  chat.join(link);
  await joined;
  const closed = told('closed');
  chat.close();
  await closed;
  Object.assign(window, { unread: told('unread') });
}

const unread = (): Promise<unknown> => (window as unknown as { unread: Promise<unknown> }).unread;

inEachBrowser('a chat in a site', (browser) => {
  const both = aSiteAndRelay();

  it('joins the room of a link, and tells its page how much is unread while it is closed', async () => {
    both.put({ '/index.html': withScript(both.relay, '<pug-chat relay="HERE" mode="bubble"></pug-chat>') });
    const room = await createRoom(both.relay);
    const came = new Promise((resolve) => room.on('joined', resolve));
    const page = await browser.open(both.site.origin);
    await bounded(page.evaluate(joinAndClose, room.link), 'the way into the room');
    await bounded(came, 'the visitor');
    await room.send('hello');
    expect(await bounded(page.evaluate(unread), 'what is unread')).toEqual({ count: 1 });
    await room.purge();
  });
});
