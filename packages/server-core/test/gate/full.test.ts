import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Gate } from '../../src/gate/gate.js';
import { Timekeeper } from '../../src/timing/timekeeper.js';
import { ManualClock } from '../support/clock.js';

const limits = vi.hoisted(() => ({ tokens: 4, sessions: 4 }));

// The protocol's limits are 100,000 each: the same code with smaller ones.
vi.mock('@pug-network/protocol', async (original) => ({
  ...(await original()),
  get MAX_REDEEMED_TOKENS() {
    return limits.tokens;
  },
  get MAX_SESSIONS() {
    return limits.sessions;
  },
}));

const CHALLENGE_TTL_MS = 120_000;
const SESSION_TTL_MS = 300_000;
const FULL = { ok: false, code: 'server_full' };

let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock();
});

const gateOf = (tokens: number, sessions: number): Gate => {
  Object.assign(limits, { tokens, sessions });
  return new Gate(0, clock, new Timekeeper(clock));
};

const redeemOne = (gate: Gate): ReturnType<Gate['redeem']> =>
  gate.redeem({ token: gate.challenge().token, nonce: '0' });

describe('a gate at its limit', () => {
  it('of redeemed tokens is full until the first of them has expired', () => {
    const gate = gateOf(4, 1_000);
    for (let n = 0; n < 4; n++) {
      expect(redeemOne(gate).ok).toBe(true);
      clock.advance(1_000);
    }
    expect(redeemOne(gate)).toEqual(FULL);
    clock.advance(CHALLENGE_TTL_MS - 4_001);
    expect(redeemOne(gate)).toEqual(FULL);
    clock.advance(1);
    expect(redeemOne(gate).ok).toBe(true);
    expect(redeemOne(gate)).toEqual(FULL);
  });

  it('of sessions is full until one of them is spent', () => {
    const gate = gateOf(1_000, 4);
    const tokens = Array.from({ length: 4 }, () => redeemOne(gate)).map((session) =>
      session.ok ? session.value.sessionToken : '',
    );
    expect(redeemOne(gate)).toEqual(FULL);
    gate.spend(tokens[2]!);
    expect(redeemOne(gate).ok).toBe(true);
    expect(redeemOne(gate)).toEqual(FULL);
  });

  it('of sessions is full until the first of them has expired', () => {
    const gate = gateOf(1_000, 4);
    for (let n = 0; n < 4; n++) expect(redeemOne(gate).ok).toBe(true);
    clock.advance(SESSION_TTL_MS - 1);
    expect(redeemOne(gate)).toEqual(FULL);
    clock.advance(1);
    expect(redeemOne(gate).ok).toBe(true);
  });

  it.each([
    { of: 'tokens', tokens: 1, sessions: 1_000, untilRoom: CHALLENGE_TTL_MS },
    { of: 'sessions', tokens: 1_000, sessions: 1, untilRoom: SESSION_TTL_MS },
  ])('of $of does not spend the token that it refuses', ({ tokens, sessions, untilRoom }) => {
    const gate = gateOf(tokens, sessions);
    expect(redeemOne(gate).ok).toBe(true);
    clock.advance(untilRoom - 60_000);
    const { token } = gate.challenge();
    expect(gate.redeem({ token, nonce: '0' })).toEqual(FULL);
    clock.advance(60_000);
    expect(gate.redeem({ token, nonce: '0' }).ok).toBe(true);
  });

  it('still tells invalid, expired and replayed tokens from the rest', () => {
    const gate = gateOf(1, 1);
    const [early, first, forged] = [gate.challenge().token, gate.challenge().token, 'A'.repeat(60)];
    clock.advance(CHALLENGE_TTL_MS - 1);
    expect(gate.redeem({ token: first, nonce: '0' }).ok).toBe(true);
    expect(gate.redeem({ token: forged, nonce: '0' })).toEqual({ ok: false, code: 'pow_invalid' });
    expect(gate.redeem({ token: first, nonce: '0' })).toEqual({ ok: false, code: 'pow_replayed' });
    clock.advance(1);
    expect(gate.redeem({ token: early, nonce: '0' })).toEqual({ ok: false, code: 'pow_expired' });
    expect(redeemOne(gate)).toEqual(FULL);
  });
});
