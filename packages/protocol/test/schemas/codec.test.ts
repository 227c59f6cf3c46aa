import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../src/codes.js';
import { isNonce, isToken } from '../../src/codec-http.js';
import { isRoomId, isRoomSecret } from '../../src/link.js';
import * as any from '../arbitraries.js';
import { WRONG } from '../samples.js';
import { CODECS, codecTakes, difference, MAX_BYTES } from './codecs.js';
import { fits, isObject, MESSAGES, type Json } from './schemas.js';

// Codec and schema say the same of every message, but for what schemas/README.md tells.

const SEED = 20_261_124;

const ofType = (arbitrary: fc.Arbitrary<object>, type: unknown): fc.Arbitrary<object> =>
  arbitrary.filter((message) => (message as { type?: unknown }).type === type);

// What a relay of this version gives, and half the time what the codec takes besides.
const code = fc.oneof(fc.constantFrom(...Object.keys(CODES)), fc.string({ maxLength: 10 }));
const capacity = fc.integer({ min: 1, max: 200 });
const ranges = fc.record({ min: capacity, max: capacity, default: capacity });
const limits = fc
  .tuple(any.limits, ranges, fc.boolean())
  .map(([given, range, isGiven]) => (isGiven ? given : { ...given, capacity: range, maxFrameBytes: 16_000 }));

const SOUND: Readonly<Record<string, fc.Arbitrary<object>>> = {
  challenge: any.challenge,
  'redeem-request': any.redemption,
  session: any.session,
  room: any.createdRoom,
  limits,
  health: fc.record({ status: fc.constantFrom('ok', 'draining') }),
  'api-error': fc.record({ error: fc.record({ code, message: fc.string() }) }),
  'room-join': ofType(any.clientRequest, 'room:join'),
  'room-purge': ofType(any.clientRequest, 'room:purge'),
  'room-joined': ofType(any.relayEvent, 'room:joined'),
  'presence-join': ofType(any.relayEvent, 'presence:join'),
  'presence-leave': ofType(any.relayEvent, 'presence:leave'),
  'room-expired': ofType(any.relayEvent, 'room:expired'),
  error: fc.record({ type: fc.constant('error'), code, message: fc.string() }),
};

type Path = readonly (string | number)[];

/** Every place in a message where something stands, the message itself left out. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (!isObject(value)) return [];
  const names = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return names.flatMap((name) => [
    [...path, name],
    ...placesIn((value as Record<string | number, unknown>)[name], [...path, name]),
  ]);
}

/** What is done to one place: `undefined` takes away what stands there. */
interface Change {
  readonly place: number;
  readonly value: unknown;
  /** Beside what stands there, under this name, where it is an object. */
  readonly beside: string | undefined;
}

const BOUNDS = [
  0,
  1,
  2,
  199,
  200,
  201,
  256,
  257,
  16_000,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 40,
  2 ** 40 + 1,
  2 ** 53 - 1,
  2 ** 53,
];
const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  value: fc.oneof(
    fc.constantFrom<unknown>(...Object.values(WRONG).flat()),
    fc.constantFrom<unknown>(...BOUNDS),
    fc.jsonValue({ maxDepth: 1 }),
  ),
  beside: fc.option(fc.constantFrom('extra', 'Type', 'constructor'), { nil: undefined, freq: 6 }),
});

/** A message with something changed; a copy, as it would come in JSON. */
function changed(message: object, { place, value, beside }: Change): Json {
  const copy = JSON.parse(JSON.stringify(message)) as Record<string, unknown>;
  const places = placesIn(copy);
  const path = places[place % places.length] ?? ['type'];
  const parent = path.slice(0, -1).reduce<unknown>((node, name) => (node as Json)[name], copy) as Record<
    string,
    unknown
  >;
  const name = beside !== undefined && !Array.isArray(parent) ? beside : path.at(-1)!;
  parent[name] = value;
  return JSON.parse(JSON.stringify(copy)) as Json;
}

const bytesOf = (message: unknown): number => Buffer.byteLength(JSON.stringify(message));
const isReadable = (name: string, message: unknown): boolean =>
  bytesOf(message) <= (MAX_BYTES[name] ?? Infinity);

describe.each(MESSAGES)('codec and schema of %s', (name) => {
  const sound = SOUND[name]!.filter((message) => isReadable(name, message));
  const spoilt = fc
    .tuple(sound, fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([message, changes]) => changes.reduce<object>(changed, message))
    .filter((message) => isReadable(name, message));

  it('agree on well-formed messages', () => {
    fc.assert(
      fc.property(sound, (message) => {
        expect(codecTakes(name, message)).toBe(true);
        expect(difference(name, message)).not.toBe('untold');
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('agree on messages with something changed', () => {
    const outcomes = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(spoilt, (message) => {
        outcomes[fits(`${name}.json`, message) ? 'accepted' : 'refused']++;
        expect(difference(name, message), JSON.stringify(message)).not.toBe('untold');
      }),
      { seed: SEED, numRuns: 3_000 },
    );
    expect(outcomes.accepted).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
  });
});

describe('the differences that the README tells', () => {
  const other = { memberId: 1, username: 'a-b' };
  const rate = { frames: 2 ** 40 + 1, frameBurst: 1, bytes: 1, byteBurst: 16_000 };

  it.each<[what: string, name: string, change: object, by: 'codec' | 'schema']>([
    ['an unknown code', 'error', { code: 'new_code' }, 'codec'],
    ['an unknown code', 'api-error', { error: { code: 'new_code', message: '' } }, 'codec'],
    ['a capacity of 201', 'room-joined', { capacity: 201 }, 'codec'],
    ['a capacity of 0', 'room-joined', { capacity: 0 }, 'codec'],
    ['200 others', 'room-joined', { members: Array.from({ length: 200 }, () => other) }, 'codec'],
    ['capacities of 0 and 201', 'limits', { capacity: { min: 0, max: 201, default: 1 } }, 'codec'],
    ['another longest frame', 'limits', { maxFrameBytes: 15_999 }, 'codec'],
    ['a burst of less than a frame', 'limits', { rate: { ...rate, frames: 1, byteBurst: 15_999 } }, 'codec'],
    ['a rate over 2^40', 'limits', { rate }, 'schema'],
  ])('%s in %s', (_what, name, change, by) => {
    const message = { ...CODECS[name]!.sound, ...change };
    expect({ codec: codecTakes(name, message), schema: fits(`${name}.json`, message) }).toEqual({
      codec: by === 'codec',
      schema: by === 'schema',
    });
    expect(difference(name, message)).toBe('told');
  });
});

describe('what a client sends', () => {
  const sends = (name: string, message: object): boolean => fits(`${name}.json#/$defs/sent`, message);

  it('is a join that the relay takes, with parts as a link has them', () => {
    const part = fc.oneof(
      any.base64urlOf(16),
      fc.constantFrom(...WRONG.bytes16.filter((text) => typeof text === 'string')),
    );
    fc.assert(
      fc.property(part, part, part, (roomId, roomSecret, tag) => {
        const message = { type: 'room:join', roomId, roomSecret, tag };
        expect(sends('room-join', message)).toBe(
          codecTakes('room-join', message) && isRoomId(roomId) && isRoomSecret(roomSecret),
        );
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('is a proof that the relay takes, with parts of their form', () => {
    const token = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/),
      fc.constantFrom('', 'a b', 'a=', 'a'.repeat(129)),
    );
    const nonce = fc.oneof(
      fc.stringMatching(/^[0-9a-f]{1,32}$/),
      fc.constantFrom('', 'A', '-1', '0'.repeat(33), '0\n'),
    );
    fc.assert(
      fc.property(token, nonce, (tokenText, nonceText) => {
        const message = { token: tokenText, nonce: nonceText };
        expect(sends('redeem-request', message)).toBe(isToken(tokenText) && isNonce(nonceText));
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});
