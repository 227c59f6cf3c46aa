import type { RequestListener } from 'node:http';
import { joinRoom } from '@pug-network/client-sdk';
import { beforeAll, expect, it } from 'vitest';
import { inChromium } from '../web/support/in-chromium.js';
import { chatIn } from './support/element.js';
import { aSiteAndRelay } from './support/site-and-relay.js';

interface Demo {
  readonly answerFor: (relay: string) => RequestListener;
}

inChromium('the demo of the chat in a site', (open) => {
  const both = aSiteAndRelay();
  const at = (page: string) => `${both.site.origin}/${page}.html`;
  beforeAll(async () => {
    const { answerFor } = (await import(import.meta.resolve('@pug-network/embed-demo'))) as Demo;
    both.site.answer = answerFor(both.relay);
  });

  it('leads from its first page to all others, under a strict policy', async () => {
    const visitor = await open();
    await visitor.goto(both.site.origin);
    const links = visitor.page.getByRole('main').getByRole('link');
    const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(paths).toEqual(['/inline.html', '/bubble.html', '/panel.html', '/handover.html']);
    expect(visitor.complaints).toEqual([]);
    const { headers } = await fetch(both.site.origin);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .* trusted-types 'none'$/);
  });

  it.each([
    ['inline', undefined],
    ['bubble', 'Open chat'],
    ['panel', 'Talk to us'],
  ])('shows a chat on the page %s, and what the page is told of it', async (name, button) => {
    const visitor = await open();
    await visitor.goto(at(name));
    if (button !== undefined) await visitor.button(button).click();
    await (await chatIn(visitor)).button('Create room').click();
    await visitor.page.getByRole('log').getByText('created').waitFor();
    expect(await visitor.page.getByRole('log').innerText()).not.toContain('#k=');
    expect(visitor.complaints).toEqual([]);
  });

  it('shows the link at the desk until the visitor has left', async () => {
    const visitor = await open();
    await visitor.goto(at('handover'));
    const chat = await chatIn(visitor);
    await chat.button('Create room').click();
    const link = await chat.shownLink();
    await visitor.sees(link);
    const way = visitor.page.getByRole('link', { name: 'come in' });
    expect(await way.getAttribute('href')).toBe(link);
    expect(await way.getAttribute('rel')).toBe('noopener noreferrer');
    const staff = await joinRoom(link);
    await staff.send('How can we help?');
    await chat.sees('How can we help?');
    await chat.button('Leave').click();
    await visitor.sees('Nobody is waiting.');
    expect(await visitor.page.content()).not.toContain('#k=');
    expect(visitor.complaints).toEqual([]);
    await staff.leave();
  });
});
