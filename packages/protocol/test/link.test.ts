import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoomLink, isRoomId, isRoomSecret, parseRoomLink, type RoomLink } from '../src/link.js';
import vectors from '../vectors/link.json';
import { base64urlOf, bytesOf } from './arbitraries.js';
import { fromBase64url } from './bytes.js';

const ROOM = 'CRAXHiUsMzpBSE9WXWRrcg';
const KEY = 'AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09o';
const SECRET = 'AgkQFx4lLDM6QUhPVl1kaw';
const LINK: RoomLink = {
  origin: 'https://chat.example',
  roomId: ROOM,
  key: fromBase64url(KEY),
  roomSecret: SECRET,
};

const withFragment = (fragment: string): string => `https://chat.example/r/${ROOM}#${fragment}`;
const withOrigin = (origin: string): string => `${origin}/r/${ROOM}#k=${KEY}&s=${SECRET}`;

describe('parseRoomLink', () => {
  it.each(vectors.valid)('reads the vector $url', ({ url, roomId, key, roomSecret }) => {
    const value = { origin: new URL(url).origin, roomId, key: fromBase64url(key), roomSecret };
    expect(parseRoomLink(url)).toEqual({ ok: true, value });
    expect(formatRoomLink(value)).toBe(url);
  });

  it.each([
    ['the key first', `k=${KEY}&s=${SECRET}`],
    ['the secret first', `s=${SECRET}&k=${KEY}`],
    ['another name in front', `x=1&k=${KEY}&s=${SECRET}`],
    ['another name between', `k=${KEY}&name=pug&s=${SECRET}`],
    ['another name at the end', `k=${KEY}&s=${SECRET}&v=2`],
    ['a name that only begins like one', `k=${KEY}&kk=1&s=${SECRET}&secret=2`],
    ['names in capitals', `K=1&k=${KEY}&S=2&s=${SECRET}`],
    ['the same other name twice', `x=1&x=2&k=${KEY}&s=${SECRET}`],
    ['a name without a value', `k=${KEY}&s=${SECRET}&k&s`],
    ['nothing between two ampersands', `&k=${KEY}&&s=${SECRET}&`],
    ['names like those every object has', `__proto__=1&constructor=2&k=${KEY}&s=${SECRET}`],
    ['a percent-encoded name', `%6b=1&k=${KEY}&s=${SECRET}`],
  ])('reads a fragment with %s', (_what, fragment) => {
    expect(parseRoomLink(withFragment(fragment))).toEqual({ ok: true, value: LINK });
  });

  it.each([
    ['http with a port', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['a name and a port', 'https://chat.example:8443', 'https://chat.example:8443'],
    ['an IPv6 address', 'http://[::1]:3000', 'http://[::1]:3000'],
    ['a scheme in capitals', 'HTTPS://chat.example', 'https://chat.example'],
    ['a host in capitals', 'https://CHAT.Example', 'https://chat.example'],
    ['the default port of https', 'https://chat.example:443', 'https://chat.example'],
    ['the default port of http', 'http://chat.example:80', 'http://chat.example'],
    ['the port of the other scheme', 'http://chat.example:443', 'http://chat.example:443'],
  ])('reads the origin with %s', (_what, written, origin) => {
    expect(parseRoomLink(withOrigin(written))).toEqual({ ok: true, value: { ...LINK, origin } });
  });
});

describe('formatRoomLink', () => {
  const origin = fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.oneof(fc.domain(), fc.ipV4(), fc.constant('[::1]')),
      fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
    )
    .map(
      ([scheme, host, port]) => new URL(`${scheme}://${host}${port === undefined ? '' : `:${port}`}`).origin,
    );

  it('writes links that parseRoomLink reads back', () => {
    const link = fc.record({
      origin,
      roomId: base64urlOf(16),
      key: bytesOf(32),
      roomSecret: base64urlOf(16),
    });
    fc.assert(
      fc.property(link, (parts) => {
        expect(parseRoomLink(formatRoomLink(parts))).toEqual({ ok: true, value: parts });
      }),
    );
  });

  it.each<[string, Partial<RoomLink>]>([
    ['an origin with a slash', { origin: 'https://chat.example/' }],
    ['an origin with a path', { origin: 'https://chat.example/app' }],
    ['an origin with a user', { origin: 'https://eve@chat.example' }],
    ['an origin in capitals', { origin: 'https://CHAT.example' }],
    ['an origin with its default port', { origin: 'https://chat.example:443' }],
    ['the origin of no page', { origin: 'null' }],
    ['an origin of another scheme', { origin: 'ftp://chat.example' }],
    ['no origin', { origin: '' }],
    ['a room id that is not canonical', { roomId: `${ROOM.slice(0, -1)}h` }],
    ['a room id that is short', { roomId: ROOM.slice(1) }],
    ['a secret that is not canonical', { roomSecret: `${SECRET.slice(0, -1)}x` }],
    ['a secret that goes on', { roomSecret: `${SECRET}&x=1` }],
    ['a key that is short', { key: new Uint8Array(31) }],
    ['a key that is long', { key: new Uint8Array(33) }],
  ])('throws on %s', (_what, wrong) => {
    expect(() => formatRoomLink({ ...LINK, ...wrong })).toThrow(RangeError);
  });

  it('says nothing of the parts when it throws', () => {
    const attempt = () => formatRoomLink({ ...LINK, roomSecret: `${SECRET}x` });
    expect(attempt).not.toThrow(SECRET);
    expect(attempt).toThrow(RangeError);
  });
});

describe('isRoomId and isRoomSecret', () => {
  it('are true for 16 bytes in canonical base64url alone', () => {
    for (const is of [isRoomId, isRoomSecret]) {
      expect(is(ROOM)).toBe(true);
      expect([KEY, '', `${ROOM}A`, `${ROOM.slice(0, -1)}h`, ` ${ROOM}`].some(is)).toBe(false);
    }
  });
});
