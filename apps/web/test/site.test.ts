import { describe, expect, it } from 'vitest';
import { siteOf, UNNAMED_SITE } from '../src/lib/site.js';

const imprint = { label: 'Imprint', href: 'https://chat.example/imprint' };

describe("the operator's words", () => {
  it('are taken as they are', () => {
    const site = {
      name: 'Chat',
      notice: 'Closed on Sundays',
      links: [imprint],
      embedOrigins: ['https://site.example'],
    };
    expect(siteOf(site)).toEqual(site);
  });

  it.each([undefined, null, 'text', 7, [], {}])('are the usual ones where the answer is %j', (answer) => {
    expect(siteOf(answer)).toEqual(UNNAMED_SITE);
  });

  it.each([
    ['name', { name: 7 }],
    ['notice', { notice: {} }],
    ['links', { links: 'https://chat.example' }],
  ])('leave out a %s of another form', (_field, answer) => {
    expect(siteOf(answer)).toEqual(UNNAMED_SITE);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//chat.example', ' https://chat.example', 7])(
    'never link to %j',
    (href) => {
      expect(siteOf({ links: [{ label: 'x', href }, imprint] }).links).toEqual([imprint]);
    },
  );
});
