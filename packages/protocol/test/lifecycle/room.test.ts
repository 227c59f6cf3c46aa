import { describe, expect, it } from 'vitest';
import {
  isDue,
  openRoom,
  transitionRoom,
  type Instant,
  type RoomEffect,
  type RoomEvent,
  type RoomState,
} from '../../src/lifecycle/room.js';

const DEADLINE: Instant = { monotonic: 60_000, wall: 1_767_229_200_000 };
const NOW: Instant = { monotonic: 0, wall: DEADLINE.wall - 60_000 };
const CAPACITY = 3;

const room = (present: number, admitted: number): RoomState => ({
  ...{ phase: 'open', capacity: CAPACITY, deadline: DEADLINE },
  present,
  admitted,
});

const STATES = {
  fresh: openRoom(CAPACITY, DEADLINE),
  'with its creator alone': room(1, 1),
  'with two': room(2, 2),
  full: room(3, 3),
  'whose creator has left': room(1, 3),
  ended: { ...room(0, 3), phase: 'ended' },
} as const satisfies Record<string, RoomState>;
type StateName = keyof typeof STATES;
const OPEN = (Object.keys(STATES) as StateName[]).filter((name) => name !== 'ended');

const EVENTS = {
  'a join with the secret': { type: 'join', now: NOW, secretMatches: true },
  'a join with a wrong secret': { type: 'join', now: NOW, secretMatches: false },
  'a message': { type: 'message', now: NOW },
  'a leave of 1': { type: 'leave', now: NOW, memberId: 1 },
  'a leave of 2': { type: 'leave', now: NOW, memberId: 2 },
  'a purge by 1': { type: 'purge', now: NOW, memberId: 1 },
  'a purge by 2': { type: 'purge', now: NOW, memberId: 2 },
  'a tick': { type: 'tick', now: NOW },
  'a shutdown': { type: 'shutdown' },
} as const satisfies Record<string, RoomEvent>;
type EventName = keyof typeof EVENTS;

const ended = (state: RoomState): RoomState => ({ ...state, phase: 'ended', present: 0 });
const admit = (memberId: number, creator = false): RoomEffect => ({ type: 'admit', memberId, creator });
const END_EMPTY: RoomEffect = { type: 'end', reason: 'empty' };
const END_PURGE: RoomEffect = { type: 'end', reason: 'purge' };
const FULL: RoomEffect = { type: 'refuse', code: 'room_full' };
const BAD_SECRET: RoomEffect = { type: 'refuse', code: 'bad_secret' };
const NOT_CREATOR: RoomEffect = { type: 'refuse', code: 'not_creator' };
const left = (memberId: number): RoomEffect => ({ type: 'announce-leave', memberId });

type Row = readonly [
  state: StateName,
  event: EventName,
  next: 'stays' | 'ended' | RoomState,
  effects: readonly RoomEffect[],
];

const TRANSITIONS: readonly Row[] = [
  ['fresh', 'a join with the secret', room(1, 1), [admit(1, true)]],
  ['with its creator alone', 'a join with the secret', room(2, 2), [admit(2)]],
  ['with two', 'a join with the secret', room(3, 3), [admit(3)]],
  ['full', 'a join with the secret', 'stays', [FULL]],
  ['whose creator has left', 'a join with the secret', room(2, 4), [admit(4)]],

  ['fresh', 'a join with a wrong secret', 'stays', [BAD_SECRET]],
  ['with its creator alone', 'a join with a wrong secret', 'stays', [BAD_SECRET]],
  ['with two', 'a join with a wrong secret', 'stays', [BAD_SECRET]],
  ['full', 'a join with a wrong secret', 'stays', [FULL]],
  ['whose creator has left', 'a join with a wrong secret', 'stays', [BAD_SECRET]],

  ['with its creator alone', 'a leave of 1', 'ended', [END_EMPTY]],
  ['with two', 'a leave of 1', room(1, 2), [left(1)]],
  ['with two', 'a leave of 2', room(1, 2), [left(2)]],
  ['full', 'a leave of 1', room(2, 3), [left(1)]],
  ['full', 'a leave of 2', room(2, 3), [left(2)]],
  ['whose creator has left', 'a leave of 2', 'ended', [END_EMPTY]],

  ['with its creator alone', 'a purge by 1', 'ended', [END_PURGE]],
  ['with two', 'a purge by 1', 'ended', [END_PURGE]],
  ['full', 'a purge by 1', 'ended', [END_PURGE]],
  ['with two', 'a purge by 2', 'stays', [NOT_CREATOR]],
  ['full', 'a purge by 2', 'stays', [NOT_CREATOR]],
  ['whose creator has left', 'a purge by 2', 'stays', [NOT_CREATOR]],

  ...OPEN.flatMap((state): Row[] => [
    [state, 'a message', 'stays', [{ type: 'relay' }]],
    [state, 'a tick', 'stays', []],
    [state, 'a shutdown', 'ended', [{ type: 'end', reason: 'shutdown' }]],
  ]),
  ...(Object.keys(EVENTS) as EventName[]).map((event): Row => ['ended', event, 'stays', []]),
];

describe('a room', () => {
  it('is open, empty and nobody was ever in it, at first', () => {
    expect(openRoom(CAPACITY, DEADLINE)).toEqual(room(0, 0));
  });

  it.each(TRANSITIONS)('%s, at %s', (name, eventName, next, effects) => {
    const state = STATES[name];
    const expected = next === 'stays' ? state : next === 'ended' ? ended(state) : next;
    expect(transitionRoom(state, EVENTS[eventName])).toEqual({ state: expected, effects });
  });

  it('is not changed in place', () => {
    const state = Object.freeze(room(2, 2));
    for (const event of Object.values(EVENTS)) transitionRoom(state, event);
    expect(state).toEqual(room(2, 2));
  });

  it('has one creator, also when a later member joins alone', () => {
    const later = transitionRoom(STATES['whose creator has left'], EVENTS['a join with the secret']);
    expect(later.effects).toEqual([admit(4)]);
    for (const memberId of [2, 3, 4, 2 ** 32 - 1, 0, -1]) {
      const purge = transitionRoom(later.state, { type: 'purge', now: NOW, memberId });
      expect(purge).toEqual({ state: later.state, effects: [NOT_CREATOR] });
    }
  });
});

describe('the deadline of a room', () => {
  const at = (monotonic: number, wall: number): Instant => ({
    monotonic: DEADLINE.monotonic + monotonic,
    wall: DEADLINE.wall + wall,
  });

  const DUE = [
    ['both clocks are there', at(0, 0)],
    ['the monotonic clock is there', at(0, -1)],
    ['the wall clock is there', at(-1, 0)],
    ['the monotonic clock is past it and the wall clock was set back', at(1, -86_400_000)],
    ['the wall clock is past it and the monotonic clock stood still', at(-60_000, 1)],
  ] as const;

  const NOT_DUE = [
    ['both clocks are a millisecond short of it', at(-1, -1)],
    ['both clocks are far from it', NOW],
    ['the monotonic clock is short of it by less than a millisecond', at(-0.5, -1)],
  ] as const;

  const dated = Object.entries(EVENTS).flatMap(([name, event]) => ('now' in event ? [{ name, event }] : []));

  it.each(DUE)('ends it whatever happens, when %s', (_when, now) => {
    expect(isDue(STATES.full, now)).toBe(true);
    for (const name of OPEN) {
      for (const { event } of dated) {
        const step = transitionRoom(STATES[name], { ...event, now });
        expect(step.state).toEqual(ended(STATES[name]));
        expect(step.effects[0]).toEqual({ type: 'end', reason: 'ttl' });
      }
    }
  });

  it.each(DUE)('refuses a join as expired, before full and secret, when %s', (_when, now) => {
    const joins = [true, false].flatMap((secretMatches) =>
      OPEN.map((name) => transitionRoom(STATES[name], { type: 'join', now, secretMatches }).effects),
    );
    const expired = [
      { type: 'end', reason: 'ttl' },
      { type: 'refuse', code: 'room_expired' },
    ];
    expect(joins).toEqual(joins.map(() => expired));
  });

  it.each(dated.filter(({ event }) => event.type !== 'join'))(
    'leaves nothing of $name but the end',
    ({ event }) => {
      const step = transitionRoom(STATES.full, { ...event, now: DEADLINE });
      expect(step.effects).toEqual([{ type: 'end', reason: 'ttl' }]);
    },
  );

  it.each(NOT_DUE)('changes nothing when %s', (_when, now) => {
    expect(isDue(STATES.full, now)).toBe(false);
    for (const name of OPEN) {
      for (const { event } of dated) {
        expect(transitionRoom(STATES[name], { ...event, now })).toEqual(transitionRoom(STATES[name], event));
      }
    }
  });
});
