import type { CryptoLike, SubtleLike } from '../../crypto/source.js';
import { below, type Random } from '../random.js';
import type { Queue } from './queue.js';

/** What comes first may take longer than what comes after it, by so many things that happen meanwhile. */
const MOST_ROUNDS = 2;

/** `own` (the platform's) in turns of the queue; how long an answer takes beside others is the seed's matter alone. */
export function cryptoIn(queue: Queue, random: Random, own?: CryptoLike): CryptoLike {
  const source = own ?? (globalThis as { crypto?: CryptoLike }).crypto ?? {};
  const pass = <T>(promise: Promise<T>): Promise<T> => queue.pass(promise, below(random, MOST_ROUNDS + 1));
  const inTurns = (subtle: SubtleLike): SubtleLike => ({
    importKey: (...key) => pass(subtle.importKey(...key)),
    encrypt: (...message) => pass(subtle.encrypt(...message)),
    decrypt: (...message) => pass(subtle.decrypt(...message)),
  });
  return {
    subtle: source.subtle && inTurns(source.subtle),
    getRandomValues: (bytes) => source.getRandomValues?.(bytes),
  };
}
