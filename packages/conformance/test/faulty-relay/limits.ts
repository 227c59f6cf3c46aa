import type { Relay } from './relay.js';
import { ok, type Reply } from './reply.js';

/** protocol.md §4; the longest frame that is accepted. */
export const MAX_FRAME_BYTES = 16_000;

/** `GET /api/limits`. */
export function limits({ faults, settings }: Relay): Reply {
  const { difficulty, ttl, capacity, rate } = settings;
  const told = faults.on('limits.wrong-rate') ? { ...rate, frames: rate.frames * 2 } : rate;
  return ok({ protocol: 'pug.v1', difficulty, ttl, capacity, maxFrameBytes: MAX_FRAME_BYTES, rate: told });
}

/** `GET /healthz`. */
export function health({ faults, isDraining }: Relay): Reply {
  if (isDraining && !faults.on('shutdown.healthy')) return { status: 503, body: { status: 'draining' } };
  return ok({ status: 'ok' });
}
