import { decodeLimits, originOf, type Limits } from '@pug-network/protocol';
import { PugError } from './errors.js';
import type { AbortSignalLike } from './platform/abort-signal-like.js';
import { platformEnvironment, type Platform } from './platform/environment.js';
import { request, type Relay } from './request.js';

/** How to ask for a relay's limits. */
export interface LimitsOptions extends Platform {
  readonly signal?: AbortSignalLike | undefined;
}

/** `GET /api/limits` (protocol.md, Limits). */
export const askLimits = (relay: Relay, signal?: AbortSignalLike): Promise<Limits> =>
  request(relay, { path: '/api/limits', decode: decodeLimits }, signal);

/**
 * What a relay allows: how long rooms last in seconds, how many members they take, how fast one may send (protocol.md,
 * Limits). For a form that offers no more than can be had. Rejects with a {@link PugError}: the relay's code, `network`,
 * `aborted`, `misbehaving_relay`, `invalid_argument`.
 */
export async function relayLimits(relay: string, options: LimitsOptions = {}): Promise<Limits> {
  const origin = originOf(relay);
  if (origin === undefined) throw new PugError('invalid_argument');
  return askLimits({ origin, environment: platformEnvironment(options) }, options.signal);
}
