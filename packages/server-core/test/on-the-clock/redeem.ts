import {
  challenge,
  expectError,
  expectOk,
  findNonce,
  redeem,
  solve,
  solved,
  type Challenge,
  type Target,
} from '@pug-network/conformance/wire';
import { describe, it } from 'vitest';
import { DIFFICULTY, ManualClock, useRelay, type Engine } from './relay.js';

/** docs/protocol.md, 1. Challenge: a token lives 120 s. */
export function redeeming(engine: Engine): void {
  describe('redeeming a challenge', () => {
    const clock = new ManualClock();
    expiry(useRelay(engine, { clock }), clock);
  });
}

function badNonce(token: string): string {
  return findNonce(token, (bits) => bits < DIFFICULTY);
}

function expiry(relay: Target, clock: ManualClock): void {
  async function aged(ms: number): Promise<Challenge> {
    const fresh = await challenge(relay);
    clock.advance(ms);
    return fresh;
  }

  it('works shortly before the token expires', async () => {
    const { token } = await aged(118_000);
    expectOk(await redeem(relay, { token, nonce: solve(token, DIFFICULTY) }));
  });

  it('is pow_expired after 120 s', async () => {
    const { token } = await aged(121_500);
    expectError(await redeem(relay, { token, nonce: solve(token, DIFFICULTY) }), 'pow_expired');
  });

  it('with a wrong nonce is pow_invalid even when the token has expired', async () => {
    const { token } = await aged(121_500);
    expectError(await redeem(relay, { token, nonce: badNonce(token) }), 'pow_invalid');
  });

  it('is pow_expired rather than pow_replayed for a spent token that has expired', async () => {
    const { token, nonce } = await solved(relay);
    expectOk(await redeem(relay, { token, nonce }));
    clock.advance(121_500);
    expectError(await redeem(relay, { token, nonce }), 'pow_expired');
  });
}
