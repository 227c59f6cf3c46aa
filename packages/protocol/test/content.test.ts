import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeContent, encodeContent, isReservedKind, type Content } from '../src/content.js';
import { hex } from './bytes.js';

const KINDS = Array.from({ length: 256 }, (_, kind) => kind);
const bytes = fc.uint8Array({ maxLength: 200 });
// What has been through JSON once: it has no negative zero.
const json = fc.json().map((text): unknown => JSON.parse(text));

const GOLDEN: readonly (readonly [what: string, content: Content, kind: number, body: string])[] = [
  ['text', { kind: 'text', text: 'hi' }, 0, '68 69'],
  ['empty text', { kind: 'text', text: '' }, 0, ''],
  ['text beyond ASCII', { kind: 'text', text: 'ä€\u{1f436}' }, 0, 'c3a4 e282ac f09f90b6'],
  ['text that begins with a byte order mark', { kind: 'text', text: '\ufeffa' }, 0, 'efbbbf 61'],
  ['text with NUL', { kind: 'text', text: 'a\0b' }, 0, '61 00 62'],
  ['a JSON object', { kind: 'json', value: { a: [1] } }, 1, '7b 22 61 22 3a 5b 31 5d 7d'],
  ['JSON null', { kind: 'json', value: null }, 1, '6e 75 6c 6c'],
  ['a JSON string', { kind: 'json', value: 'ä' }, 1, '22 c3a4 22'],
  ['a JSON number', { kind: 'json', value: 0 }, 1, '30'],
  ['bytes', { kind: 'bytes', bytes: hex('00ff80') }, 2, '00 ff 80'],
  ['no bytes', { kind: 'bytes', bytes: hex('') }, 2, ''],
  ['the first kind of applications', { kind: 'application', type: 128, bytes: hex('01') }, 128, '01'],
  ['the last kind of applications', { kind: 'application', type: 255, bytes: hex('') }, 255, ''],
];

describe('content', () => {
  it.each(GOLDEN)('that is %s is written as its golden bytes', (_what, content, kind, body) => {
    expect(encodeContent(content)).toEqual({ kind, body: hex(body) });
  });

  it.each(GOLDEN)('that is %s is read from its golden bytes', (_what, content, kind, body) => {
    expect(decodeContent(kind, hex(body))).toEqual(content);
  });

  it('is read back as it was written', () => {
    const content: fc.Arbitrary<Content> = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary' }) }),
      fc.record({ kind: fc.constant('json' as const), value: json }),
      fc.record({ kind: fc.constant('bytes' as const), bytes }),
      fc.record({
        kind: fc.constant('application' as const),
        type: fc.integer({ min: 128, max: 255 }),
        bytes,
      }),
    );
    fc.assert(
      fc.property(content, (value) => {
        const { kind, body } = encodeContent(value);
        expect(decodeContent(kind, body)).toEqual(value);
      }),
    );
  });
});

describe('encodeContent', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;

  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a big number', 1n],
    ['an object that holds itself', loop],
  ])('throws a TypeError on %s, which JSON cannot hold', (_what, value) => {
    expect(() => encodeContent({ kind: 'json', value })).toThrow(TypeError);
  });

  it.each([-1, 0, 2, 127, 256, 128.5, Number.NaN])(
    'throws a RangeError on %d as a kind of applications',
    (type) => {
      expect(() => encodeContent({ kind: 'application', type, bytes: hex('') })).toThrow(RangeError);
    },
  );
});

describe('decodeContent', () => {
  it.each([
    ['a lone continuation byte', '80'],
    ['a sequence cut short', '68 e2 82'],
    ['an overlong slash', 'c0 af'],
    ['half a surrogate pair', 'ed a0 80'],
    ['a character beyond Unicode', 'f4 90 80 80'],
  ])('finds no text and no JSON in %s', (_what, body) => {
    expect(decodeContent(0, hex(body))).toBeUndefined();
    expect(decodeContent(1, Buffer.concat([hex('22'), hex(body), hex('22')]))).toBeUndefined();
  });

  it.each(['', ' ', '{', '{"a":1}}', 'undefined', 'NaN', "'a'", '[1,]', '\ufeff1'])(
    'finds no JSON in %j',
    (text) => {
      expect(decodeContent(1, Buffer.from(text))).toBeUndefined();
    },
  );

  it('gives a __proto__ inside JSON as a value and changes no prototype', () => {
    const content = decodeContent(1, Buffer.from('{"__proto__":{"polluted":true}}'));
    const value = content?.kind === 'json' ? (content.value as object) : {};
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('has nothing for a reserved kind, whatever the body', () => {
    const reserved = KINDS.filter((kind) => decodeContent(kind, hex('31')) === undefined);
    expect(reserved).toEqual(KINDS.slice(3, 128));
  });

  it('takes any bytes for kind 2 and for the kinds of applications', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: 128, max: 255 }), (body, type) => {
        expect(decodeContent(2, body)).toEqual({ kind: 'bytes', bytes: body });
        expect(decodeContent(type, body)).toEqual({ kind: 'application', type, bytes: body });
      }),
    );
  });
});

describe('isReservedKind', () => {
  it('is true for 3 to 127 alone', () => {
    expect(KINDS.filter(isReservedKind)).toEqual(KINDS.slice(3, 128));
  });
});
