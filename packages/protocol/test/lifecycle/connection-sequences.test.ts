import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES, type CloseCode } from '../../src/codes.js';
import {
  openConnection,
  transitionConnection,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
} from '../../src/lifecycle/connection.js';
import { clientRequest } from '../arbitraries.js';

const closeCodes = Object.entries(CODES).flatMap(([code, row]) =>
  'close' in row ? [code as CloseCode] : [],
);
const senderId = fc.nat({ max: 3 });

const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.record({ type: fc.constant('request' as const), request: clientRequest }),
  fc.record({
    type: fc.constant('frame' as const),
    frame: fc.oneof(
      fc.record({ type: fc.constant('message' as const), senderId }),
      fc.record({ type: fc.constantFrom('keep-alive', 'unknown') }),
    ),
  }),
  fc.record({ type: fc.constant('refused' as const), code: fc.constantFrom(...closeCodes) }),
  fc.record({ type: fc.constant('denied' as const), code: fc.constant('not_creator' as const) }),
  fc.record({ type: fc.constantFrom('join-timeout', 'lost') }),
  fc.record({
    type: fc.constant('room-ended' as const),
    reason: fc.constantFrom('ttl', 'purge', 'shutdown'),
  }),
);

interface Moment {
  readonly before: ConnectionState;
  readonly event: ConnectionEvent;
  readonly after: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}

/** Plays the events; each join that the connection hands on is admitted at once, as `memberId`. */
function play(memberId: number, events: readonly ConnectionEvent[]): readonly Moment[] {
  let state = openConnection();
  const moments: Moment[] = [];
  const take = (next: ConnectionEvent): void => {
    const before = state;
    const step = transitionConnection(before, next);
    state = step.state;
    moments.push({ before, event: next, after: state, effects: step.effects });
    if (step.effects.some(({ type }) => type === 'join')) take({ type: 'admitted', memberId });
  };
  events.forEach(take);
  return moments;
}

function everyLife(claim: (moments: readonly Moment[]) => void): void {
  // Many lives begin with a join: else few of them would come to be members.
  const join = fc.record({ type: fc.constant('request' as const), request: clientRequest });
  const life = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.option(join), fc.array(event, { maxLength: 20 }));
  fc.assert(
    fc.property(life, ([memberId, first, events]) => {
      claim(play(memberId, first === null ? events : [first, ...events]));
    }),
    { numRuns: 500 },
  );
}

const effectsOf = (moments: readonly Moment[], ...types: readonly string[]): readonly ConnectionEffect[] =>
  moments.flatMap(({ effects }) => effects).filter(({ type }) => types.includes(type));

describe('in any life of a connection', () => {
  it('nothing from it is looked at once it is out', () => {
    everyLife((moments) => {
      for (const { before, after, effects } of moments) {
        if (before.step !== 'out') continue;
        expect(after).toBe(before);
        expect(effects).toEqual([]);
      }
    });
  });

  it('it joins once at most', () => {
    everyLife((moments) => {
      expect(effectsOf(moments, 'join').length).toBeLessThanOrEqual(1);
    });
  });

  it('it is closed once at most, and leaves before it is closed', () => {
    everyLife((moments) => {
      const ends = effectsOf(moments, 'leave', 'close').map(({ type }) => type);
      expect([[], ['leave'], ['close'], ['leave', 'close']]).toContainEqual(ends);
    });
  });

  it('it leaves exactly when it was a member, went out, and its room lives on', () => {
    everyLife((moments) => {
      for (const { before, event: what, after, effects } of moments) {
        const left = before.step === 'member' && after.step === 'out' && what.type !== 'room-ended';
        expect(effects.some(({ type }) => type === 'leave')).toBe(left);
      }
    });
  });

  it('only a member has messages relayed, and only under its own memberId', () => {
    everyLife((moments) => {
      for (const { before, event: what, effects } of moments) {
        if (!effects.some(({ type }) => type === 'relay')) continue;
        expect(before.step).toBe('member');
        const memberId = before.step === 'member' ? before.memberId : undefined;
        expect(what).toEqual({ type: 'frame', frame: { type: 'message', senderId: memberId } });
      }
    });
  });

  it('an error event goes before a close exactly where no room event has told the reason', () => {
    everyLife((moments) => {
      for (const { event: what, effects } of moments) {
        const closed = effects.find((effect) => effect.type === 'close');
        if (closed === undefined) continue;
        const told = what.type === 'room-ended' && what.reason !== 'shutdown';
        const reports = effects.filter(({ type }) => type === 'report');
        expect(reports).toEqual(told ? [] : [{ type: 'report', code: closed.code }]);
        expect(effects.at(-1)).toBe(closed);
      }
    });
  });

  it('only a purge denied is reported without a close', () => {
    everyLife((moments) => {
      for (const { after, effects } of moments) {
        const reported = effects.find((effect) => effect.type === 'report');
        if (reported !== undefined && after.step !== 'out') expect(reported.code).toBe('not_creator');
      }
    });
  });
});
