import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest, encodeRequest } from '../src/codec-socket.js';
import { clientRequest } from './arbitraries.js';
import { filled, refusesWrong } from './ill-typed.js';
import { EXPIRED, JOIN, PURGE, WRONG } from './samples.js';

const REFUSED = { ok: false, code: 'bad_frame' };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('decodeRequest', () => {
  it('reads back what encodeRequest wrote, from text and bytes', () => {
    fc.assert(
      fc.property(clientRequest, (request) => {
        const text = encodeRequest(request);
        expect(decodeRequest(text)).toEqual({ ok: true, value: request });
        expect(decodeRequest(utf8(text))).toEqual({ ok: true, value: request });
      }),
    );
  });

  refusesWrong(decodeRequest, 'bad_frame', JOIN, {
    type: [
      ...WRONG.text,
      '',
      'room:Join',
      'room:join ',
      'join',
      'room:joined',
      'room:leave',
      ...PROTOTYPE_NAMES,
    ],
    roomId: 'text',
    roomSecret: 'text',
    tag: 'bytes16',
  });

  it.each(['', ' ', 'x', 'CRAXHiUsMzpBSE9WXWRrch', ' CRAXHiUsMzpBSE9WXWRrcg ', 'ä\0', '__proto__'])(
    'takes any string as room id and secret, unchanged, like %j',
    (text) => {
      const value = { ...JOIN, roomId: text, roomSecret: text };
      expect(decodeRequest(JSON.stringify(value))).toEqual({ ok: true, value });
    },
  );

  it('ignores unknown fields and does not hand them on', () => {
    expect(decodeRequest(JSON.stringify({ ...JOIN, extra: 1, members: [] }))).toEqual({
      ok: true,
      value: JOIN,
    });
    expect(decodeRequest(JSON.stringify({ ...PURGE, roomId: 5, tag: null }))).toEqual({
      ok: true,
      value: PURGE,
    });
    expect(decodeRequest('{"type":"room:purge","__proto__":{"x":1}}')).toEqual({ ok: true, value: PURGE });
  });

  it('reads nothing from a field called __proto__', () => {
    expect(decodeRequest(`{"__proto__":${JSON.stringify(PURGE)}}`)).toEqual(REFUSED);
  });

  it('takes the last of duplicates', () => {
    expect(decodeRequest('{"type":"room:join","type":"room:purge"}')).toEqual({ ok: true, value: PURGE });
    expect(decodeRequest('{"type":"room:purge","type":"room:join"}')).toEqual(REFUSED);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'room:purge'],
    ['null', 'null'],
    ['an array', `[${JSON.stringify(PURGE)}]`],
    ['an empty object', '{}'],
    ['two objects', `${JSON.stringify(PURGE)}${JSON.stringify(PURGE)}`],
    ['a name in capitals', '{"Type":"room:purge"}'],
    ['a byte order mark', `\ufeff${JSON.stringify(PURGE)}`],
    ['a byte order mark in bytes', utf8(`\ufeff${JSON.stringify(PURGE)}`)],
    [
      'bytes that are not UTF-8',
      Buffer.concat([utf8('{"type":"room:purge","x":"'), Buffer.from([0xff]), utf8('"}')]),
    ],
    ['an event of the relay', JSON.stringify(EXPIRED)],
    ['no data', undefined],
  ])('refuses %s', (_what, data) => {
    expect(decodeRequest(data)).toEqual(REFUSED);
  });

  it.each(['x', 'ä', '€', '\u{1f436}'])('takes at most 1,024 bytes of UTF-8, here of %s', (filler) => {
    const longest = filled(JOIN, 1_024, filler);
    const tooLong = filled(JOIN, 1_025, filler);
    expect([longest, utf8(longest)].map(decodeRequest)).toEqual(Array(2).fill({ ok: true, value: JOIN }));
    expect([tooLong, utf8(tooLong)].map(decodeRequest)).toEqual([REFUSED, REFUSED]);
  });
});
