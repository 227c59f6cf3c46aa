import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PowProgress } from '../../src/pow/progress.js';
import { solve } from '../../src/pow/solve.js';
import { failureOf, turn, within } from '../relay/wait.js';
import { FakeWorker } from './fake-worker.js';

/** Takes 77 million tries on the spot: seconds, even for the fastest. */
const HARD = { token: `endless-${'50'.padStart(52, '0')}`, difficulty: 24 };
const PROOF = '00a100000000000000000000000496ac';
const EASY = { token: 'easy', difficulty: 6 };

const found = (nonce: string) =>
  ({ type: 'found', nonce, tries: 1_000, solver: 'wasm-simd', whyNotFaster: undefined }) as const;
const begun = { type: 'tries', tries: 0 } as const;

beforeEach(() => {
  FakeWorker.made = [];
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const made = (): FakeWorker[] => FakeWorker.made;
const areTerminated = (): boolean => made().every(({ isTerminated }) => isTerminated);

describe('a proof of work in workers', () => {
  it('is looked for in lanes of their own, and the first one who has it ends the others', async () => {
    const solving = solve(HARD, { workers: 3 });
    expect(made().map(({ jobs }) => jobs)).toEqual([
      [{ ...HARD, lane: 1, lanes: 4 }],
      [{ ...HARD, lane: 2, lanes: 4 }],
      [{ ...HARD, lane: 3, lanes: 4 }],
    ]);
    for (const worker of made()) worker.say(begun);
    made()[1]!.say(found(PROOF));
    const solution = await within(solving, 'the solution');
    expect(solution).toMatchObject({ nonce: PROOF, solver: 'wasm-simd', workers: 3 });
    expect(solution.tries).toBeGreaterThanOrEqual(1_000);
    expect(areTerminated()).toBe(true);
  });

  it('leaves the page alone while one of them searches', async () => {
    const told: PowProgress[] = [];
    const solving = solve(HARD, { workers: 1, onProgress: (progress) => told.push(progress) });
    made()[0]!.say(begun);
    for (let i = 0; i < 20; i++) await turn();
    made()[0]!.say(found(PROOF));
    const { tries } = await within(solving, 'the solution');
    // One slice on the spot at the most, which no machine fills with so many.
    expect(tries).toBeLessThan(20_000_000);
    expect(told.at(-1)?.tries).toBe(tries);
  });

  it('is found on the spot where the worker never begins', async () => {
    const { nonce, workers } = await within(solve(EASY, { workers: 1 }), 'the solution');
    expect(nonce).toMatch(/^[0-9a-f]+$/);
    expect(workers).toBe(0);
    expect(areTerminated()).toBe(true);
  });

  it.each(['onerror', 'onmessageerror'] as const)(
    'is found on the spot after all of them failed (%s)',
    async (how) => {
      const solving = solve({ ...EASY, difficulty: 20 }, { workers: 2 });
      for (const worker of made()) worker.say(begun);
      await turn();
      for (const worker of made()) worker[how]?.();
      expect(await within(solving, 'the solution')).toMatchObject({ workers: 0 });
    },
  );

  it('is found by JavaScript on the spot where a worker gives a wrong answer, and says so', async () => {
    const solving = solve({ token: 'wrong', difficulty: 16 }, { workers: 1 });
    made()[0]!.say(found('f'));
    const { solver, whyNotFaster, workers } = await within(solving, 'the solution');
    expect([solver, whyNotFaster, workers]).toEqual(['js', 'wasm-simd gave a wrong answer', 0]);
    expect(made()).toHaveLength(1);
  });

  it('ends at once on an abort, and all workers with it', async () => {
    const control = new AbortController();
    const solving = failureOf(solve(HARD, { workers: 2, signal: control.signal }), 'the abort');
    for (const worker of made()) worker.say(begun);
    await turn();
    control.abort();
    expect(await solving).toMatchObject({ code: 'aborted' });
    expect(areTerminated()).toBe(true);
  });

  it('ends with the error of a listener that throws when a worker tells its progress', async () => {
    const error = new Error('a fault of the application');
    const onProgress = vi.fn(() => {
      throw error;
    });
    const solving = failureOf(solve(HARD, { workers: 1, onProgress }), 'the error');
    made()[0]!.say(begun);
    await vi.waitFor(() => {
      made()[0]!.say({ type: 'tries', tries: 5 });
      expect(onProgress).toHaveBeenCalled();
    });
    expect(await solving).toBe(error);
    expect(areTerminated()).toBe(true);
  });
});
