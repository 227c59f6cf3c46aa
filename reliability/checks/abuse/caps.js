/** The documented numbers that bound what a connection may take of the relay's memory. */

export const KIB = 1_024;
export const MIB = 1_024 * KIB;

/** docs/protocol.md, All numbers. */
export const MAX_FRAME_BYTES = 16_000;
export const MAX_BODY_BYTES = 1_024;
export const MAX_UNSENT_BYTES = 256 * KIB;
/** docs/protocol.md, 3. Join and 6. Purge. */
export const JOIN_TIMEOUT_MS = 5_000;
export const DRAIN_LIMIT_MS = 5_000;
/** docs/guides/operator.md, How much it takes: the dearer engine. */
const CONNECTION_BYTES = 9 * KIB;
/** The longest head of a request that Node takes; the native engine takes less. */
export const MAX_HEAD_BYTES = 16 * KIB;
/** What V8 lets gather before it collects, by its defaults: three semi-spaces of 16 MiB, and 64 MiB of buffers. */
export const GARBAGE_BYTES = 112 * MIB;

/**
 * @param {number} connections
 * @param {number} [bytes] that each may hold besides what any connection takes
 * @param {string} [what] those are
 * @returns {import('./scenario.js').Cap}
 */
export function capOf(connections, bytes = 0, what = '') {
  const more = bytes === 0 ? '' : ` and ${bytes.toLocaleString('en-US')} bytes ${what}`;
  return {
    bytes: connections * (CONNECTION_BYTES + bytes),
    because: `${connections.toLocaleString('en-US')} × 9 KiB for a connection${more}`,
  };
}
