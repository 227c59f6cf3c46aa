import type { Case } from '../case.js';
import { badFrameCases } from './bad-frame.js';
import { bodyCases, framingCases } from './bodies.js';
import { byteRateCases } from './byte-rates.js';
import { challengeCases } from './challenge.js';
import { corsCases } from './cors.js';
import { createCases } from './create.js';
import { firstMessageCases } from './first-message.js';
import { fullCases } from './full.js';
import { joinRefusedCases } from './join-refused.js';
import { joinOrderCases } from './join-order.js';
import { joinCases } from './join.js';
import { jsonCases } from './json.js';
import { joinTimeoutCases, keepAliveCases } from './keep-alive.js';
import { leaveCases } from './leave.js';
import { limitCases } from './limits.js';
import { lowRateCases } from './low-rates.js';
import { messageCases } from './message.js';
import { oddHttpCases } from './odd-http.js';
import { originCases } from './origins.js';
import { healthCases, pathCases } from './paths.js';
import { purgeCases } from './purge.js';
import { rateCases } from './rates.js';
import { nonceCases, redeemCases } from './redeem.js';
import { rfc6455Cases } from './rfc6455.js';
import { sessionCases } from './sessions.js';
import { shutdownCases } from './shutdown.js';
import { slowCases } from './slow.js';
import { ttlCases } from './ttl.js';
import { upgradeCases } from './upgrade.js';

/** Every case, in the order of the specification. */
export const RELAY_CASES: readonly Case[] = [
  ...[pathCases, bodyCases, framingCases, jsonCases, oddHttpCases, originCases, corsCases],
  ...[challengeCases, redeemCases, nonceCases],
  ...[createCases, sessionCases, fullCases, limitCases, healthCases],
  ...[upgradeCases, joinCases, joinOrderCases, joinRefusedCases, firstMessageCases, joinTimeoutCases],
  ...[messageCases, keepAliveCases],
  ...[leaveCases],
  ...[purgeCases, ttlCases],
  ...[badFrameCases, rfc6455Cases, rateCases, byteRateCases, lowRateCases, slowCases, shutdownCases],
].flat();
