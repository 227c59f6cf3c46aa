import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent, encodeEvent, isUsername } from '../src/codec-socket.js';
import { relayEvent } from './arbitraries.js';
import { filled, refusesWrong } from './ill-typed.js';
import { ERROR_EVENT, EXPIRED, JOINED, PRESENCE_JOIN, PRESENCE_LEAVE, WRONG } from './samples.js';

const REFUSED = { ok: false, code: 'bad_frame' };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('decodeEvent', () => {
  it('reads back what encodeEvent wrote, from text and bytes', () => {
    fc.assert(
      fc.property(relayEvent, (event) => {
        const text = encodeEvent(event);
        expect(decodeEvent(text)).toEqual({ ok: true, value: event });
        expect(decodeEvent(utf8(text))).toEqual({ ok: true, value: event });
      }),
    );
  });

  it.each([JOINED, PRESENCE_JOIN, PRESENCE_LEAVE, EXPIRED, ERROR_EVENT])(
    'ignores unknown fields of $type and does not hand them on',
    (event) => {
      const more = { ...event, extra: 1, constructor: 2, nested: {} };
      expect(decodeEvent(JSON.stringify(more))).toEqual({ ok: true, value: event });
    },
  );

  it('does not hand on what else is told of a member', () => {
    const members = [{ memberId: 1, username: 'amber-otter', colour: 'red' }];
    expect(decodeEvent(JSON.stringify({ ...JOINED, members }))).toEqual({ ok: true, value: JOINED });
  });

  it.each(['unknown', 'room:renamed', 'room:join', 'Error', '', ...PROTOTYPE_NAMES])(
    'knows the type %j as unknown, with nothing else of it',
    (type) => {
      const text = JSON.stringify({ type, memberId: 'x', code: 1 });
      expect(decodeEvent(text)).toEqual({ ok: true, value: { type: 'unknown' } });
    },
  );

  it.each([undefined, null, 1, true, [], {}])('refuses %j as a type', (type) => {
    expect(decodeEvent(JSON.stringify({ ...EXPIRED, type }))).toEqual(REFUSED);
  });

  it('reads nothing from a field called __proto__', () => {
    expect(decodeEvent(`{"__proto__":${JSON.stringify(EXPIRED)}}`)).toEqual(REFUSED);
  });

  it('takes the last of duplicates', () => {
    const text = '{"type":"room:expired","reason":"ttl","reason":"purge"}';
    expect(decodeEvent(text)).toEqual({ ok: true, value: { type: 'room:expired', reason: 'purge' } });
  });

  it('takes the fullest room there can be, far above what a client may send', () => {
    const members = Array.from({ length: 199 }, (_, n) => ({
      memberId: 2 ** 32 - 200 + n,
      username: `${'a'.repeat(14)}-${'b'.repeat(13)}-${n + 100}`,
    }));
    const full = { ...JOINED, memberId: 2 ** 32 - 1, members, capacity: 200 };
    expect(members.every(({ username }) => username.length === 32)).toBe(true);
    expect(decodeEvent(JSON.stringify(full))).toEqual({ ok: true, value: full });
  });

  it('takes at most 65,536 bytes', () => {
    expect(decodeEvent(filled(EXPIRED, 65_536, '€'))).toEqual({ ok: true, value: EXPIRED });
    expect(decodeEvent(filled(EXPIRED, 65_537, '€'))).toEqual(REFUSED);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '"error"',
    `[${JSON.stringify(EXPIRED)}]`,
    `\ufeff${JSON.stringify(EXPIRED)}`,
  ])('refuses %s', (text) => {
    expect(decodeEvent(text)).toEqual(REFUSED);
    expect(decodeEvent(utf8(text))).toEqual(REFUSED);
  });
});

describe('decodeEvent of room:joined', () => {
  refusesWrong(decodeEvent, 'bad_frame', JOINED, {
    memberId: 'memberId',
    username: 'username',
    creator: 'flag',
    members: 'list',
    view: 'bytes32',
    capacity: 'amount',
    expiresAt: 'amount',
    ttlRemaining: 'amount',
  });

  it.each([
    ...WRONG.memberId.map((memberId) => ({ memberId, username: 'amber-otter' })),
    ...WRONG.username.map((username) => ({ memberId: 1, username })),
    ...[null, 1, 'amber-otter', []],
  ])('refuses %j among the members', (wrong) => {
    const members = [{ memberId: 1, username: 'amber-otter' }, wrong];
    expect(decodeEvent(JSON.stringify({ ...JOINED, members }))).toEqual(REFUSED);
  });
});

describe('decodeEvent of presence:join', () => {
  refusesWrong(decodeEvent, 'bad_frame', PRESENCE_JOIN, {
    memberId: 'memberId',
    username: 'username',
    tag: 'bytes16',
  });
});

describe('decodeEvent of presence:leave', () => {
  refusesWrong(decodeEvent, 'bad_frame', PRESENCE_LEAVE, { memberId: 'memberId' });
});

describe('decodeEvent of room:expired', () => {
  refusesWrong(decodeEvent, 'bad_frame', EXPIRED, {
    reason: [...WRONG.text, '', 'TTL', 'empty', 'toString'],
  });
});

describe('decodeEvent of error', () => {
  refusesWrong(decodeEvent, 'bad_frame', ERROR_EVENT, { code: 'text', message: 'text' });
});

describe('isUsername', () => {
  it.each(['a-b', 'amber-otter', 'amber-otter-2', 'amber-otter-007', `amber-${'o'.repeat(26)}`])(
    'is true for %s',
    (name) => {
      expect(isUsername(name)).toBe(true);
    },
  );

  it('is false for everything of another form', () => {
    expect(WRONG.username.filter(isUsername)).toEqual([]);
  });
});
