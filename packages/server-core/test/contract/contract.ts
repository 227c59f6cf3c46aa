import { describe } from 'vitest';
import { badFrame } from './bad-frame.js';
import { bodies } from './bodies.js';
import { challengeStep } from './challenge.js';
import type { Engine } from './client/relay.js';
import { createStep } from './create.js';
import { expiry } from './expiry.js';
import { firstMessage } from './first-message.js';
import { framing } from './framing.js';
import { full } from './full.js';
import { joinRefusals } from './join-refusals.js';
import { joinStep } from './join.js';
import { keepalive, useIdleMember } from './keepalive.js';
import { leaveStep } from './leave.js';
import { limits } from './limits.js';
import { messageStep } from './message.js';
import { origins } from './origins.js';
import { paths } from './paths.js';
import { purgeStep } from './purge.js';
import { rates } from './rates.js';
import { redeemStep } from './redeem.js';
import { shutdown } from './shutdown.js';
import { slow } from './slow.js';
import { upgrade } from './upgrade.js';

const STEPS = [
  [paths, bodies, origins, limits],
  [challengeStep, redeemStep],
  [createStep, full],
  [upgrade, joinStep, firstMessage, joinRefusals],
  [messageStep, badFrame, framing, rates, slow],
  [leaveStep],
  [purgeStep, expiry],
  [shutdown],
];

/** Everything protocol.md says about a relay, over real sockets and nothing but them, on one engine. */
export function contract(engine: Engine): void {
  describe(`a relay on ${engine}`, { timeout: 30_000 }, () => {
    const idle = useIdleMember(engine);
    for (const step of STEPS.flat()) step(engine);
    keepalive(engine, idle);
  });
}
