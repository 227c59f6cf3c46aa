import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeWorkers, warmUp } from '../../src/pow/workers.js';
import { FakeWorker } from './fake-worker.js';

const EASY = 18;
const HARD = 22;

beforeEach(() => {
  FakeWorker.made = [];
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('workers', () => {
  it('are not used outside of pages unless they are asked for', () => {
    expect(takeWorkers(HARD, {})).toEqual([]);
    expect(takeWorkers(EASY, { workers: 2 })).toHaveLength(2);
  });

  it.each([
    [EASY, 8, 1],
    [HARD, 8, 4],
    [HARD, 4, 3],
    [HARD, 1, 1],
    [HARD, undefined, 1],
  ])('in a page for %i bits and %s cores are %i', (difficulty, hardwareConcurrency, count) => {
    vi.stubGlobal('document', {});
    vi.stubGlobal('navigator', { hardwareConcurrency });
    expect(takeWorkers(difficulty, {})).toHaveLength(count);
    expect(takeWorkers(difficulty, { workers: 0 })).toEqual([]);
  });

  it('are modules from the file beside the bundle, or from where the application says', () => {
    takeWorkers(EASY, { workers: 1 });
    takeWorkers(EASY, { workers: 1, workerUrl: '/static/pow.js' });
    takeWorkers(EASY, { workers: 1, workerUrl: new URL('https://app.test/pow.js') });
    expect(FakeWorker.made.map(({ url }) => String(url))).toEqual([
      new URL('../../src/pow/pow-worker.js', import.meta.url).href,
      '/static/pow.js',
      'https://app.test/pow.js',
    ]);
    expect(FakeWorker.made.map(({ options }) => options)).toEqual(Array(3).fill({ type: 'module' }));
  });

  it('get a trusted address as the very object that the page’s policy made', () => {
    const trusted = { toString: () => '/pow.js' };
    takeWorkers(EASY, { workers: 1, workerUrl: trusted });
    expect(FakeWorker.made.at(-1)!.url).toBe(trusted);
  });

  it('are none where the platform has none or a policy refuses them', () => {
    vi.stubGlobal('Worker', undefined);
    expect(takeWorkers(EASY, { workers: 1 })).toEqual([]);
    vi.stubGlobal('Worker', function RefusedWorker() {
      throw new DOMException('refused by policy', 'SecurityError');
    });
    expect(takeWorkers(EASY, { workers: 1 })).toEqual([]);
    expect(() => warmUp()()).not.toThrow();
  });
});

describe('workers that were started ahead', () => {
  it('are taken first, each once', () => {
    warmUp({ workers: 2 });
    expect(FakeWorker.made).toHaveLength(2);
    const [first, second] = FakeWorker.made;
    expect(takeWorkers(EASY, { workers: 1 })).toEqual([first]);
    expect(takeWorkers(EASY, { workers: 2 })).toEqual([second, FakeWorker.made[2]]);
  });

  it('are used outside of pages too', () => {
    warmUp();
    expect(takeWorkers(EASY, {})).toEqual(FakeWorker.made);
  });

  it('are ended when they are not needed after all, unless they have been taken', () => {
    const forget = warmUp({ workers: 2 });
    const [taken] = takeWorkers(EASY, { workers: 1 });
    forget();
    expect(FakeWorker.made.map(({ isTerminated }) => isTerminated)).toEqual([false, true]);
    expect(taken).toBe(FakeWorker.made[0]);
    expect(takeWorkers(EASY, {})).toEqual([]);
  });
});
