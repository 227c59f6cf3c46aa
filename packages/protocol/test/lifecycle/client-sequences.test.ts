import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionOfClose, CODES } from '../../src/codes.js';
import {
  startCreating,
  startJoining,
  transitionClient,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
} from '../../src/lifecycle/client.js';
import { challenge, createdRoom, memberId, session } from '../arbitraries.js';

const close = fc.oneof(
  fc.constantFrom(...Object.values(CODES).flatMap((row) => ('close' in row ? [row.close] : []))),
  fc.constantFrom(1000, 1006, 1009, 1011, 4402, 4500),
);
const one = <T extends string>(type: T): fc.Arbitrary<T> => fc.constant(type);

// The way into the room weighs more: else few lives would come that far.
const onward: fc.Arbitrary<ClientEvent> = fc.oneof(
  fc.record({ type: one('challenged'), challenge }),
  fc.record({ type: one('solved'), nonce: fc.stringMatching(/^[0-9a-f]{1,32}$/) }),
  fc.record({ type: one('redeemed'), session }),
  fc.record({ type: one('created'), room: createdRoom }),
  fc.record({ type: one('joined'), memberId, creator: fc.boolean() }),
  fc.record({ type: one('retry') }),
  fc.record({ type: one('closed'), close: fc.constant(1006), reconnect: fc.constant(true) }),
  fc.record({ type: one('refused'), code: fc.constantFrom('pow_expired', 'session_invalid') }),
);
const ending: fc.Arbitrary<ClientEvent> = fc.oneof(
  fc.record({ type: one('closed'), close, reconnect: fc.boolean() }),
  fc.record({ type: one('refused'), code: fc.constantFrom(...Object.keys(CODES), 'new_code') }),
  fc.record({ type: one('room-expired'), reason: fc.constantFrom('ttl', 'purge') }),
  fc.record({ type: fc.constantFrom('time-up', 'leave', 'misbehaved') }),
);
const event = fc.oneof({ weight: 20, arbitrary: onward }, { weight: 1, arbitrary: ending });

interface Moment {
  readonly before: ClientState;
  readonly event: ClientEvent | undefined;
  readonly after: ClientState;
  readonly effects: readonly ClientEffect[];
}

function everyLife(claim: (moments: readonly Moment[]) => void): void {
  const life = fc.tuple(fc.constantFrom(startCreating, startJoining), fc.array(event, { maxLength: 80 }));
  fc.assert(
    fc.property(life, ([start, events]) => {
      const first = start();
      const moments: Moment[] = [
        { before: first.state, event: undefined, after: first.state, effects: first.effects },
      ];
      for (const next of events) {
        const before = moments.at(-1)!.after;
        const step = transitionClient(before, next);
        moments.push({ before, event: next, after: step.state, effects: step.effects });
      }
      claim(moments);
    }),
    { numRuns: 300 },
  );
}

const has = (effects: readonly ClientEffect[], type: ClientEffect['type']): boolean =>
  effects.some((effect) => effect.type === type);
const count = (moments: readonly Moment[], type: ClientEffect['type']): number =>
  moments.flatMap(({ effects }) => effects).filter((effect) => effect.type === type).length;
const isConnected = ({ step }: ClientState): boolean => step === 'join' || step === 'talk';

describe('in any life of a client', () => {
  it('nothing follows its end, which it tells once, last of all', () => {
    everyLife((moments) => {
      for (const { before, after, effects } of moments) {
        const ended = before.step !== 'ended' && after.step === 'ended';
        expect(effects.filter(({ type }) => type === 'end').length).toBe(ended ? 1 : 0);
        if (ended) expect(effects.at(-1)).toEqual({ type: 'end', reason: after.reason, code: after.code });
        if (before.step === 'ended') expect({ after, effects }).toEqual({ after: before, effects: [] });
      }
    });
  });

  it('it asks for three challenges at most', () => {
    everyLife((moments) => {
      expect(count(moments, 'fetch-challenge')).toBeLessThanOrEqual(3);
    });
  });

  it('it connects exactly when a join begins', () => {
    everyLife((moments) => {
      for (const { before, event: what, after, effects } of moments) {
        const begins = after.step === 'join' && (before.step !== 'join' || what === undefined);
        expect(has(effects, 'connect')).toBe(begins);
      }
    });
  });

  it('it disconnects exactly when it ends while connected, and not after the connection closed', () => {
    everyLife((moments) => {
      for (const { before, event: what, after, effects } of moments) {
        const ends = isConnected(before) && after.step === 'ended' && what?.type !== 'closed';
        expect(has(effects, 'disconnect')).toBe(ends);
      }
    });
  });

  it('it has one connection at most, and none after its end', () => {
    everyLife((moments) => {
      let open = 0;
      for (const { before, event: what, after, effects } of moments) {
        if (what?.type === 'closed' && isConnected(before)) open--;
        for (const { type } of effects) open += type === 'connect' ? 1 : type === 'disconnect' ? -1 : 0;
        expect(open).toBe(isConnected(after) ? 1 : 0);
      }
    });
  });

  it('it goes away only if it was in, wants to come back, and the close code leaves room for it', () => {
    everyLife((moments) => {
      let wasIn = false;
      for (const { before, event: what, after, effects } of moments) {
        wasIn ||= after.step === 'talk';
        const leads = after.step === 'away' && before.step !== 'away';
        expect(has(effects, 'wait')).toBe(leads);
        if (!leads) continue;
        expect(wasIn).toBe(true);
        expect(what).toMatchObject({ type: 'closed', reconnect: true });
        if (what?.type === 'closed') expect(actionOfClose(what.close)).toBe('later');
      }
    });
  });

  it('it is in a room only by having joined it', () => {
    everyLife((moments) => {
      for (const { before, event: what, after } of moments) {
        if (after.step !== 'talk' || before.step === 'talk') continue;
        expect(before.step).toBe('join');
        expect(what).toEqual({ type: 'joined', memberId: after.memberId, creator: after.creator });
      }
    });
  });

  it('the room is gone only for one who was in it', () => {
    everyLife((moments) => {
      const last = moments.at(-1)!.after;
      if (last.step !== 'ended' || last.reason !== 'gone') return;
      expect(moments.some(({ after }) => after.step === 'talk')).toBe(true);
    });
  });
});
