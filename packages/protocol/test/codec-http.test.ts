import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as http from '../src/codec-http.js';
import * as arbitrary from './arbitraries.js';
import { filled } from './ill-typed.js';
import { CHALLENGE, CREATED_ROOM, ERROR_BODY, HEALTH, LIMITS, REDEMPTION, SESSION } from './samples.js';

const REFUSED = { ok: false, code: 'bad_request' };

interface Codec<T> {
  readonly encode: (value: T) => string;
  readonly decode: (data: unknown) => unknown;
}

function roundTrip<T>(messages: fc.Arbitrary<T>, { encode, decode }: Codec<T>): void {
  fc.assert(
    fc.property(messages, (message) => {
      const text = encode(message);
      expect(decode(text)).toEqual({ ok: true, value: message });
      expect(decode(new TextEncoder().encode(text))).toEqual({ ok: true, value: message });
    }),
  );
}

describe('every message of HTTP is read back as it was written:', () => {
  it('a challenge', () => {
    roundTrip(arbitrary.challenge, { encode: http.encodeChallenge, decode: http.decodeChallenge });
  });

  it('a session', () => {
    roundTrip(arbitrary.session, { encode: http.encodeSession, decode: http.decodeSession });
  });

  it('a created room', () => {
    roundTrip(arbitrary.createdRoom, { encode: http.encodeCreatedRoom, decode: http.decodeCreatedRoom });
  });

  it('limits', () => {
    roundTrip(arbitrary.limits, { encode: http.encodeLimits, decode: http.decodeLimits });
  });

  it('health', () => {
    const health = fc.record({ status: fc.constantFrom('ok', 'draining') });
    roundTrip(health, { encode: http.encodeHealth, decode: http.decodeHealth });
  });

  it('an error', () => {
    roundTrip(arbitrary.errorBody, { encode: http.encodeErrorBody, decode: http.decodeErrorBody });
  });

  it('a redemption', () => {
    roundTrip(arbitrary.redemption, { encode: http.encodeRedemption, decode: http.decodeRedemption });
  });
});

const DECODERS = [
  { name: 'decodeChallenge', decode: http.decodeChallenge, sound: CHALLENGE, limit: 16_384 },
  { name: 'decodeRedemption', decode: http.decodeRedemption, sound: REDEMPTION, limit: 1_024 },
  { name: 'decodeSession', decode: http.decodeSession, sound: SESSION, limit: 16_384 },
  { name: 'decodeCreatedRoom', decode: http.decodeCreatedRoom, sound: CREATED_ROOM, limit: 16_384 },
  { name: 'decodeLimits', decode: http.decodeLimits, sound: LIMITS, limit: 16_384 },
  { name: 'decodeHealth', decode: http.decodeHealth, sound: HEALTH, limit: 16_384 },
  { name: 'decodeErrorBody', decode: http.decodeErrorBody, sound: ERROR_BODY, limit: 16_384 },
];

describe.each(DECODERS)('$name', ({ decode, sound, limit }) => {
  const text = JSON.stringify(sound);

  it('ignores unknown fields and does not hand them on', () => {
    const more = { ...sound, extra: 1, nested: { a: [] }, toString: 'x', constructor: 2 };
    expect(decode(JSON.stringify(more))).toEqual({ ok: true, value: sound });
    expect(decode(`{"__proto__":{"x":1},${text.slice(1)}`)).toEqual({ ok: true, value: sound });
  });

  it('reads nothing from a field called __proto__', () => {
    expect(decode(`{"__proto__":${text}}`)).toEqual(REFUSED);
  });

  it('takes the last of duplicates', () => {
    const spoilt = text.replace(/:.*/, `:null,${text.slice(1)}`);
    expect(decode(spoilt)).toEqual({ ok: true, value: sound });
    expect(decode(text.replace(/}$/, `,"${Object.keys(sound)[0] ?? ''}":null}`))).toEqual(REFUSED);
  });

  it('tells names apart by case', () => {
    expect(decode(text.replace(/"(\w)/, (_, first: string) => `"${first.toUpperCase()}`))).toEqual(REFUSED);
  });

  it.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['an array around it', `[${text}]`],
    ['a string around it', JSON.stringify(text)],
    ['a byte order mark in front', `\ufeff${text}`],
    ['bytes that are not UTF-8', Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0x7d])])],
    ['the object itself', sound],
    ['no data', undefined],
  ])('refuses %s', (_what, data) => {
    expect(decode(data)).toEqual(REFUSED);
  });

  it(`takes up to ${limit} bytes, in text or bytes`, () => {
    const longest = filled(sound, limit, '€');
    const tooLong = filled(sound, limit + 1, '€');
    expect(decode(longest)).toEqual({ ok: true, value: sound });
    expect(decode(Buffer.from(longest))).toEqual({ ok: true, value: sound });
    expect(decode(tooLong)).toEqual(REFUSED);
    expect(decode(Buffer.from(tooLong))).toEqual(REFUSED);
  });
});
