import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeUtf8, encodeUtf8, isWhole, parseFields, parseJson } from '../src/json.js';
import { filled } from './ill-typed.js';
import { hex } from './bytes.js';

const LIMIT = 1_024;
const read = (data: unknown): unknown => parseFields(data, LIMIT);
const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('parseFields', () => {
  it('reads one object from text and from its UTF-8 bytes alike', () => {
    const text = '{"a":1,"ä":"\u{1f436}"}';
    expect(read(text)).toEqual({ a: 1, ä: '\u{1f436}' });
    expect(read(utf8(text))).toEqual({ a: 1, ä: '\u{1f436}' });
    expect(read(Buffer.from(text))).toEqual({ a: 1, ä: '\u{1f436}' });
  });

  it('reads bytes that are a part of a larger buffer', () => {
    const larger = utf8('xx{"a":1}xx');
    expect(read(larger.subarray(2, -2))).toEqual({ a: 1 });
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a":1',
    '{"a":1}}',
    '{"a":1}{"b":2}',
    "{'a':1}",
    '{a:1}',
    '{"a":1,}',
    '{"a":01}',
    'a',
  ])('refuses %j, which is no JSON', (text) => {
    expect(read(text)).toBeUndefined();
    expect(read(utf8(text))).toBeUndefined();
  });

  it.each(['null', 'true', '1', '"text"', '[]', '[{"a":1}]', '[1,2]'])(
    'refuses %s, which is no object',
    (text) => {
      expect(read(text)).toBeUndefined();
      expect(read(utf8(text))).toBeUndefined();
    },
  );

  it.each([
    ['in text', '\ufeff{"a":1}'],
    ['in bytes', hex('efbbbf 7b226122 3a317d')],
    ['inside, where JSON has no space', '{\ufeff"a":1}'],
  ])('refuses a byte order mark %s', (_where, data) => {
    expect(read(data)).toBeUndefined();
  });

  it.each([
    ['a lone continuation byte', '80'],
    ['a sequence cut short', 'e2 82'],
    ['an overlong slash', 'c0 af'],
    ['half a surrogate pair', 'ed a0 80'],
    ['a character beyond Unicode', 'f4 90 80 80'],
    ['a byte that UTF-8 never has', 'ff'],
  ])('refuses bytes with %s', (_what, bytes) => {
    expect(read(Buffer.concat([utf8('{"a":"'), hex(bytes), utf8('"}')]))).toBeUndefined();
  });

  it('reads good bytes right after bad ones', () => {
    expect(read(hex('e2 82'))).toBeUndefined();
    expect(read(utf8('{"a":1}'))).toEqual({ a: 1 });
  });

  it.each([
    undefined,
    null,
    1,
    true,
    { a: 1 },
    [123, 125],
    new String('{}'),
    utf8('{}').buffer,
    new DataView(utf8('{}').buffer),
  ])('refuses %o, which is neither text nor bytes', (data) => {
    expect(read(data)).toBeUndefined();
  });

  it('takes the last of a name given more than once', () => {
    expect(read('{"a":1,"b":2,"a":3}')).toEqual({ a: 3, b: 2 });
    expect(read('{"a":1,"\\u0061":null}')).toEqual({ a: null });
  });

  it('takes a name like __proto__ as a name and changes no prototype', () => {
    const fields = read('{"__proto__":{"polluted":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
    expect(fields['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('the size limit of parseFields', () => {
  // A character of each length that UTF-8 has; the last one is two units of a string.
  const FILLERS = ['x', 'ä', '€', '\u{1f436}'];

  it.each(FILLERS)('counts bytes of UTF-8, not characters, of text full of %s', (filler) => {
    expect(read(filled({ a: 1 }, LIMIT, filler))).toMatchObject({ a: 1 });
    expect(read(filled({ a: 1 }, LIMIT + 1, filler))).toBeUndefined();
  });

  it.each(FILLERS)('counts bytes that hold text full of %s', (filler) => {
    expect(read(utf8(filled({ a: 1 }, LIMIT, filler)))).toMatchObject({ a: 1 });
    expect(read(utf8(filled({ a: 1 }, LIMIT + 1, filler)))).toBeUndefined();
  });

  it('counts spaces around the object too', () => {
    expect(read(`{"a":1}${' '.repeat(LIMIT - 7)}`)).toEqual({ a: 1 });
    expect(read(`{"a":1}${' '.repeat(LIMIT - 6)}`)).toBeUndefined();
  });

  it('counts three bytes for half a surrogate pair', () => {
    const most = Math.floor((LIMIT - 8) / 3);
    expect(read(`{"a":"${'\ud800'.repeat(most)}"}`)).toBeDefined();
    expect(read(`{"a":"${'\ud800'.repeat(most + 1)}"}`)).toBeUndefined();
  });

  it('is looked at before anything is parsed or decoded', () => {
    const parse = vi.spyOn(JSON, 'parse');
    const decode = vi.spyOn(TextDecoder.prototype, 'decode');
    const long = filled({ a: 1 }, LIMIT + 1);
    const wide = filled({ a: 1 }, LIMIT + 1, '€');
    const results = [long, wide, utf8(long), utf8(wide)].map(read);
    const calls = parse.mock.calls.length + decode.mock.calls.length;
    expect(results).toEqual([undefined, undefined, undefined, undefined]);
    expect(calls).toBe(0);
  });
});

describe('decodeUtf8', () => {
  it('keeps a byte order mark as the character it is', () => {
    expect(decodeUtf8(hex('efbbbf 68 69'))).toBe('\ufeffhi');
  });

  it('is the inverse of encodeUtf8', () => {
    const text = 'a\0ä€\u{1f436}\uffff';
    expect(encodeUtf8(text)).toEqual(utf8(text));
    expect(decodeUtf8(encodeUtf8(text))).toBe(text);
  });

  it('forgets a sequence cut short before the next call', () => {
    expect(decodeUtf8(hex('e2 82'))).toBeUndefined();
    expect(decodeUtf8(hex('ac'))).toBeUndefined();
    expect(decodeUtf8(hex('e2 82 ac'))).toBe('€');
  });
});

describe('parseJson', () => {
  it('tells null from no JSON', () => {
    expect(parseJson('null')).toEqual({ value: null });
    expect(parseJson('nul')).toBeUndefined();
  });
});

describe('isWhole', () => {
  it.each([1, 5, 10])('is true for %d from 1 to 10', (value) => {
    expect(isWhole(value, 1, 10)).toBe(true);
  });

  it.each([0, 11, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', 5n, null, undefined])(
    'is false for %s from 1 to 10',
    (value) => {
      expect(isWhole(value, 1, 10)).toBe(false);
    },
  );
});
