import { describe, expect, it } from 'vitest';
import { transitionClient, type ClientState, type EndReason } from '../../src/lifecycle/client.js';

const TALK: ClientState = { step: 'talk', memberId: 2, creator: false };
const JOIN: ClientState = { step: 'join', attempt: 0, wasIn: false };
const JOIN_AGAIN: ClientState = { step: 'join', attempt: 4, wasIn: true };

const closed = (state: ClientState, close: number, reconnect: boolean) =>
  transitionClient(state, { type: 'closed', close, reconnect });

const ended = (reason: EndReason, code: string | undefined) => ({
  state: { step: 'ended', reason, code },
  effects: [{ type: 'end', reason, code }],
});
const away = (attempt: number) => ({
  state: { step: 'away', attempt },
  effects: [{ type: 'wait', attempt }],
});

type Row = readonly [
  close: number,
  code: string | undefined,
  join: EndReason,
  again: EndReason,
  talk: EndReason,
];

/** Final: what it means to a client in its first join, in a later one, and in the room. */
const FINAL: readonly Row[] = [
  [4400, 'bad_frame', 'refused', 'refused', 'removed'],
  [4401, 'bad_secret', 'refused', 'refused', 'removed'],
  [4404, 'room_not_found', 'refused', 'gone', 'gone'],
  [4409, 'room_full', 'refused', 'refused', 'removed'],
  [4410, 'room_expired', 'expired', 'expired', 'expired'],
  [4411, 'room_purged', 'purged', 'purged', 'purged'],
  [4402, undefined, 'refused', 'refused', 'removed'],
  [4499, undefined, 'refused', 'refused', 'removed'],
  [1002, undefined, 'refused', 'refused', 'removed'],
  [1007, undefined, 'refused', 'refused', 'removed'],
  [1009, undefined, 'refused', 'refused', 'removed'],
];

/** Temporary: the same, for a client that does not join anew. */
const LATER: readonly Row[] = [
  [1000, undefined, 'lost', 'lost', 'lost'],
  [1001, 'server_shutdown', 'refused', 'refused', 'removed'],
  [1006, undefined, 'lost', 'lost', 'lost'],
  [1011, undefined, 'lost', 'lost', 'lost'],
  [4408, 'join_timeout', 'refused', 'refused', 'removed'],
  [4429, 'rate_limited', 'refused', 'refused', 'removed'],
  [4503, 'server_full', 'refused', 'refused', 'removed'],
  [4508, 'slow_consumer', 'refused', 'refused', 'removed'],
  [4500, undefined, 'lost', 'lost', 'removed'],
  [4599, undefined, 'lost', 'lost', 'removed'],
];

describe('a client whose connection closes', () => {
  it.each(FINAL)(
    'with the final %i (%s) ends, whether it would join anew or not',
    (close, code, join, again, talk) => {
      for (const reconnect of [true, false]) {
        expect(closed(JOIN, close, reconnect)).toEqual(ended(join, code));
        expect(closed(JOIN_AGAIN, close, reconnect)).toEqual(ended(again, code));
        expect(closed(TALK, close, reconnect)).toEqual(ended(talk, code));
      }
    },
  );

  it.each(LATER)('with the temporary %i (%s) goes away for a while if it was in', (close) => {
    expect(closed(TALK, close, true)).toEqual(away(1));
    expect(closed(JOIN_AGAIN, close, true)).toEqual(away(5));
  });

  it.each(LATER)('with the temporary %i (%s) ends if it was never in', (close, code, join) => {
    expect(closed(JOIN, close, true)).toEqual(ended(join, code));
  });

  it.each(LATER)(
    'with the temporary %i (%s) ends if it does not join anew',
    (close, code, join, again, talk) => {
      expect(closed(JOIN, close, false)).toEqual(ended(join, code));
      expect(closed(JOIN_AGAIN, close, false)).toEqual(ended(again, code));
      expect(closed(TALK, close, false)).toEqual(ended(talk, code));
    },
  );

  it('counts its attempts to come back, and from one again after it was in', () => {
    let state: ClientState = TALK;
    for (const attempt of [1, 2, 3]) {
      const gone = closed(state, 1006, true);
      expect(gone).toEqual(away(attempt));
      const back = transitionClient(gone.state, { type: 'retry' });
      expect(back).toEqual({ state: { step: 'join', attempt, wasIn: true }, effects: [{ type: 'connect' }] });
      ({ state } = back);
    }
    ({ state } = transitionClient(state, { type: 'joined', memberId: 9, creator: false }));
    expect(closed(state, 1006, true)).toEqual(away(1));
  });

  it.each<ClientState>([
    { step: 'challenge', tries: 1 },
    { step: 'redeem', tries: 2 },
    { step: 'create', tries: 3 },
    { step: 'away', attempt: 1 },
    { step: 'ended', reason: 'left', code: undefined },
  ])('does nothing in $step, where it has none', (state) => {
    for (const close of [1000, 1006, 4404, 4410, 4429]) {
      expect(closed(state, close, true)).toEqual({ state, effects: [] });
    }
  });
});
