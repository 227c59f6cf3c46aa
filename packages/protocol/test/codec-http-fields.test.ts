import { describe, expect, it } from 'vitest';
import * as http from '../src/codec-http.js';
import { refusesWrong } from './ill-typed.js';
import {
  CHALLENGE,
  CREATED_ROOM,
  ERROR_BODY,
  HEALTH,
  LIMITS,
  REDEMPTION,
  SESSION,
  WRONG,
  type Sort,
} from './samples.js';

describe('decodeChallenge', () => {
  refusesWrong(http.decodeChallenge, 'bad_request', CHALLENGE, {
    token: 'token',
    algorithm: [...WRONG.text, 'sha-256', 'SHA-512', ''],
    difficulty: 'difficulty',
    expiresAt: 'amount',
  });

  it('takes a difficulty that a client will refuse: that is for the client to say', () => {
    const hard = { ...CHALLENGE, difficulty: 256 };
    expect(http.decodeChallenge(JSON.stringify(hard))).toEqual({ ok: true, value: hard });
  });
});

describe('decodeRedemption', () => {
  refusesWrong(http.decodeRedemption, 'bad_request', REDEMPTION, { token: 'text', nonce: 'text' });

  it.each(['', ' ', 'x', 'DEADBEEF', '\u{1f436}', '__proto__'])('takes any string, like %j', (text) => {
    const value = { token: text, nonce: text };
    expect(http.decodeRedemption(JSON.stringify(value))).toEqual({ ok: true, value });
  });
});

describe('decodeSession', () => {
  refusesWrong(http.decodeSession, 'bad_request', SESSION, {
    sessionToken: [...WRONG.text, ''],
    expiresAt: 'amount',
  });
});

describe('decodeCreatedRoom', () => {
  refusesWrong(http.decodeCreatedRoom, 'bad_request', CREATED_ROOM, {
    roomId: 'bytes16',
    roomSecret: 'bytes16',
    expiresAt: 'amount',
    ttl: 'amount',
    capacity: 'capacity',
  });
});

describe('decodeHealth', () => {
  refusesWrong(http.decodeHealth, 'bad_request', HEALTH, { status: [...WRONG.text, 'OK', 'up', ''] });
});

describe('decodeErrorBody', () => {
  refusesWrong(http.decodeErrorBody, 'bad_request', ERROR_BODY, {
    error: [
      ...WRONG.record,
      {},
      { code: 'x' },
      { message: 'x' },
      { code: 1, message: 'x' },
      { code: 'x', message: 1 },
    ],
  });

  it('takes a code of a later revision and hands on nothing beside it', () => {
    const text = '{"error":{"code":"new_code","message":"New.","retryAfter":3},"path":"/"}';
    expect(http.decodeErrorBody(text)).toEqual({
      ok: true,
      value: { error: { code: 'new_code', message: 'New.' } },
    });
  });
});

describe('decodeLimits', () => {
  refusesWrong(http.decodeLimits, 'bad_request', LIMITS, {
    protocol: [...WRONG.text, 'pug.v2', ''],
    difficulty: 'difficulty',
    ttl: 'record',
    capacity: 'record',
    maxFrameBytes: 'amount',
    rate: 'record',
  });

  const INNER: readonly (readonly [outer: 'ttl' | 'capacity' | 'rate', inner: string, sort: Sort])[] = [
    ...(['min', 'max', 'default'] as const).flatMap((inner) => [
      ['ttl', inner, 'amount'] as const,
      ['capacity', inner, 'amount'] as const,
    ]),
    ...(['frames', 'frameBurst', 'bytes', 'byteBurst'] as const).map(
      (inner) => ['rate', inner, 'rate'] as const,
    ),
  ];

  it.each(INNER)('refuses an ill-typed %s.%s', (outer, inner, sort) => {
    for (const wrong of WRONG[sort]) {
      const text = JSON.stringify({ ...LIMITS, [outer]: { ...LIMITS[outer], [inner]: wrong } });
      expect(http.decodeLimits(text), text).toEqual({ ok: false, code: 'bad_request' });
    }
  });

  it.each(['ttl', 'capacity', 'rate'] as const)('does not hand on an unknown field inside %s', (outer) => {
    const text = JSON.stringify({ ...LIMITS, [outer]: { ...LIMITS[outer], extra: 1 } });
    expect(http.decodeLimits(text)).toEqual({ ok: true, value: LIMITS });
  });
});

describe('isToken', () => {
  it.each(['a', '-', '_', '0', 'Az09-_', 'a'.repeat(128)])('is true for %s', (token) => {
    expect(http.isToken(token)).toBe(true);
  });

  it('is false for everything of another form', () => {
    expect(WRONG.token.filter(http.isToken)).toEqual([]);
  });
});

describe('isNonce', () => {
  it.each(['0', 'f', '0123456789abcdef', 'a'.repeat(32)])('is true for %s', (nonce) => {
    expect(http.isNonce(nonce)).toBe(true);
  });

  it.each([undefined, null, 0, '', 'a'.repeat(33), 'A', 'g', '0x1', ' 1', '1\n', '-1', '\uff11'])(
    'is false for %j',
    (nonce) => {
      expect(http.isNonce(nonce)).toBe(false);
    },
  );
});
