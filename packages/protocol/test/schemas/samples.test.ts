import { describe, expect, it } from 'vitest';
import { parseFields } from '../../src/json.js';
import * as sample from '../samples.js';
import { WRONG, type Sort } from '../samples.js';
import { utf8Of, type Written } from '../vectors/parts.js';
import messages from '../../vectors/messages.json';
import pow from '../../vectors/pow.json';
import { CODECS, difference, MAX_BYTES } from './codecs.js';
import { draft7Ajv, fits, MESSAGES, type Json } from './schemas.js';

const draft7 = draft7Ajv();

/** Whether a value is of a message's schema; both dialects must say the same. */
function accepts(name: string, value: unknown): boolean {
  const accepted = fits(`${name}.json`, value);
  expect(draft7.validate(`${name}.json`, value), `${name} in draft-07`).toBe(accepted);
  return accepted;
}

/** What must not stand in a field: as in the tests of the codec, or values of its own. */
type Wrong = Readonly<Record<string, Sort | readonly unknown[]>>;

const ILL_TYPED: Readonly<Record<string, Wrong>> = {
  challenge: {
    token: 'token',
    algorithm: [...WRONG.text, '', 'SHA-1', 'sha-256'],
    difficulty: 'difficulty',
    expiresAt: 'amount',
  },
  'redeem-request': { token: 'text', nonce: 'text' },
  session: { sessionToken: [...WRONG.text, ''], expiresAt: 'amount' },
  room: {
    roomId: 'bytes16',
    roomSecret: 'bytes16',
    expiresAt: 'amount',
    ttl: 'amount',
    capacity: 'capacity',
  },
  limits: {
    protocol: [...WRONG.text, '', 'pug.v2', 'PUG.v1'],
    difficulty: 'difficulty',
    ttl: 'record',
    capacity: 'record',
    maxFrameBytes: [...WRONG.amount, 0, 15_999, 16_001],
    rate: 'record',
  },
  health: { status: [...WRONG.text, '', 'OK', 'down'] },
  'api-error': { error: 'record' },
  'room-join': { type: 'text', roomId: 'text', roomSecret: 'text', tag: 'bytes16' },
  'room-purge': { type: 'text' },
  'room-joined': {
    ...{ type: 'text', memberId: 'memberId', username: 'username', creator: 'flag', members: 'list' },
    ...{ view: 'bytes32', capacity: 'capacity', expiresAt: 'amount', ttlRemaining: 'amount' },
  },
  'presence-join': { type: 'text', memberId: 'memberId', username: 'username', tag: 'bytes16' },
  'presence-leave': { type: 'text', memberId: 'memberId' },
  'room-expired': { type: 'text', reason: [...WRONG.text, '', 'TTL', 'empty', 'shutdown'] },
  error: { type: 'text', code: 'text', message: 'text' },
};

/** Within a message, by the names of the field that holds the fields. */
const ILL_TYPED_WITHIN: Readonly<Record<string, Readonly<Record<string, Wrong>>>> = {
  limits: {
    ttl: { min: 'amount', max: 'amount', default: 'amount' },
    capacity: { min: 'capacity', max: 'capacity', default: 'capacity' },
    rate: {
      frames: [...WRONG.amount, 0],
      frameBurst: [...WRONG.amount, 0],
      bytes: [...WRONG.amount, 0],
      byteBurst: [...WRONG.amount, 0, 15_999],
    },
  },
  'api-error': { error: { code: 'text', message: 'text' } },
};

/** Every way to spoil one field of a message, JSON as it would come. */
function* spoilt(sound: Json, fields: Wrong): Generator<Json> {
  for (const [field, wrong] of Object.entries(fields)) {
    for (const value of typeof wrong === 'string' ? WRONG[wrong] : wrong)
      yield JSON.parse(JSON.stringify({ ...sound, [field]: value })) as Json;
  }
}

describe('every message', () => {
  it('is known by name to this test', () => {
    expect([...MESSAGES].sort()).toEqual(Object.keys(CODECS).sort());
    expect(Object.keys(ILL_TYPED).sort()).toEqual(Object.keys(CODECS).sort());
  });
});

describe.each(MESSAGES)('the schema of %s', (name) => {
  const { sound } = CODECS[name]!;

  it('accepts the sound message, also with fields that it does not know', () => {
    expect(accepts(name, sound)).toBe(true);
    expect(accepts(name, { ...sound, extra: { a: [1, null] } })).toBe(true);
  });

  it('refuses it with any field ill-typed', () => {
    for (const message of spoilt(sound, ILL_TYPED[name]!)) {
      expect(accepts(name, message), JSON.stringify(message)).toBe(false);
    }
  });

  it('refuses it with any field within it ill-typed', () => {
    for (const [field, fields] of Object.entries(ILL_TYPED_WITHIN[name] ?? {})) {
      for (const inner of spoilt(sound[field] as Json, fields)) {
        expect(accepts(name, { ...sound, [field]: inner }), JSON.stringify(inner)).toBe(false);
      }
    }
  });

  it.each([null, true, 1, 'text', [], [sound]])('refuses %j', (value) => {
    expect(accepts(name, value)).toBe(false);
  });

  it('refuses every other message', () => {
    for (const [other, { sound: message }] of Object.entries(CODECS)) {
      expect(accepts(name, message), other).toBe(other === name);
    }
  });
});

describe('the schema of room-joined', () => {
  it.each([
    ...WRONG.memberId.map((memberId) => ({ memberId, username: 'amber-otter' })),
    ...WRONG.username.map((username) => ({ memberId: 1, username })),
  ])('refuses %j among the members', (wrong) => {
    const message = JSON.parse(JSON.stringify({ ...sample.JOINED, members: [wrong] })) as Json;
    expect(accepts('room-joined', message)).toBe(false);
  });

  it('takes 199 members and no more', () => {
    const members = Array.from({ length: 200 }, (_, n) => ({
      memberId: n + 1,
      username: `amber-otter-${n}`,
    }));
    expect(accepts('room-joined', { ...sample.JOINED, members: members.slice(1) })).toBe(true);
    expect(accepts('room-joined', { ...sample.JOINED, members })).toBe(false);
  });
});

/** The schema of a text frame, by its type; none for a type that has none. */
function schemaOf(type: unknown, types: readonly string[]): string | undefined {
  return types.find((name) => CODECS[name]!.sound['type'] === type);
}

describe('the vectors of messages', () => {
  const TO_RELAY = ['room-join', 'room-purge'];
  const TO_CLIENT = ['room-joined', 'presence-join', 'presence-leave', 'room-expired', 'error'];
  const MAX_EVENT_BYTES = 65_536;

  /** Whether a message is of a schema, once it is read as the protocol says; 'no schema' for an event of an unknown type. */
  function outcome(vector: Written, names: readonly string[], maxBytes: number): string {
    const fields = parseFields(utf8Of(vector), maxBytes);
    if (fields === undefined) return 'refused';
    const name = names.length === 1 ? names[0] : schemaOf(fields['type'], names);
    if (name === undefined) return typeof fields['type'] === 'string' ? 'no schema' : 'refused';
    if (difference(name, fields) === 'told') return 'accepted by the codec alone';
    return accepts(name, fields) ? 'accepted' : 'refused';
  }

  it.each(messages.toRelay)('to the relay: $name', (vector) => {
    const found = outcome(vector, TO_RELAY, MAX_BYTES['room-join']!);
    expect(found === 'no schema' ? 'refused' : found).toBe(vector.accepted ? 'accepted' : 'refused');
  });

  it.each(messages.toClient)('to a client: $name', (vector) => {
    const found = outcome(vector, TO_CLIENT, MAX_EVENT_BYTES);
    const isOfLater = vector.name === 'an error of a later revision';
    const taken = isOfLater ? 'accepted by the codec alone' : 'accepted';
    expect(found).toBe(vector.accepted ? taken : vector.ignored ? 'no schema' : 'refused');
  });

  it.each(messages.toRedeem)('to POST /api/pow-redeem: $name', (vector) => {
    const found = outcome(vector, ['redeem-request'], MAX_BYTES['redeem-request']!);
    expect(found).toBe(vector.accepted ? 'accepted' : 'refused');
  });
});

describe('the vectors of proofs', () => {
  const sent = (token: string, nonce: string): boolean =>
    fits('redeem-request.json#/$defs/sent', { token, nonce });

  it('are of the form that a client sends, but for the nonces of another form', () => {
    for (const { token, nonce } of [...pow.proofs, ...pow.boundaries]) expect(sent(token, nonce)).toBe(true);
    for (const { token, nonce } of pow.refusedNonces) expect(sent(token, nonce), nonce).toBe(false);
  });

  it.each(pow.tokens)('have a token of $name: $wellFormed', ({ token, wellFormed }) => {
    expect(sent(token, '0')).toBe(wellFormed);
    expect(accepts('challenge', { ...sample.CHALLENGE, token })).toBe(wellFormed);
  });

  it.each(pow.difficulties)('have a difficulty of $difficulty: $client', ({ difficulty, client }) => {
    expect(accepts('challenge', { ...sample.CHALLENGE, difficulty })).toBe(client !== 'malformed');
  });
});
