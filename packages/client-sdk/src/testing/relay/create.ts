import { RunningRelay } from './running-relay.js';
import type { TestRelay, TestRelayOptions } from './test-relay.js';

/**
 * A relay in the same process that keeps the whole protocol, without a network and under a clock that a test moves.
 * Throws a RangeError on options that cannot be.
 *
 * ```ts
 * const relay = createTestRelay();
 * const room = await createRoom(relay.origin, relay.platform);
 * const friend = await joinRoom(room.link, relay.platform);
 * await relay.clock.advance(3_600_000);
 * console.log((await friend.closed).reason); // 'expired'
 * ```
 */
export function createTestRelay(options: TestRelayOptions = {}): TestRelay {
  return new RunningRelay(options, (delivery) => [delivery]);
}
