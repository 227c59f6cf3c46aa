/** A relay for one part of the check. */
import { RelayProcess } from '../../lib/relay.js';

/** So short that a check need not wait. */
const SHORTEST_TTL_S = 1;

/**
 * @template T
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {(relay: RelayProcess) => Promise<T>} work
 */
export async function onRelay(engine, work) {
  const relay = await RelayProcess.start({ engine, ttl: { min: SHORTEST_TTL_S } });
  try {
    return await work(relay);
  } finally {
    await relay.stop();
  }
}
