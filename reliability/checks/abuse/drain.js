/** How long the relay keeps connections that nobody reads, seen by its own count. */
import { eventually } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { MIB } from './caps.js';

/** How far a timer of a busy machine may be off. */
export const DRAIN_MARGIN_MS = 250;
/** A talker in step with its echoes is held up by no limit. */
export const BUSY_OPTIONS = {
  rate: { frames: 1_000_000, frameBurst: 1_000_000, bytes: 1_024 * MIB, byteBurst: 1_024 * MIB },
};
const LOOK_EVERY_MS = 10;

/**
 * @param {import('../../lib/relay.js').RelayProcess} relay
 * @param {number} count
 * @returns {Promise<number>} ms until the relay has no more connections than that
 */
export async function msUntilConnections(relay, count) {
  const start = performance.now();
  const isReached = async () => {
    await sleep(LOOK_EVERY_MS);
    return (await relay.load()).connections <= count;
  };
  await eventually(isReached, `no more than ${count} connections`);
  return performance.now() - start;
}
