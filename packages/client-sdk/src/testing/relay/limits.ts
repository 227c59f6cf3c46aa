import {
  DEFAULT_CAPACITY,
  DEFAULT_RATE,
  DEFAULT_TTL_S,
  MAX_DIFFICULTY_BITS,
  MAX_FRAME_BYTES,
  SUBPROTOCOL,
  type Limits,
  type Range,
} from '@pug-network/protocol';
import type { TestRelayOptions } from './test-relay.js';

const TINY_DIFFICULTY_BITS = 1;

/** What the relay allows (protocol.md §2). Throws a RangeError on options that cannot be. */
export function limitsOf(options: TestRelayOptions): Limits {
  const difficulty = options.difficulty ?? TINY_DIFFICULTY_BITS;
  if (!(difficulty >= 0 && difficulty <= MAX_DIFFICULTY_BITS))
    throw new RangeError('difficulty must be 0 to 24');
  return {
    protocol: SUBPROTOCOL,
    difficulty,
    ttl: rangeOf(DEFAULT_TTL_S, options.ttl),
    capacity: rangeOf(DEFAULT_CAPACITY, options.capacity),
    maxFrameBytes: MAX_FRAME_BYTES,
    rate: { ...DEFAULT_RATE, ...options.rate },
  };
}

/** The usual value is moved into what is left of the range. */
function rangeOf(usual: Range, own: Partial<Range> = {}): Range {
  const { min, max } = { ...usual, ...own };
  if (!(min >= 1 && min <= max)) throw new RangeError('a range goes from its min to its max');
  return { min, max, default: Math.min(max, Math.max(min, own.default ?? usual.default)) };
}
