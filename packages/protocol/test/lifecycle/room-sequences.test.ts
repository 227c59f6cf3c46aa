import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openRoom,
  transitionRoom,
  type RoomEffect,
  type RoomEvent,
  type RoomState,
} from '../../src/lifecycle/room.js';

const START = { monotonic: 0, wall: 1_000_000 };
const TTL_MS = 1_000;
const DEADLINE = { monotonic: START.monotonic + TTL_MS, wall: START.wall + TTL_MS };

/** What happens, in words that need no knowledge of the room; `who` picks one of those in it. */
type Happening =
  | { readonly type: 'join'; readonly secretMatches: boolean }
  | { readonly type: 'message' | 'tick' | 'shutdown' }
  | { readonly type: 'leave' | 'purge'; readonly who: number }
  | { readonly type: 'wait'; readonly monotonic: number; readonly wall: number };

const who = fc.nat({ max: 20 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('join' as const), secretMatches: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('leave'), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('purge'), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('message', 'tick') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('shutdown') }) },
  // The wall clock may be set back.
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      monotonic: fc.nat({ max: 300 }),
      wall: fc.integer({ min: -300, max: 300 }),
    }),
  },
);

interface Moment {
  readonly before: RoomState;
  readonly event: RoomEvent;
  readonly after: RoomState;
  readonly effects: readonly RoomEffect[];
  /** Who is in the room after it, counted from the effects alone. */
  readonly members: readonly number[];
}

/** Plays the happenings; only members that are in the room leave or purge. */
function play(capacity: number, happenings: readonly Happening[]): readonly Moment[] {
  let state = openRoom(capacity, DEADLINE);
  let now = START;
  let members: readonly number[] = [];
  const moments: Moment[] = [];
  for (const what of happenings) {
    if (what.type === 'wait') {
      now = { monotonic: now.monotonic + what.monotonic, wall: now.wall + what.wall };
      continue;
    }
    const event = eventOf(what, now, members);
    if (event === undefined) continue;
    const before = state;
    const step = transitionRoom(before, event);
    state = step.state;
    for (const effect of step.effects) members = membersAfter(members, effect);
    moments.push({ before, event, after: state, effects: step.effects, members });
  }
  return moments;
}

function eventOf(
  what: Exclude<Happening, { type: 'wait' }>,
  now: typeof START,
  members: readonly number[],
): RoomEvent | undefined {
  if (what.type === 'shutdown') return { type: 'shutdown' };
  if (what.type !== 'leave' && what.type !== 'purge') return { ...what, now } as RoomEvent;
  const memberId = members[what.who % members.length];
  return memberId === undefined ? undefined : { type: what.type, memberId, now };
}

function membersAfter(members: readonly number[], effect: RoomEffect): readonly number[] {
  if (effect.type === 'admit') return [...members, effect.memberId];
  if (effect.type === 'announce-leave') return members.filter((id) => id !== effect.memberId);
  return effect.type === 'end' ? [] : members;
}

/** Holds `claim` against every moment of many random rooms. */
function always(claim: (moment: Moment, capacity: number) => void): void {
  const life = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(happening, { maxLength: 60 }));
  fc.assert(
    fc.property(life, ([capacity, happenings]) => {
      for (const moment of play(capacity, happenings)) claim(moment, capacity);
    }),
    { numRuns: 500 },
  );
}

describe('in any life of a room', () => {
  it('it counts who is there, never below none or above its capacity', () => {
    always(({ after, members }, capacity) => {
      expect(after.present).toBe(members.length);
      expect(after.present).toBeLessThanOrEqual(capacity);
    });
  });

  it('the number admitted never decreases, and rises by one with each new member alone', () => {
    always(({ before, after, effects }) => {
      const admitted = effects.filter(({ type }) => type === 'admit').length;
      expect(after.admitted).toBe(before.admitted + admitted);
    });
  });

  it('no memberId is given twice, and the first alone is the creator', () => {
    always(({ before, effects }) => {
      for (const effect of effects) {
        if (effect.type !== 'admit') continue;
        expect(effect.memberId).toBe(before.admitted + 1);
        expect(effect.creator).toBe(effect.memberId === 1);
      }
    });
  });

  it('a room that has ended takes nothing', () => {
    always(({ before, after, effects }) => {
      if (before.phase === 'open') return;
      expect(after).toBe(before);
      expect(effects).toEqual([]);
    });
  });

  it('it ends exactly when it says so, and then nobody is in it', () => {
    always(({ before, after, effects }) => {
      const ends = effects.filter(({ type }) => type === 'end').length;
      expect(ends).toBe(before.phase === 'open' && after.phase === 'ended' ? 1 : 0);
      if (after.phase === 'ended') expect(after.present).toBe(0);
    });
  });

  it('it is open only while it has members or nobody has joined yet', () => {
    always(({ after }) => {
      if (after.phase === 'open' && after.admitted > 0) expect(after.present).toBeGreaterThan(0);
    });
  });

  it('nothing is relayed, admitted or purged once either clock is at the deadline', () => {
    always(({ before, event, effects }) => {
      const due =
        'now' in event && (event.now.monotonic >= DEADLINE.monotonic || event.now.wall >= DEADLINE.wall);
      if (!due || before.phase === 'ended') return;
      expect(effects[0]).toEqual({ type: 'end', reason: 'ttl' });
      expect(effects.slice(1).every((effect) => effect.type === 'refuse')).toBe(true);
    });
  });

  it('capacity and deadline never change', () => {
    always(({ after }, capacity) => {
      expect(after).toMatchObject({ capacity, deadline: DEADLINE });
    });
  });
});
