import { describe, expect, it } from 'vitest';
import { formatLeft, isoDuration } from '../../src/lib/time/left.js';

describe('the time left, written down', () => {
  it.each([
    [0, '0:00', 'PT0S'],
    [-5, '0:00', 'PT0S'],
    [0.2, '0:01', 'PT1S'],
    [1, '0:01', 'PT1S'],
    [1_000, '0:01', 'PT1S'],
    [1_001, '0:02', 'PT2S'],
    [59_000, '0:59', 'PT59S'],
    [59_001, '1:00', 'PT60S'],
    [60_000, '1:00', 'PT60S'],
    [299_000, '4:59', 'PT299S'],
    [599_999, '10:00', 'PT600S'],
    [3_599_000, '59:59', 'PT3599S'],
    [3_600_000, '1:00:00', 'PT3600S'],
    [3_909_000, '1:05:09', 'PT3909S'],
    [86_400_000, '24:00:00', 'PT86400S'],
  ])('%d ms is %s', (ms, text, iso) => {
    expect([formatLeft(ms), isoDuration(ms)]).toEqual([text, iso]);
  });
});
