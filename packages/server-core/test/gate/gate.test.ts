import type { Session } from '@pug-network/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Gate } from '../../src/gate/gate.js';
import { Timekeeper } from '../../src/timing/timekeeper.js';
import { ManualClock } from '../support/clock.js';
import { nonceFor } from '../support/proof.js';

const CHALLENGE_TTL_MS = 120_000;
const SESSION_TTL_MS = 300_000;
const DIFFICULTY = 6;

let clock: ManualClock;
let gate: Gate;

beforeEach(() => {
  clock = new ManualClock();
  gate = new Gate(0, clock, new Timekeeper(clock));
});

const refusal = (code: string): object => ({ ok: false, code });

const redeemed = (own: Gate): Session => {
  const session = own.redeem({ token: own.challenge().token, nonce: '0' });
  expect(session).toMatchObject({ ok: true });
  return (session as { value: Session }).value;
};

describe('a proof', () => {
  it('opens a session of 300 s', () => {
    const { sessionToken, expiresAt } = redeemed(gate);
    expect(expiresAt).toBe(clock.wall() + SESSION_TTL_MS);
    expect(gate.isSession(sessionToken)).toBe(true);
  });

  it('has at least as many zero bits as the difficulty', () => {
    const hard = new Gate(DIFFICULTY, clock, new Timekeeper(clock));
    const { token } = hard.challenge();
    for (let bits = 0; bits < DIFFICULTY; bits++) {
      const nonce = nonceFor(token, (found) => found === bits);
      expect(hard.redeem({ token, nonce })).toEqual(refusal('pow_invalid'));
    }
    const more = nonceFor(token, (found) => found === DIFFICULTY + 2);
    expect(hard.redeem({ token, nonce: more }).ok).toBe(true);
    const { token: other } = hard.challenge();
    const enough = nonceFor(other, (found) => found === DIFFICULTY);
    expect(hard.redeem({ token: other, nonce: enough }).ok).toBe(true);
  });

  it.each(['', 'G', 'A', 'g0', '0x1', ' 0', '0\n', '０', '0'.repeat(33), '-1'])(
    'is invalid with %j for a nonce, whatever that hashes to',
    (nonce) => {
      expect(gate.redeem({ token: gate.challenge().token, nonce })).toEqual(refusal('pow_invalid'));
    },
  );

  it('may have a nonce of 1 to 32 characters', () => {
    for (const nonce of ['f', '0123456789abcdef'.repeat(2)]) {
      expect(gate.redeem({ token: gate.challenge().token, nonce }).ok).toBe(true);
    }
  });

  it('is worth nothing at another server, or at this one after a start anew', () => {
    const { token } = new Gate(0, clock, new Timekeeper(clock)).challenge();
    expect(gate.redeem({ token, nonce: '0' })).toEqual(refusal('pow_invalid'));
  });

  it('with any bit of its token flipped is pow_invalid', () => {
    const bytes = Buffer.from(gate.challenge().token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const token = flipped.toString('base64url');
      expect(gate.redeem({ token, nonce: '0' }), `bit ${bit}`).toEqual(refusal('pow_invalid'));
    }
    expect(gate.redeem({ token: bytes.toString('base64url'), nonce: '0' }).ok).toBe(true);
  });
});

describe('a token', () => {
  it('is good to the last millisecond of its 120 s and expired at exactly 120 s', () => {
    const [last, late] = [gate.challenge().token, gate.challenge().token];
    clock.advance(CHALLENGE_TTL_MS - 1);
    expect(gate.redeem({ token: last, nonce: '0' }).ok).toBe(true);
    clock.advance(1);
    expect(gate.redeem({ token: late, nonce: '0' })).toEqual(refusal('pow_expired'));
  });

  it('is redeemed once', () => {
    const { token } = gate.challenge();
    expect(gate.redeem({ token, nonce: '0' }).ok).toBe(true);
    for (const nonce of ['0', '1']) expect(gate.redeem({ token, nonce })).toEqual(refusal('pow_replayed'));
    clock.advance(CHALLENGE_TTL_MS - 1);
    expect(gate.redeem({ token, nonce: '0' })).toEqual(refusal('pow_replayed'));
  });

  it('is not spent by a wrong proof', () => {
    const hard = new Gate(DIFFICULTY, clock, new Timekeeper(clock));
    const { token } = hard.challenge();
    const wrong = nonceFor(token, (bits) => bits < DIFFICULTY);
    for (let n = 0; n < 3; n++) expect(hard.redeem({ token, nonce: wrong })).toEqual(refusal('pow_invalid'));
    const nonce = nonceFor(token, (bits) => bits >= DIFFICULTY);
    expect(hard.redeem({ token, nonce }).ok).toBe(true);
  });

  it('is refused as invalid before expired, and as expired before replayed', () => {
    const hard = new Gate(DIFFICULTY, clock, new Timekeeper(clock));
    const { token } = hard.challenge();
    const [right, wrong] = [nonceFor(token, (b) => b >= DIFFICULTY), nonceFor(token, (b) => b < DIFFICULTY)];
    expect(hard.redeem({ token, nonce: right }).ok).toBe(true);
    expect(hard.redeem({ token, nonce: wrong })).toEqual(refusal('pow_invalid'));
    clock.advance(CHALLENGE_TTL_MS);
    expect(hard.redeem({ token, nonce: wrong })).toEqual(refusal('pow_invalid'));
    expect(hard.redeem({ token, nonce: right })).toEqual(refusal('pow_expired'));
  });

  it.each([-86_400_000, -CHALLENGE_TTL_MS, 86_400_000])(
    'stays redeemed when the wall clock is set by %i ms',
    (step) => {
      const { token } = gate.challenge();
      expect(gate.redeem({ token, nonce: '0' }).ok).toBe(true);
      // Long enough for other redemptions to sweep out what seems to be over.
      clock.advance(CHALLENGE_TTL_MS - 1_000);
      clock.setWallBy(step);
      redeemed(gate);
      expect(gate.redeem({ token, nonce: '0' })).toEqual(refusal('pow_replayed'));
      clock.advance(1_000);
      expect(gate.redeem({ token, nonce: '0' })).toEqual(refusal('pow_expired'));
    },
  );
});

describe('a session', () => {
  it('ends at exactly 300 s', () => {
    const { sessionToken } = redeemed(gate);
    clock.advance(SESSION_TTL_MS - 1);
    expect(gate.isSession(sessionToken)).toBe(true);
    clock.advance(1);
    expect(gate.isSession(sessionToken)).toBe(false);
  });

  it('makes one room: spent is spent', () => {
    const { sessionToken } = redeemed(gate);
    expect(gate.isSession(sessionToken)).toBe(true);
    gate.spend(sessionToken);
    expect(gate.isSession(sessionToken)).toBe(false);
  });

  it('is not made longer by a wall clock that is set back', () => {
    const { sessionToken } = redeemed(gate);
    clock.setWallBy(-86_400_000);
    clock.advance(SESSION_TTL_MS);
    expect(gate.isSession(sessionToken)).toBe(false);
  });
});
