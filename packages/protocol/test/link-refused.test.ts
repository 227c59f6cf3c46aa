import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoomLink } from '../src/link.js';
import vectors from '../vectors/link.json';

const ROOM = 'CRAXHiUsMzpBSE9WXWRrcg';
const KEY = 'AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09o';
const SECRET = 'AgkQFx4lLDM6QUhPVl1kaw';

const withFragment = (fragment: string): string => `https://chat.example/r/${ROOM}#${fragment}`;
const withOrigin = (origin: string): string => `${origin}/r/${ROOM}#k=${KEY}&s=${SECRET}`;

describe('parseRoomLink', () => {
  it.each(vectors.refused)('refuses the vector %j', (url) => {
    expect(parseRoomLink(url)).toMatchObject({ ok: false });
  });

  it.each([
    ['nothing', ''],
    ['no scheme', withOrigin('chat.example')],
    ['a scheme that is no relay', withOrigin('ftp://chat.example')],
    ['the socket scheme', withOrigin('wss://chat.example')],
    ['a script', withOrigin('javascript://chat.example')],
    ['no host', withOrigin('https://')],
    ['a user', withOrigin('https://eve@chat.example')],
    ['a user and a password', withOrigin('https://eve:pw@chat.example')],
    ['an empty user', withOrigin('https://@chat.example')],
    ['a port out of range', withOrigin('https://chat.example:65536')],
    ['a port that is none', withOrigin('https://chat.example:http')],
    ['a backslash', withOrigin('https://chat.example\\@eve.example')],
    ['a space in the host', withOrigin('https://chat .example')],
    ['a tab in the host, which URL parsers drop', withOrigin('https://chat\t.example')],
    ['a space in front', ` ${withOrigin('https://chat.example')}`],
    ['a line end after it', `${withOrigin('https://chat.example')}\n`],
    ['a path in front', withOrigin('https://chat.example/app')],
    ['another path', `https://chat.example/q/${ROOM}#k=${KEY}&s=${SECRET}`],
    ['a doubled slash', `https://chat.example//r/${ROOM}#k=${KEY}&s=${SECRET}`],
    ['a slash after the room id', `https://chat.example/r/${ROOM}/#k=${KEY}&s=${SECRET}`],
    ['a query', `https://chat.example/r/${ROOM}?x=1#k=${KEY}&s=${SECRET}`],
    ['an empty query', `https://chat.example/r/${ROOM}?#k=${KEY}&s=${SECRET}`],
    ['key and secret in the query', `https://chat.example/r/${ROOM}?k=${KEY}&s=${SECRET}`],
    ['no fragment', `https://chat.example/r/${ROOM}`],
    ['no slash before the room id', `https://chat.example/r${ROOM}#k=${KEY}&s=${SECRET}`],
    ['an R in capitals: a path has case', `https://chat.example/R/${ROOM}#k=${KEY}&s=${SECRET}`],
    ['NUL after the host, which URL parsers drop', withOrigin('https://chat.example\0')],
    ['a control character after the host', withOrigin('https://chat.example\u001f')],
  ])('finds malformed: %s', (_what, url) => {
    expect(parseRoomLink(url)).toEqual({ ok: false, code: 'link_malformed' });
  });

  it.each([
    ['empty', ''],
    ['a character short', ROOM.slice(1)],
    ['a character long', `${ROOM}A`],
    ['not canonical', `${ROOM.slice(0, -1)}h`],
    ['padded', `${ROOM}==`],
    ['percent-encoded', `%43${ROOM.slice(1)}`],
    ['of the other alphabet', `+${ROOM.slice(1)}`],
    ['with a dot', `.${ROOM.slice(1)}`],
    ['with a space after it', `${ROOM} `],
  ])('finds the room id at fault where it is %s', (_what, roomId) => {
    const url = `https://chat.example/r/${roomId}#k=${KEY}&s=${SECRET}`;
    expect(parseRoomLink(url)).toEqual({ ok: false, code: 'link_room_id' });
  });

  const WRONG = (value: string): readonly (readonly [what: string, value: string])[] => [
    ['empty', ''],
    ['a character short', value.slice(1)],
    ['a character long', `${value}A`],
    ['not canonical', `${value.slice(0, -1)}_`],
    ['padded', `${value}=`],
    ['percent-encoded', `%41${value.slice(1)}`],
    ['of the other alphabet', `/${value.slice(1)}`],
    ['followed by a space', `${value} `],
    ['followed by a second #', `${value}#`],
    ['followed by a second fragment', `${value}#x`],
  ];

  it.each([
    ...WRONG(KEY).map(([what, key]) => [what, `k=${key}&s=${SECRET}`] as const),
    ['missing', `s=${SECRET}`] as const,
    ['under a name in capitals', `K=${KEY}&s=${SECRET}`] as const,
    ['there twice', `k=${KEY}&s=${SECRET}&k=${KEY}`] as const,
    ['there twice, once empty', `k=&k=${KEY}&s=${SECRET}`] as const,
    ['as short as a secret', `k=${SECRET}&s=${SECRET}`] as const,
  ])('finds the key at fault where it is %s', (_what, fragment) => {
    expect(parseRoomLink(withFragment(fragment))).toEqual({ ok: false, code: 'link_key' });
  });

  it.each([
    ...WRONG(SECRET).map(([what, secret]) => [what, `k=${KEY}&s=${secret}`] as const),
    ['missing', `k=${KEY}`] as const,
    ['under a name in capitals', `k=${KEY}&S=${SECRET}`] as const,
    ['there twice', `s=${SECRET}&k=${KEY}&s=${SECRET}`] as const,
    ['there twice, once empty', `s=${SECRET}&k=${KEY}&s=`] as const,
    ['as long as a key', `k=${KEY}&s=${KEY}`] as const,
  ])('finds the secret at fault where it is %s', (_what, fragment) => {
    expect(parseRoomLink(withFragment(fragment))).toEqual({ ok: false, code: 'link_secret' });
  });

  it('says which part is at fault and nothing of its content', () => {
    const refusal = parseRoomLink(withFragment(`k=${KEY}&s=${SECRET}x`));
    expect(Object.keys(refusal).sort()).toEqual(['code', 'ok']);
  });

  it('takes any text at all without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true })), (text) => {
        expect(parseRoomLink(text).ok).toBe(false);
      }),
    );
  });
});
