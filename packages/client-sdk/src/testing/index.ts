export { createTestRelay } from './relay/create.js';
export {
  createMaliciousRelay,
  type AttackOptions,
  type MaliciousRelay,
  type MaliciousRelayOptions,
} from './hostile/malicious-relay.js';
export type { AttackName } from './hostile/attack-name.js';
export { ATTACKS, type Attack, type Scene } from './hostile/attacks.js';
export { mutations, type MutationOptions, type Tamper } from './hostile/mutations.js';
export type { PastFrame, Traffic } from './hostile/traffic.js';
export type { Random } from './random.js';
export type { Delivery } from './relay/delivery.js';
export type { RefusalStep } from './relay/refusals.js';
export type { Seen, SeenMessage, SeenRequest } from './relay/seen.js';
export type { Target } from './relay/target.js';
export type { TestPlatform, TestRelay, TestRelayOptions } from './relay/test-relay.js';
export type { TestClock } from './world/clock.js';
export type { TestFetch, TestResponse } from './world/fetch.js';
