import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpiringSet } from '../../src/gate/expiring.js';

const NOW = 1_800_000_000_000;
const TTL = 120_000;

describe('keys that are remembered for a time', () => {
  it('are there until their time and forgotten after it', () => {
    const set = new ExpiringSet(10);
    set.add('key', NOW + TTL);
    expect(set.has('key', NOW + TTL)).toBe(true);
    expect(set.has('other', NOW + TTL)).toBe(false);
    expect(set.size(NOW + TTL - 1)).toBe(1);
    expect(set.has('key', NOW + TTL)).toBe(true);
    expect(set.size(NOW + TTL)).toBe(0);
    expect(set.has('key', NOW + TTL)).toBe(false);
  });

  it('are remembered to their last millisecond and forgotten within the second after it', () => {
    const set = new ExpiringSet(10);
    set.add('key', NOW + 1);
    expect(set.size(NOW + 0.5)).toBe(1);
    expect(set.size(NOW + 1_000)).toBe(0);
  });

  it('are full at exactly the limit, and no longer once one is forgotten', () => {
    const set = new ExpiringSet(3);
    for (const n of [1, 2, 3]) {
      expect(set.isFull(NOW)).toBe(false);
      set.add(`key ${n}`, NOW + n * 10_000);
    }
    expect(set.isFull(NOW)).toBe(true);
    expect(set.isFull(NOW + 9_999)).toBe(true);
    expect(set.isFull(NOW + 10_000)).toBe(false);
    expect(set.size(NOW + 10_000)).toBe(2);
  });

  it('agree with a map of key and expiry, as far as anybody may ask', () => {
    const step = fc.record({ passes: fc.nat(3_000), ttl: fc.integer({ min: 1, max: 9_000 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const set = new ExpiringSet(1_000);
        const model = new Map<string, number>();
        let now = NOW;
        for (const [n, { passes, ttl }] of steps.entries()) {
          now += passes;
          set.add(String(n), now + ttl);
          model.set(String(n), now + ttl);
          const size = set.size(now);
          const alive = [...model].filter(([, expiresAt]) => now < expiresAt);
          for (const [key, expiresAt] of alive) expect(set.has(key, expiresAt)).toBe(true);
          // Whoever is over its time by a second is gone for sure.
          const mayBe = [...model].filter(([, expiresAt]) => now < expiresAt + 1_000);
          expect(size).toBeGreaterThanOrEqual(alive.length);
          expect(size).toBeLessThanOrEqual(mayBe.length);
        }
        expect(set.size(now + 10_000)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
