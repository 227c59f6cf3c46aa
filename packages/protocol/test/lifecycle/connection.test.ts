import { describe, expect, it } from 'vitest';
import type { CloseCode } from '../../src/codes.js';
import {
  openConnection,
  transitionConnection,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
} from '../../src/lifecycle/connection.js';

const JOIN = {
  type: 'room:join',
  roomId: 'CRAXHiUsMzpBSE9WXWRrcg',
  roomSecret: 'AgkQFx4lLDM6QUhPVl1kaw',
  tag: 'DBMaISgvNj1ES1JZYGdudQ',
} as const;

const STATES = {
  joining: { step: 'joining' },
  member: { step: 'member', memberId: 2 },
  out: { step: 'out' },
} as const satisfies Record<string, ConnectionState>;
type StateName = keyof typeof STATES;

const EVENTS = {
  'a join': { type: 'request', request: JOIN },
  'a purge': { type: 'request', request: { type: 'room:purge' } },
  'a message under its own memberId': { type: 'frame', frame: { type: 'message', senderId: 2 } },
  'a message under another memberId': { type: 'frame', frame: { type: 'message', senderId: 1 } },
  'a message under memberId 0': { type: 'frame', frame: { type: 'message', senderId: 0 } },
  'a keep-alive': { type: 'frame', frame: { type: 'keep-alive' } },
  'a frame of an unknown type': { type: 'frame', frame: { type: 'unknown' } },
  'its admission as 2': { type: 'admitted', memberId: 2 },
  'a purge denied': { type: 'denied', code: 'not_creator' },
  'a message of no known form': { type: 'refused', code: 'bad_frame' },
  'the time to join over': { type: 'join-timeout' },
  'its room at its deadline': { type: 'room-ended', reason: 'ttl' },
  'its room purged': { type: 'room-ended', reason: 'purge' },
  'the relay shutting down': { type: 'room-ended', reason: 'shutdown' },
  'its end': { type: 'lost' },
} as const satisfies Record<string, ConnectionEvent>;
type EventName = keyof typeof EVENTS;

const LEAVE: ConnectionEffect = { type: 'leave' };
const RELAY: ConnectionEffect = { type: 'relay' };
const PURGE: ConnectionEffect = { type: 'purge' };
const ANSWER: ConnectionEffect = { type: 'answer-keep-alive' };
const close = (code: CloseCode): ConnectionEffect => ({ type: 'close', code });

/** Before joining: the error event, then the close frame. */
const refused = (code: CloseCode): readonly ConnectionEffect[] => [{ type: 'report', code }, close(code)];
/** As a member: in between, the others are told. */
const removed = (code: CloseCode): readonly ConnectionEffect[] => [
  { type: 'report', code },
  LEAVE,
  close(code),
];

type Row = readonly [
  state: StateName,
  event: EventName,
  next: StateName,
  effects: readonly ConnectionEffect[],
];

const TRANSITIONS: readonly Row[] = [
  ['joining', 'a join', 'joining', [{ type: 'join', request: JOIN }]],
  ['joining', 'a purge', 'out', refused('bad_frame')],
  ['joining', 'a message under its own memberId', 'out', refused('bad_frame')],
  ['joining', 'a message under another memberId', 'out', refused('bad_frame')],
  ['joining', 'a message under memberId 0', 'out', refused('bad_frame')],
  ['joining', 'a keep-alive', 'joining', [ANSWER]],
  ['joining', 'a frame of an unknown type', 'out', refused('bad_frame')],
  ['joining', 'its admission as 2', 'member', []],
  ['joining', 'a message of no known form', 'out', refused('bad_frame')],
  ['joining', 'the time to join over', 'out', refused('join_timeout')],
  ['joining', 'the relay shutting down', 'out', refused('server_shutdown')],
  ['joining', 'its end', 'out', []],

  ['member', 'a join', 'out', removed('bad_frame')],
  ['member', 'a purge', 'member', [PURGE]],
  ['member', 'a message under its own memberId', 'member', [RELAY]],
  ['member', 'a message under another memberId', 'out', removed('bad_frame')],
  ['member', 'a message under memberId 0', 'out', removed('bad_frame')],
  ['member', 'a keep-alive', 'member', [ANSWER]],
  ['member', 'a frame of an unknown type', 'out', removed('bad_frame')],
  ['member', 'a purge denied', 'member', [{ type: 'report', code: 'not_creator' }]],
  ['member', 'a message of no known form', 'out', removed('bad_frame')],
  ['member', 'the time to join over', 'member', []],
  // A room event has told the reason, and nobody is left to be told of a leave.
  ['member', 'its room at its deadline', 'out', [close('room_expired')]],
  ['member', 'its room purged', 'out', [close('room_purged')]],
  ['member', 'the relay shutting down', 'out', refused('server_shutdown')],
  ['member', 'its end', 'out', [LEAVE]],

  ...(Object.keys(EVENTS) as EventName[]).map((event): Row => ['out', event, 'out', []]),
];

describe('a connection', () => {
  it('begins before its join', () => {
    expect(openConnection()).toEqual(STATES.joining);
  });

  it.each(TRANSITIONS)('%s, at %s, is %s', (state, event, next, effects) => {
    expect(transitionConnection(STATES[state], EVENTS[event])).toEqual({ state: STATES[next], effects });
  });

  it.each<CloseCode>([
    ...([
      'room_not_found',
      'room_expired',
      'room_full',
      'bad_secret',
      'server_full',
      'server_shutdown',
    ] as const),
    ...(['bad_frame', 'rate_limited', 'join_timeout', 'slow_consumer'] as const),
  ])('refused with %s hears of it, is out of its room, and is closed, in that order', (code) => {
    const event = { type: 'refused', code } as const;
    expect(transitionConnection(STATES.joining, event)).toEqual({
      state: STATES.out,
      effects: refused(code),
    });
    expect(transitionConnection(STATES.member, event)).toEqual({ state: STATES.out, effects: removed(code) });
  });

  it('leaves its room once, however it goes', () => {
    const ends: readonly EventName[] = ['a join', 'a message of no known form', 'its end'];
    for (const first of ends) {
      for (const second of ends) {
        const once = transitionConnection(STATES.member, EVENTS[first]);
        const twice = transitionConnection(once.state, EVENTS[second]);
        const leaves = [...once.effects, ...twice.effects].filter(({ type }) => type === 'leave');
        expect(leaves).toEqual([LEAVE]);
      }
    }
  });
});
