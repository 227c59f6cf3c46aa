import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deadlines, UNSCHEDULED, type Timed } from '../../src/timing/deadlines.js';

const ENTRIES = 24;
const MANY = 100_000;

const entry = (): Timed => ({ at: 0, slot: UNSCHEDULED });

/** Takes everything out, the first due first. */
function drain(deadlines: Deadlines<Timed>): number[] {
  const times: number[] = [];
  for (let first = deadlines.first; first; first = deadlines.first) {
    times.push(first.at);
    deadlines.delete(first);
  }
  return times;
}

const sorted = (times: Iterable<number>): number[] => Array.from(times).sort((a, b) => a - b);

const index = fc.nat(ENTRIES - 1);
// Few different times, so that many are equal.
const time = fc.oneof(
  fc.nat(9),
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((at) => at + 0),
);
const times = fc.array(time, { maxLength: ENTRIES, size: 'max' });
const operation = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('set' as const), index, time }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete' as const), index }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('retime' as const), by: fc.integer(), mirror: fc.boolean() }),
  },
);

describe('Deadlines', () => {
  it('agree with a sorted list, whatever is set, moved, taken out and given new times', () => {
    fc.assert(
      fc.property(times, fc.array(operation, { maxLength: 60 }), (atFirst, operations) => {
        const entries = Array.from({ length: ENTRIES }, entry);
        const deadlines = new Deadlines<Timed>();
        const model = new Map<Timed, number>();
        for (const [n, at] of atFirst.entries()) {
          deadlines.set(entries[n]!, at);
          model.set(entries[n]!, at);
        }
        for (const step of operations) {
          if (step.type === 'retime') {
            const timeOf = ({ at }: Timed): number => (step.mirror ? step.by - at : at + step.by);
            for (const [key] of model) model.set(key, timeOf(key));
            deadlines.retime(timeOf);
          } else {
            const chosen = entries[step.index]!;
            if (step.type === 'set') {
              deadlines.set(chosen, step.time);
              model.set(chosen, step.time);
            } else {
              deadlines.delete(chosen);
              model.delete(chosen);
            }
          }
          expect(deadlines.size).toBe(model.size);
          expect(deadlines.first?.at).toBe(sorted(model.values())[0]);
          expect(entries.filter(({ slot }) => slot !== UNSCHEDULED)).toHaveLength(model.size);
        }
        expect(drain(deadlines)).toEqual(sorted(model.values()));
        expect(entries.every(({ slot }) => slot === UNSCHEDULED)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('have no first entry while there is none', () => {
    const deadlines = new Deadlines<Timed>();
    expect(deadlines.first).toBeUndefined();
    expect(deadlines.size).toBe(0);
  });

  it('are not changed by taking out what is not in', () => {
    const deadlines = new Deadlines<Timed>();
    const inside = entry();
    deadlines.set(inside, 1);
    deadlines.delete(entry());
    expect(deadlines.first).toBe(inside);
    deadlines.delete(inside);
    deadlines.delete(inside);
    expect(deadlines.size).toBe(0);
  });

  it('let the last entry rise where it takes the place of one that was due later', () => {
    const deadlines = new Deadlines<Timed>();
    const entries = [1, 10, 2, 11, 12, 3, 4].map((at) => ({ ...entry(), at }));
    for (const one of entries) deadlines.set(one, one.at);
    deadlines.delete(entries[3]!);
    expect(drain(deadlines)).toEqual([1, 2, 3, 4, 10, 12]);
  });

  it('keep a hundred thousand entries in order', () => {
    const deadlines = new Deadlines<Timed>();
    const entries = Array.from({ length: MANY }, entry);
    // A step that is odd and no divisor scatters the times without any being equal.
    for (const [n, one] of entries.entries()) deadlines.set(one, (n * 48_271) % MANY);
    for (const [n, one] of entries.entries()) if (n % 3 === 0) deadlines.delete(one);
    for (const [n, one] of entries.entries()) if (n % 3 === 1) deadlines.set(one, one.at + MANY);
    deadlines.retime(({ at }) => 3 * MANY - at);
    const left = entries.filter(({ slot }) => slot !== UNSCHEDULED).map(({ at }) => at);
    expect(left).toHaveLength(deadlines.size);
    expect(left).toHaveLength(MANY - Math.ceil(MANY / 3));
    expect(drain(deadlines)).toEqual(sorted(left));
  });
});
