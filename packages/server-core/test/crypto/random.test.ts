import { describe, expect, it } from 'vitest';
import { randomInto, randomText } from '../../src/crypto/random.js';

/** Several times what one call of the system's generator brings. */
const DRAWS = 1_000;

describe('random bytes', () => {
  it('are as many as are asked for, as base64url', () => {
    for (const bytes of [1, 16, 24, 4_096]) {
      expect(Buffer.from(randomText(bytes), 'base64url')).toHaveLength(bytes);
    }
  });

  it('are never given twice, however they are asked for', () => {
    const texts = Array.from({ length: DRAWS }, () => randomText(16));
    const written = Array.from({ length: DRAWS }, () => {
      const out = Buffer.alloc(16);
      randomInto(out, 0, 16);
      return out.toString('base64url');
    });
    expect(new Set([...texts, ...written]).size).toBe(2 * DRAWS);
  });

  it('are written where they belong and nowhere else', () => {
    const out = Buffer.alloc(48, 0xee);
    randomInto(out, 16, 16);
    expect(out.subarray(0, 16)).toEqual(Buffer.alloc(16, 0xee));
    expect(out.subarray(32)).toEqual(Buffer.alloc(16, 0xee));
    expect(out.subarray(16, 32)).not.toEqual(Buffer.alloc(16, 0xee));
  });
});
