import { DEFAULT_RATE, Meter, type Rate } from '@pug-network/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/sending/pacer.js';

/** Sends everything as soon as the pacer lets it; when each went, in ms. */
function paced(rate: Rate, sizes: readonly number[], pauses: readonly number[] = []): number[] {
  let now = 0;
  const pacer = new Pacer(rate, now);
  return sizes.map((bytes, i) => {
    now += pauses[i] ?? 0;
    for (let delay = pacer.delay(bytes, now); delay > 0; delay = pacer.delay(bytes, now)) now += delay;
    pacer.spend(bytes, now);
    return now;
  });
}

const MESSAGE_BYTES = { min: 289, max: 15_905 };
const sizes = fc.array(fc.integer(MESSAGE_BYTES), { minLength: 1, maxLength: 300 });
const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 4_000 })), { maxLength: 300 });
const rates = fc.record({
  frames: fc.integer({ min: 1, max: 200 }),
  frameBurst: fc.integer({ min: 1, max: 300 }),
  bytes: fc.integer({ min: 1_000, max: 1_000_000 }),
  byteBurst: fc.integer({ min: 16_000, max: 1_000_000 }),
});

describe('a pacer', () => {
  it('never lets a relay of the default rates overflow', () => {
    const property = fc.property(sizes, pauses, (messages, waits) => {
      const relay = new Meter(DEFAULT_RATE, 0);
      const times = paced(DEFAULT_RATE, messages, waits);
      expect(times.every((at, i) => relay.admits(messages[i]!, at))).toBe(true);
    });
    fc.assert(property, { seed: 3, numRuns: 200 });
  });

  it('never lets a relay of any other rates overflow that takes the longest message', () => {
    const property = fc.property(rates, sizes, pauses, (rate, messages, waits) => {
      const relay = new Meter(rate, 0);
      const times = paced(rate, messages, waits);
      expect(times.every((at, i) => relay.admits(messages[i]!, at))).toBe(true);
    });
    fc.assert(property, { seed: 4, numRuns: 300 });
  });

  it('lets some go at once and keeps up most of the rate after that', () => {
    const times = paced(DEFAULT_RATE, Array<number>(545).fill(300));
    const atOnce = times.filter((at) => at === 0).length;
    expect(atOnce).toBeGreaterThanOrEqual(50);
    expect(atOnce).toBeLessThanOrEqual(DEFAULT_RATE.frameBurst);
    const perSecond = (times.length - atOnce) / (times.at(-1)! / 1_000);
    expect(perSecond).toBeGreaterThan(40);
    expect(perSecond).toBeLessThanOrEqual(DEFAULT_RATE.frames);
  });

  it('keeps up most of the rate of bytes with long messages', () => {
    const times = paced(DEFAULT_RATE, Array<number>(60).fill(15_905));
    const atOnce = times.filter((at) => at === 0).length;
    const perSecond = ((times.length - atOnce) * 15_905) / (times.at(-1)! / 1_000);
    expect(atOnce).toBeGreaterThanOrEqual(4);
    expect(perSecond).toBeGreaterThan(50_000);
    expect(perSecond).toBeLessThanOrEqual(DEFAULT_RATE.bytes);
  });

  it('lets a message above the whole burst go when all is quiet', () => {
    const rate = { frames: 50, frameBurst: 100, bytes: 1_000, byteBurst: 1_000 };
    expect(paced(rate, [15_905, 15_905])[0]).toBe(0);
    const pacer = new Pacer(rate, 0);
    pacer.spend(15_905, 0);
    expect(pacer.delay(15_905, 0)).toBeGreaterThan(15_000);
    expect(pacer.delay(15_905, 3_600_000)).toBe(0);
  });

  it('asks for whole milliseconds', () => {
    const pacer = new Pacer({ frames: 7, frameBurst: 1, bytes: 65_536, byteBurst: 65_536 }, 0);
    pacer.spend(300, 0);
    const delay = pacer.delay(300, 0);
    expect(delay).toBeGreaterThan(0);
    expect(Number.isInteger(delay)).toBe(true);
  });
});
