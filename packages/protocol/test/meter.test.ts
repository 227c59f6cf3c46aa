import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_RATE } from '../src/constants.js';
import { Meter } from '../src/meter.js';

const START = 5_000;
const { frames, frameBurst, bytes, byteBurst } = DEFAULT_RATE;

let meter: Meter;

beforeEach(() => {
  meter = new Meter(DEFAULT_RATE, START);
});

/** How many of `count` messages are admitted at one moment, up to the first that is not. */
function admitted(count: number, size: number, now: number): number {
  for (let n = 0; n < count; n++) if (!meter.admits(size, now)) return n;
  return count;
}

describe('a meter', () => {
  it('admits a burst of 100 messages and not one more', () => {
    expect(admitted(1_000, 1, START)).toBe(frameBurst);
  });

  it('admits a burst of exactly 128 KiB and not a byte more', () => {
    expect(meter.admits(byteBurst - 1, START)).toBe(true);
    expect(meter.admits(1, START)).toBe(true);
    expect(meter.admits(1, START)).toBe(false);
  });

  it('counts empty messages as messages', () => {
    expect(admitted(1_000, 0, START)).toBe(frameBurst);
  });

  it('lets 50 messages more through after each second', () => {
    expect(admitted(frameBurst, 1, START)).toBe(frameBurst);
    expect(admitted(1_000, 1, START + 1_000)).toBe(frames);
  });

  it('lets one more through 20 ms after a burst and none before', () => {
    const isAdmittedAfter = (ms: number): boolean => {
      meter = new Meter(DEFAULT_RATE, START);
      admitted(frameBurst, 1, START);
      return meter.admits(1, START + ms);
    };
    expect(isAdmittedAfter(19)).toBe(false);
    expect(isAdmittedAfter(20)).toBe(true);
  });

  it('lets 64 KiB more through after each second', () => {
    expect(meter.admits(byteBurst, START)).toBe(true);
    expect(meter.admits(bytes, START + 1_000)).toBe(true);
    expect(meter.admits(1, START + 1_000)).toBe(false);
  });

  it('saves nothing up beyond one burst', () => {
    expect(admitted(1_000, 1, START + 3_600_000)).toBe(frameBurst);
  });

  it('admits the sustained rate for as long as anybody likes', () => {
    admitted(frameBurst, 1, START);
    for (let n = 1; n <= 10_000; n++) expect(meter.admits(1_000, START + n * 20)).toBe(true);
  });

  it('never admits more than the burst and what the time since the start allows', () => {
    const message = fc.record({ passes: fc.nat(300), size: fc.nat(16_000) });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 300 }), (messages) => {
        const own = new Meter(DEFAULT_RATE, START);
        let [now, count, total] = [START, 0, 0];
        for (const { passes, size } of messages) {
          now += passes;
          if (!own.admits(size, now)) break;
          count++;
          total += size;
          const seconds = (now - START) / 1_000;
          expect(count).toBeLessThanOrEqual(frameBurst + frames * seconds + 1e-6);
          expect(total).toBeLessThanOrEqual(byteBurst + bytes * seconds + 1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });
});
