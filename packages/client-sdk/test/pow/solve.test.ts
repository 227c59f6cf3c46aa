import { leadingZeroBits, proofInput } from '@pug-network/protocol';
import vectors from '@pug-network/protocol/vectors/pow.json';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { PowProgress } from '../../src/pow/progress.js';
import { solve } from '../../src/pow/solve.js';
import { failureOf, turn, within } from '../relay/wait.js';

const digestOf = (token: string, nonce: string): Uint8Array =>
  createHash('sha256').update(token, 'ascii').update(nonce, 'ascii').digest();

/** Whether a nonce proves the work, by node:crypto. */
const proves = (token: string, nonce: string, difficulty: number): boolean =>
  leadingZeroBits(digestOf(token, nonce)) >= difficulty;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const tokens = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength, maxLength });

/** Takes 77 million tries: seconds, even for the fastest. */
const ENDLESS = { token: `endless-${'50'.padStart(52, '0')}`, difficulty: 24 };

describe('a proof of work', () => {
  it('is found for every token and difficulty', async () => {
    const property = fc.asyncProperty(tokens(1, 128), fc.nat({ max: 14 }), async (token, difficulty) => {
      const { nonce, tries } = await solve({ token, difficulty });
      expect(nonce).toMatch(/^[0-9a-f]{1,32}$/);
      expect(proves(token, nonce, difficulty)).toBe(true);
      expect(tries).toBeGreaterThanOrEqual(1);
    });
    await fc.assert(property, { seed: 7, numRuns: 60 });
  });

  it.each([1, 47, 48, 49, 55, 56, 62, 63, 64, 111, 112, 119, 120, 127, 128])(
    'is found for a token of %i characters, wherever the blocks of SHA-256 end',
    async (length) => {
      const token = 'aB3-_'.repeat(26).slice(0, length);
      expect(proves(token, (await solve({ token, difficulty: 6 })).nonce, 6)).toBe(true);
    },
  );

  it('says what found it', async () => {
    expect(await solve({ token: 'x', difficulty: 8 })).toMatchObject({
      solver: 'wasm-simd',
      whyNotFaster: undefined,
    });
  });

  it('is found by JavaScript where there is no WebAssembly, and says so', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    try {
      const { nonce, solver, whyNotFaster } = await solve({ token: 'x', difficulty: 8 });
      expect([solver, whyNotFaster]).toEqual(['js', 'no WebAssembly']);
      expect(proves('x', nonce, 8)).toBe(true);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is found by JavaScript where WebAssembly gives a wrong answer, and says so', async () => {
    const module = await import('../../src/pow/search/wasm.js');
    const wrong = { tries: 1, nonce: 'f', run: () => true };
    const made = vi.spyOn(module, 'createWasmSearch').mockReturnValue(wrong);
    const { nonce, solver, whyNotFaster } = await solve({ token: 'wrong', difficulty: 12 });
    made.mockRestore();
    expect([solver, whyNotFaster]).toEqual(['js', 'wasm-simd gave a wrong answer']);
    expect(proves('wrong', nonce, 12)).toBe(true);
  });

  it('of the vectors is accepted by the same check', () => {
    for (const { token, nonce, difficulty, sha256, valid } of vectors.proofs) {
      expect(Buffer.from(digestOf(token, nonce)).toString('hex')).toBe(sha256);
      expect(createHash('sha256').update(proofInput(token, nonce)).digest('hex')).toBe(sha256);
      expect(proves(token, nonce, difficulty)).toBe(valid);
    }
  });

  it.each([25, 32, 256, Number.POSITIVE_INFINITY])('is not looked for at %d bits', async (difficulty) => {
    const error = await failureOf(solve({ token: 'x', difficulty }));
    expect(error).toMatchObject({ name: 'PugError', code: 'difficulty_too_high', temporary: false });
  });
});

describe('the search', () => {
  it('is not begun with a signal that is aborted', async () => {
    const reason = new Error('enough');
    const told: PowProgress[] = [];
    const options = { signal: AbortSignal.abort(reason), onProgress: (p: PowProgress) => told.push(p) };
    const error = await failureOf(solve({ token: 'x', difficulty: 0 }, options));
    expect(error).toMatchObject({ code: 'aborted', cause: reason });
    expect(told).toEqual([]);
  });

  it('ends within a slice of the abort', async () => {
    const control = new AbortController();
    const searching = solve(ENDLESS, { signal: control.signal });
    const over = failureOf(searching, 'the abort');
    await turn();
    control.abort();
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    expect(await over).toMatchObject({ code: 'aborted' });
    clearInterval(counting);
    expect(turns).toBeLessThan(5);
  });

  it('leaves the event loop turning: timers fire while it goes on', async () => {
    const control = new AbortController();
    let ticks = 0;
    const interval = setInterval(() => {
      ticks += 1;
      if (ticks === 20) control.abort();
    }, 1);
    const error = await failureOf(solve(ENDLESS, { signal: control.signal }), 'the abort');
    clearInterval(interval);
    expect(error).toMatchObject({ code: 'aborted' });
    expect(ticks).toBe(20);
  });

  it('lets another one run beside it', async () => {
    const control = new AbortController();
    const endless = solve(ENDLESS, { signal: control.signal });
    const { nonce } = await within(solve({ token: 'beside', difficulty: 8 }), 'the short search');
    expect(proves('beside', nonce, 8)).toBe(true);
    control.abort();
    expect(await failureOf(endless)).toMatchObject({ code: 'aborted' });
  });

  it('ends with the error of a listener that throws', async () => {
    const error = new Error('a fault of the application');
    const searching = solve(
      { token: 'x', difficulty: 0 },
      {
        onProgress: () => {
          throw error;
        },
      },
    );
    expect(await failureOf(searching)).toBe(error);
  });
});

describe('the progress', () => {
  it('is told at the end at least, with what was tried and expected', async () => {
    const told: PowProgress[] = [];
    const { tries } = await solve({ token: 'x', difficulty: 5 }, { onProgress: (p) => told.push(p) });
    expect(told.at(-1)).toMatchObject({ tries, expectedTries: 32 });
    expect(told.at(-1)!.rate).toBeGreaterThan(0);
  });

  it('goes up, about ten times a second', async () => {
    const control = new AbortController();
    const told: PowProgress[] = [];
    const times: number[] = [];
    const onProgress = (progress: PowProgress): void => {
      told.push(progress);
      times.push(performance.now());
      if (told.length === 4) control.abort();
    };
    await failureOf(solve(ENDLESS, { signal: control.signal, onProgress }), 'the abort');
    for (const [i, { tries, expectedTries, rate }] of told.entries()) {
      expect(tries).toBeGreaterThan(told[i - 1]?.tries ?? 0);
      expect(expectedTries).toBe(2 ** 24);
      expect(rate).toBeGreaterThan(0);
      if (i > 0) expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(99);
    }
  });
});
