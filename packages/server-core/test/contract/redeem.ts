import { describe, expect, it } from 'vitest';
import { challenge, create, expectError, expectOk, redeem, solved, type Challenge } from './client/gate.js';
import { findNonce, solve, zeroBits } from './client/pow.js';
import { DIFFICULTY, ManualClock, useRelay, type Engine, type Served } from './client/relay.js';

/** protocol.md §1 Challenge: `POST /api/pow-redeem`. */
export function redeemStep(engine: Engine): void {
  describe('redeeming a challenge', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock });
    success(relay, clock);
    nonces(relay);
    singleUse(relay);
    expiry(relay, clock);
  });
}

function success(relay: Served, clock: ManualClock): void {
  it('gives a sessionToken that lives 300 s', async () => {
    const body = expectOk(await redeem(relay.port, await solved(relay.port)));
    expect(body).toEqual({
      sessionToken: expect.stringMatching(/^\S+$/) as unknown,
      expiresAt: expect.any(Number) as unknown,
    });
    const { expiresAt } = body as { expiresAt: number };
    expect(Math.abs(expiresAt - clock.wall() - 300_000)).toBeLessThanOrEqual(1_000);
  });
}

/** 24 zeros and 8 digits of counting: the longest form a nonce can have. */
const longNonce = (index: number): string => index.toString(16).padStart(32, '0');

function nonces(relay: Served): void {
  it('takes a nonce of 32 characters', async () => {
    const { token } = await challenge(relay.port);
    expectOk(await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY, longNonce) }));
  });

  it('takes a nonce of one character', async () => {
    expectOk(await redeem(relay.port, await luckyToken(relay.port)));
  });

  const forms: [name: string, nonceAt: (index: number) => string][] = [
    ['33 characters', (index) => `0${longNonce(index)}`],
    ['upper-case letters', (index) => `A${index.toString(16).toUpperCase()}`],
    ['letters after f', (index) => `g${index.toString(16)}`],
    ['a sign', (index) => `-${index.toString(16)}`],
    ['a line feed at the end', (index) => `${index.toString(16)}\n`],
  ];
  it.each(forms)('refuses a nonce with %s though its hash would do', async (_name, nonceAt) => {
    const { token } = await challenge(relay.port);
    const answer = await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY, nonceAt) });
    // The form is the JSON's or the proof's matter; which of the two, protocol.md §1 leaves open.
    expect([400, 403]).toContain(answer.status);
    expectOk(await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY) }));
  });

  it('refuses one bit too few as pow_invalid, which does not spend the token', async () => {
    const { token } = await challenge(relay.port);
    const nonce = findNonce(token, (bits) => bits === DIFFICULTY - 1);
    expectError(await redeem(relay.port, { token, nonce }), 'pow_invalid');
    expectError(await redeem(relay.port, { token, nonce }), 'pow_invalid');
    expectOk(await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY) }));
  });
}

/** Asks for challenges until one has a nonce of a single character: one in 16 has. */
async function luckyToken(port: number): Promise<{ token: string; nonce: string }> {
  for (let asked = 0; asked < 500; asked++) {
    const { token } = await challenge(port);
    const nonce = Array.from('0123456789abcdef').find((digit) => zeroBits(token, digit) >= DIFFICULTY);
    if (nonce !== undefined) return { token, nonce };
  }
  throw new Error('no challenge with a nonce of one character');
}

function singleUse(relay: Served): void {
  it('works once for a token, then it is pow_replayed', async () => {
    const { token, nonce } = await solved(relay.port);
    expectOk(await redeem(relay.port, { token, nonce }));
    expectError(await redeem(relay.port, { token, nonce }), 'pow_replayed');
    const other = findNonce(token, (bits) => bits >= DIFFICULTY, longNonce);
    expectError(await redeem(relay.port, { token, nonce: other }), 'pow_replayed');
  });

  it('works for exactly one of 50 requests at the same time', async () => {
    const proof = await solved(relay.port);
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(relay.port, proof)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
  });

  it('of a spent token with a wrong nonce is pow_invalid', async () => {
    const { token, nonce } = await solved(relay.port);
    expectOk(await redeem(relay.port, { token, nonce }));
    expectError(await redeem(relay.port, { token, nonce: badNonce(token) }), 'pow_invalid');
  });

  it('does not make the challenge token a sessionToken', async () => {
    const { token, nonce } = await solved(relay.port);
    expectOk(await redeem(relay.port, { token, nonce }));
    expectError(await create(relay.port, token), 'session_invalid');
  });
}

function badNonce(token: string): string {
  return findNonce(token, (bits) => bits < DIFFICULTY);
}

function expiry(relay: Served, clock: ManualClock): void {
  async function aged(ms: number): Promise<Challenge> {
    const fresh = await challenge(relay.port);
    clock.advance(ms);
    return fresh;
  }

  it('works shortly before the token expires', async () => {
    const { token } = await aged(118_000);
    expectOk(await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY) }));
  });

  it('is pow_expired after 120 s', async () => {
    const { token } = await aged(121_500);
    expectError(await redeem(relay.port, { token, nonce: solve(token, DIFFICULTY) }), 'pow_expired');
  });

  it('with a wrong nonce is pow_invalid even when the token has expired', async () => {
    const { token } = await aged(121_500);
    expectError(await redeem(relay.port, { token, nonce: badNonce(token) }), 'pow_invalid');
  });

  it('is pow_expired rather than pow_replayed for a spent token that has expired', async () => {
    const { token, nonce } = await solved(relay.port);
    expectOk(await redeem(relay.port, { token, nonce }));
    clock.advance(121_500);
    expectError(await redeem(relay.port, { token, nonce }), 'pow_expired');
  });
}
