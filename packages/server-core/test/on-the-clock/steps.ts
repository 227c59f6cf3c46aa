import { describe } from 'vitest';
import { creating } from './create.js';
import { expiring } from './expiry.js';
import { joining } from './join.js';
import { rates } from './rates.js';
import { redeeming } from './redeem.js';
import type { Engine } from './relay.js';
import { keepingAlive } from './silence.js';

/** What the conformance kit cannot see from outside: over real sockets, by a clock that the test moves. */
export function onTheClock(engine: Engine): void {
  describe(`a relay on ${engine}`, { timeout: 30_000 }, () => {
    for (const step of [redeeming, creating, joining, rates, keepingAlive, expiring]) step(engine);
  });
}
