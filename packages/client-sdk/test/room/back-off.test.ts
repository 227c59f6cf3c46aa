import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../src/room/back-off.js';

const CLOSE_TO_ONE = 1 - 2 ** -53;

describe('the wait before joining anew', () => {
  it('is below a limit that doubles from half a second to half a minute', () => {
    const limits = Array.from({ length: 10 }, (_, i) => backOffMs(i + 1, CLOSE_TO_ONE));
    expect(limits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('is never shorter than a tenth of a second nor longer than half a minute', () => {
    const attempts = fc.integer({ min: 1, max: 5_000 });
    const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const property = fc.property(attempts, chances, (attempt, chance) => {
      const ms = backOffMs(attempt, chance);
      expect(ms).toBeGreaterThanOrEqual(100);
      expect(ms).toBeLessThanOrEqual(30_000);
      expect(Number.isInteger(ms)).toBe(true);
    });
    fc.assert(property, { seed: 6 });
  });

  it('is spread out, so that clients do not come all at once', () => {
    const waits = [0.1, 0.3, 0.5, 0.7, 0.9].map((chance) => backOffMs(8, chance));
    expect(waits).toEqual([3_000, 9_000, 15_000, 21_000, 27_000]);
  });
});
