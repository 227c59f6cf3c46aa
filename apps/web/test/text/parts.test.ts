import { describe, expect, it } from 'vitest';
import { partsOf, type Part } from '../../src/lib/text/parts.js';

const linksOf = (text: string) => partsOf(text).filter((part) => part.type === 'link');
const shown = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('');

const RTL_OVERRIDE = '\u202e';
const ZERO_WIDTH_SPACE = '\u200b';

describe('a link in a text', () => {
  it('stands between the text before and after it', () => {
    expect(partsOf('see https://a.example/x?y=1#z now\nor http://b.example')).toEqual([
      { type: 'text', text: 'see ' },
      { type: 'link', text: 'https://a.example/x?y=1#z', href: 'https://a.example/x?y=1#z' },
      { type: 'text', text: ' now\nor ' },
      { type: 'link', text: 'http://b.example', href: 'http://b.example/' },
    ]);
  });

  it.each([
    ['javascript:alert(1)'],
    ['JavaScript://a.example/%0aalert(1)'],
    ['java\tscript:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['vbscript:msgbox(1)'],
    ['file:///etc/passwd'],
    ['ftp://a.example'],
    ['blob:null/x'],
    ['mailto:a@a.example'],
    ['//a.example'],
    ['www.a.example'],
    ['a.example'],
    ['[x](javascript:alert(1))'],
    ['<svg onload=alert(1)>'],
    ['http:'],
    ['http://'],
    ['https://.'],
    ['https:///a.example'],
    ['https:\\\\a.example'],
    ['https:/a.example'],
    ['http://?x'],
    ['http://#x'],
    ['http://:80'],
    ['http://a.example:99999'],
    ['http://[::1'],
    ['http://%zz'],
    ['http://user@a.example'],
    ['http://user:password@a.example/'],
    ['https://bank.example:443@a.example'],
    ['https://@a.example'],
    ['https://bank.example%40a.example'],
    ['http\u017f://a.example'],
    [`h${ZERO_WIDTH_SPACE}ttps://a.example`],
    [`https:/${RTL_OVERRIDE}/a.example`],
    [`https://${RTL_OVERRIDE}a.example`],
    [`https://${'a'.repeat(254)}`],
    [`https://${'ä.'.repeat(60)}example`],
    [`https://a.example/${'a'.repeat(2_048)}`],
  ])('is never %j', (text) => {
    expect(partsOf(text)).toEqual([{ type: 'text', text }]);
  });

  it.each([
    ['https://аpple.com/login', 'https://xn--pple-43d.com/login', 'Cyrillic а'],
    ['https://gооgle.com', 'https://xn--ggle-55da.com', 'Cyrillic о'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example', 'umlaut'],
    ['https://xn--mnchen-3ya.example', 'https://xn--mnchen-3ya.example', 'punycode as written'],
    ['https://ｂａｎｋ.example', 'https://bank.example', 'full width'],
    ['https://bank.example⁄x.a.example', 'https://bank.xn--examplex-k03d.a.example', 'fraction slash'],
    ['https://a.example。b.example', 'https://a.example', 'ideographic full stop'],
    ['HTTPS://BANK.Example/Path', 'https://bank.example/Path', 'capitals'],
    ['https://%62ank.example', 'https://bank.example', 'percent-encoded host'],
    ['https://a.example:443/x', 'https://a.example/x', 'default port'],
    ['https://a.example:444/x', 'https://a.example:444/x', 'other port'],
    ['http://0x7f.1/', 'http://127.0.0.1/', 'address in hexadecimal'],
    ['http://2130706433', 'http://127.0.0.1', 'address as a number'],
    ['http://[0:0::1]:8080/x', 'http://[::1]:8080/x', 'IPv6'],
    ['https://a.example/@user/тест?q=ä', 'https://a.example/@user/тест?q=ä', 'path as written'],
  ])('%s is shown as %s: %s', (text, written) => {
    expect(linksOf(text).map((link) => link.text)).toEqual([written]);
  });

  it.each([
    ['(https://a.example)', 'https://a.example'],
    ['(see https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['https://a.example/x_(y)_z', 'https://a.example/x_(y)_z'],
    ['((https://a.example/(x)))', 'https://a.example/(x)'],
    ['[https://a.example/[x]]', 'https://a.example/[x]'],
    ['[text](https://a.example/x)', 'https://a.example/x'],
    ['<https://a.example/x>', 'https://a.example/x'],
    ['"https://a.example/x"', 'https://a.example/x'],
    ["'https://a.example/x'", 'https://a.example/x'],
    ['`https://a.example/x`', 'https://a.example/x'],
    ['“https://a.example/x”', 'https://a.example/x'],
    ['«https://a.example/x»', 'https://a.example/x'],
    ['**https://a.example/x**', 'https://a.example/x'],
    ['~https://a.example/x~', 'https://a.example/x'],
    ['https://a.example/x_', 'https://a.example/x_'],
    ['「https://a.example/x」', 'https://a.example/x'],
    ['https://a.example/x。', 'https://a.example/x'],
    ['https://a.example/x.', 'https://a.example/x'],
    ['https://a.example/x...', 'https://a.example/x'],
    ['https://a.example/x…', 'https://a.example/x'],
    ['https://a.example/x?!', 'https://a.example/x'],
    ['Was it (https://a.example/x?)?', 'https://a.example/x'],
    ['https://a.example/x, and', 'https://a.example/x'],
    ['https://a.example/x\\y', 'https://a.example/x'],
    ['https://a.example\\@b.example', 'https://a.example'],
    ['https://a.example/x"onclick="alert(1)', 'https://a.example/x'],
    ['https://a.example/x<b>', 'https://a.example/x'],
    ['javascript:https://a.example/x', 'https://a.example/x'],
    [`https://a.example/${RTL_OVERRIDE}moc.knab//:sptth`, 'https://a.example/'],
    [`https://a.example${ZERO_WIDTH_SPACE}.b.example`, 'https://a.example'],
    ['https://a.example/\u2066x', 'https://a.example/'],
    ['https://a.example\u00a0x', 'https://a.example'],
    ['https://a.example\u2028x', 'https://a.example'],
    ['https://a.example\u0000x', 'https://a.example'],
  ])('in %j is %s', (text, link) => {
    const parts = partsOf(text);
    expect(parts.filter(({ type }) => type === 'link').map((part) => part.text)).toEqual([link]);
    expect(shown(parts)).toBe(text);
  });

  it('leads to http or https alone, and where its text says', () => {
    for (const { href, text } of linksOf('https://a.example http://аpple.com/ä https://b.example/x?y#z')) {
      expect(href).toMatch(/^https?:\/\//);
      expect(new URL(text).href).toBe(href);
    }
  });
});

describe('the parts of a text', () => {
  it('are none for no text', () => {
    expect(partsOf('')).toEqual([]);
  });

  /** Numbers from 0 to below 1, the same each time (mulberry32). */
  function numbersFrom(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  /** Each ends its host, so that what follows does not make another of it. */
  const AS_WRITTEN = ['https://a.example/', 'http://b.example/x_(y)', 'https://[::1]:8080/', 'http:///'];
  const REWRITTEN = [
    'HTTPS://A.example',
    'https://аpple.com/',
    'http://0x7f.1?',
    'https://a.example:443#',
    'http://',
  ];
  const BETWEEN = Array.from(
    `  \n\t.,:;!?…'"“”()[]<>*_@/\\%#&=aZ9äж。、🐶${RTL_OVERRIDE}${ZERO_WIDTH_SPACE}`,
  );

  function* randomTexts(seed: number, addresses: readonly string[]): Generator<string> {
    const random = numbersFrom(seed);
    const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
    for (let i = 0; i < 5_000; i += 1) {
      yield Array.from({ length: 1 + random() * 30 }, () => pick(random() < 0.2 ? addresses : BETWEEN)).join(
        '',
      );
    }
  }

  /** What a part was written as: itself, but for a link's scheme and host. */
  function patternOf(part: Part): string {
    const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    if (part.type === 'text') return literal(part.text);
    return `[Hh][Tt][Tt][Pp][Ss]?:\\/\\/[^/?#]+${literal(part.text.slice(new URL(part.text).origin.length))}`;
  }

  it('lose nothing, where hosts were written as they are looked up', () => {
    let links = 0;
    for (const text of randomTexts(1, AS_WRITTEN)) {
      const parts = partsOf(text);
      links += parts.filter(({ type }) => type === 'link').length;
      expect(shown(parts), JSON.stringify(text)).toBe(text);
    }
    expect(links).toBeGreaterThan(5_000);
  });

  it('lose nothing but scheme and host of a link, which are rewritten, whatever the text', () => {
    let rewritten = 0;
    for (const text of randomTexts(2, [...AS_WRITTEN, ...REWRITTEN])) {
      const parts = partsOf(text);
      if (shown(parts) !== text) rewritten += 1;
      expect(text).toMatch(new RegExp(`^${parts.map(patternOf).join('')}$`, 'u'));
    }
    expect(rewritten).toBeGreaterThan(1_000);
  });

  it.each([
    ['brackets', `https://a.example/${')'.repeat(15_000)}`],
    ['punctuation', `https://a.example/${'.'.repeat(15_000)}x`],
    ['one long host', `https://${'ä'.repeat(7_000)}`],
    ['schemes', 'http://'.repeat(2_000)],
    ['links', 'http://a '.repeat(1_700)],
  ])('take no long time for a text full of %s', (_name, text) => {
    const begin = performance.now();
    expect(shown(partsOf(text))).toBe(text);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});
