import fc from 'fast-check';
import type {
  Challenge,
  ClientRequest,
  CreatedRoom,
  ErrorBody,
  Limits,
  Member,
  Redemption,
  RelayEvent,
  Session,
} from '../src/messages.js';

// Well-formed messages, built from the contract's words and not from the code under test.

export const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
export const memberId = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const amount = fc.maxSafeNat();
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

/** So many random bytes. */
export const bytesOf = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** So many random bytes as base64url. */
export const base64urlOf = (length: number): fc.Arbitrary<string> =>
  bytesOf(length).map((bytes) => Buffer.from(bytes).toString('base64url'));

const word = fc.stringMatching(/^[a-z]{1,12}$/);
export const username = fc
  .tuple(word, word, fc.option(fc.nat({ max: 999_999 }), { nil: undefined }))
  .map(([first, second, number]) => [first, second, ...(number === undefined ? [] : [number])].join('-'));

const member: fc.Arbitrary<Member> = fc.record({ memberId, username });
const difficulty = fc.integer({ min: 0, max: 256 });
const range = fc.record({ min: amount, max: amount, default: amount });
const rateLimit = fc.integer({ min: 1, max: 2 ** 40 });
const rate = fc.record({ frames: rateLimit, frameBurst: rateLimit, bytes: rateLimit, byteBurst: rateLimit });

export const challenge: fc.Arbitrary<Challenge> = fc.record({
  token: fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/),
  algorithm: fc.constant('SHA-256' as const),
  difficulty,
  expiresAt: amount,
});

export const redemption: fc.Arbitrary<Redemption> = fc.record({ token: anyText, nonce: anyText });

export const session: fc.Arbitrary<Session> = fc.record({
  sessionToken: fc.string({ unit: 'binary', minLength: 1 }),
  expiresAt: amount,
});

export const createdRoom: fc.Arbitrary<CreatedRoom> = fc.record({
  roomId: base64urlOf(16),
  roomSecret: base64urlOf(16),
  expiresAt: amount,
  ttl: amount,
  capacity: fc.integer({ min: 1, max: 200 }),
});

export const limits: fc.Arbitrary<Limits> = fc.record({
  protocol: fc.constant('pug.v1' as const),
  difficulty,
  ttl: range,
  capacity: range,
  maxFrameBytes: amount,
  rate,
});

export const errorBody: fc.Arbitrary<ErrorBody> = fc.record({
  error: fc.record({ code: anyText, message: anyText }),
});

export const clientRequest: fc.Arbitrary<ClientRequest> = fc.oneof(
  fc.constant({ type: 'room:purge' as const }),
  fc.record({
    type: fc.constant('room:join' as const),
    roomId: anyText,
    roomSecret: anyText,
    tag: base64urlOf(16),
  }),
);

export const relayEvent: fc.Arbitrary<RelayEvent> = fc.oneof(
  fc.record({
    type: fc.constant('room:joined' as const),
    memberId,
    username,
    creator: fc.boolean(),
    members: fc.array(member, { maxLength: 20 }),
    view: base64urlOf(32),
    capacity: amount,
    expiresAt: amount,
    ttlRemaining: amount,
  }),
  fc.record({ type: fc.constant('presence:join' as const), memberId, username, tag: base64urlOf(16) }),
  fc.record({ type: fc.constant('presence:leave' as const), memberId }),
  fc.record({ type: fc.constant('room:expired' as const), reason: fc.constantFrom('ttl', 'purge') }),
  fc.record({ type: fc.constant('error' as const), code: anyText, message: anyText }),
);
