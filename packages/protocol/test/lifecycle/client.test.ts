import { describe, expect, it } from 'vitest';
import {
  startCreating,
  startJoining,
  transitionClient,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  type EndReason,
} from '../../src/lifecycle/client.js';
import type { Challenge } from '../../src/messages.js';

const CHALLENGE: Challenge = { token: 'AbCd', algorithm: 'SHA-256', difficulty: 18, expiresAt: 120_000 };
const ROOM = { roomId: 'CRAXHiUsMzpBSE9WXWRrcg', roomSecret: 'AgkQFx4lLDM6QUhPVl1kaw' };

const STATES = {
  challenge: { step: 'challenge', tries: 1 },
  solve: { step: 'solve', tries: 1, challenge: CHALLENGE },
  redeem: { step: 'redeem', tries: 1 },
  create: { step: 'create', tries: 1 },
  join: { step: 'join', attempt: 0, wasIn: false },
  'join again': { step: 'join', attempt: 2, wasIn: true },
  talk: { step: 'talk', memberId: 2, creator: false },
  away: { step: 'away', attempt: 2 },
  ended: { step: 'ended', reason: 'left', code: undefined },
} as const satisfies Record<string, ClientState>;
type StateName = keyof typeof STATES;
const ALL = Object.keys(STATES) as StateName[];
const TRYING = ['challenge', 'solve', 'redeem', 'create'] as const;
const CONNECTED = ['join', 'join again', 'talk'] as const;
const RUNNING = [...TRYING, ...CONNECTED, 'away'] as const;

const EVENTS = {
  challenged: { type: 'challenged', challenge: CHALLENGE },
  solved: { type: 'solved', nonce: '0f' },
  redeemed: { type: 'redeemed', session: { sessionToken: 'opaque', expiresAt: 300_000 } },
  created: { type: 'created', room: { ...ROOM, expiresAt: 3_600_000, ttl: 3_600, capacity: 10 } },
  'pow_expired refused': { type: 'refused', code: 'pow_expired' },
  'server_full refused': { type: 'refused', code: 'server_full' },
  joined: { type: 'joined', memberId: 7, creator: true },
  'room expired': { type: 'room-expired', reason: 'ttl' },
  'room purged': { type: 'room-expired', reason: 'purge' },
  'connection lost': { type: 'closed', close: 1006, reconnect: true },
  retry: { type: 'retry' },
  'time up': { type: 'time-up' },
  leave: { type: 'leave' },
  misbehaved: { type: 'misbehaved' },
} as const satisfies Record<string, ClientEvent>;
type EventName = keyof typeof EVENTS;

const AGAIN: ClientState = { step: 'challenge', tries: 2 };
const TALK: ClientState = { step: 'talk', memberId: 7, creator: true };
const away = (attempt: number): ClientState => ({ step: 'away', attempt });
const wait = (attempt: number): ClientEffect => ({ type: 'wait', attempt });
const CONNECT: ClientEffect = { type: 'connect' };

type Row = readonly [StateName, EventName, ClientState, readonly ClientEffect[]];

/** Ends with this reason; a client that is connected disconnects first. */
function ends(state: StateName, event: EventName, reason: EndReason, code?: string, close = 1000): Row {
  const connected = state === 'talk' || state === 'join' || state === 'join again';
  const disconnect: readonly ClientEffect[] = connected ? [{ type: 'disconnect', close }] : [];
  return [state, event, { step: 'ended', reason, code }, [...disconnect, { type: 'end', reason, code }]];
}

const TRANSITIONS: readonly Row[] = [
  ['challenge', 'challenged', STATES.solve, [{ type: 'solve', challenge: CHALLENGE }]],
  ['solve', 'solved', STATES.redeem, [{ type: 'redeem', token: 'AbCd', nonce: '0f' }]],
  ['redeem', 'redeemed', STATES.create, [{ type: 'create', sessionToken: 'opaque' }]],
  ['create', 'created', STATES.join, [CONNECT]],
  ['join', 'joined', TALK, []],
  ['join again', 'joined', TALK, []],
  ['away', 'retry', STATES['join again'], [CONNECT]],

  ['talk', 'connection lost', away(1), [wait(1)]],
  ['join again', 'connection lost', away(3), [wait(3)]],
  [
    'join',
    'connection lost',
    { step: 'ended', reason: 'lost', code: undefined },
    [{ type: 'end', reason: 'lost', code: undefined }],
  ],

  ...TRYING.map((state): Row => [state, 'pow_expired refused', AGAIN, [{ type: 'fetch-challenge' }]]),
  ...[...CONNECTED, 'away' as const].map((state) =>
    ends(state, 'pow_expired refused', 'refused', 'pow_expired'),
  ),
  ...RUNNING.flatMap((state) => [
    ends(state, 'server_full refused', 'refused', 'server_full'),
    ends(state, 'room expired', 'expired'),
    ends(state, 'room purged', 'purged'),
    ends(state, 'time up', 'expired'),
    ends(state, 'leave', 'left'),
    ends(state, 'misbehaved', 'misbehaving', undefined, 4000),
  ]),
];

const listed = new Set(TRANSITIONS.map(([state, event]) => `${state}/${event}`));
const OTHERS = ALL.flatMap((state) =>
  (Object.keys(EVENTS) as EventName[])
    .filter((event) => !listed.has(`${state}/${event}`))
    .map((event) => [state, event] as const),
);

describe('a client', () => {
  it('that makes a room begins with a challenge', () => {
    expect(startCreating()).toEqual({ state: STATES.challenge, effects: [{ type: 'fetch-challenge' }] });
  });

  it('that has a link begins with its join', () => {
    expect(startJoining()).toEqual({ state: STATES.join, effects: [CONNECT] });
  });

  it.each(TRANSITIONS)('in %s, at %s, goes on as the table says', (state, event, next, effects) => {
    expect(transitionClient(STATES[state], EVENTS[event])).toEqual({ state: next, effects });
  });

  it.each(OTHERS)('in %s, does nothing at %s', (state, event) => {
    expect(transitionClient(STATES[state], EVENTS[event])).toEqual({ state: STATES[state], effects: [] });
  });

  it('does nothing at all once it has ended', () => {
    const kept = OTHERS.filter(([state]) => state === 'ended').map(([, event]) => event);
    expect(kept).toEqual(Object.keys(EVENTS));
  });
});

describe('a client that is refused', () => {
  const refuse = (state: ClientState, code: string) => transitionClient(state, { type: 'refused', code });

  it.each(['session_invalid', 'pow_invalid', 'pow_replayed', 'pow_expired'])(
    'with %s asks for three challenges in all, then gives up',
    (code) => {
      for (const step of ['challenge', 'redeem', 'create'] as const) {
        expect(refuse({ step, tries: 1 }, code).state).toEqual({ step: 'challenge', tries: 2 });
        expect(refuse({ step, tries: 2 }, code).state).toEqual({ step: 'challenge', tries: 3 });
        expect(refuse({ step, tries: 3 }, code)).toEqual({
          state: { step: 'ended', reason: 'refused', code },
          effects: [{ type: 'end', reason: 'refused', code }],
        });
      }
    },
  );

  it.each([
    ...['bad_request', 'not_found', 'method_not_allowed', 'payload_too_large', 'origin_forbidden'],
    ...['rate_limited', 'server_full', 'server_shutdown'],
    ...['a_code_of_a_later_revision', '', '__proto__', 'constructor'],
  ])('with %j gives up at once and tells the code', (code) => {
    expect(refuse(STATES.redeem, code)).toEqual({
      state: { step: 'ended', reason: 'refused', code },
      effects: [{ type: 'end', reason: 'refused', code }],
    });
  });

  it('counts its challenges through all steps', () => {
    let { state } = startCreating();
    const events: readonly ClientEvent[] = [EVENTS.challenged, EVENTS.solved, EVENTS['pow_expired refused']];
    for (const event of [...events, ...events]) ({ state } = transitionClient(state, event));
    expect(state).toEqual({ step: 'challenge', tries: 3 });
    for (const event of events) ({ state } = transitionClient(state, event));
    expect(state).toEqual({ step: 'ended', reason: 'refused', code: 'pow_expired' });
  });
});
