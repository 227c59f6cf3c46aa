import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Turns } from '../../src/pow/turns.js';
import { within } from '../relay/wait.js';

/** More than there are in a second. */
const MOST_TURNS = 2_000_000;

/** Turns as they are where a platform lacks some things. */
async function turnsWithout(missing: readonly string[]): Promise<Turns> {
  for (const name of missing) vi.stubGlobal(name, undefined);
  vi.resetModules();
  const module = await import('../../src/pow/turns.js');
  return new module.Turns();
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe.each([
  ['setImmediate', []],
  ['MessageChannel', ['setImmediate']],
  ['setTimeout', ['setImmediate', 'MessageChannel']],
] as const)('turns by %s', (_, missing) => {
  it('let timers have their turn', async () => {
    const turns = await turnsWithout(missing);
    const rung = { isTrue: false };
    setTimeout(() => (rung.isTrue = true), 1);
    let left = MOST_TURNS;
    for (; !rung.isTrue && left > 0; left--) await turns.next();
    turns.close();
    expect(left).toBeGreaterThan(0);
  });

  it('keep nothing running once they are closed', async () => {
    const turns = await turnsWithout(missing);
    await within(turns.next(), 'the next turn');
    turns.close();
    const ports = () => process.getActiveResourcesInfo().filter((what) => what === 'MessagePort').length;
    await vi.waitFor(() => expect(ports()).toBe(0));
  });
});

it('turns by messages are outside of pages now and then a timer, for platforms that hand on messages before all else', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const turns = await turnsWithout(['setImmediate']);
  const timersAt = async (ms: number): Promise<number> => {
    now.mockReturnValue(ms);
    const before = timers.mock.calls.length;
    await turns.next();
    return timers.mock.calls.length - before;
  };
  expect([await timersAt(9), await timersAt(17), await timersAt(25), await timersAt(34)]).toEqual([
    0, 1, 0, 1,
  ]);
  vi.stubGlobal('document', {});
  expect([await timersAt(99), await timersAt(199)]).toEqual([0, 0]);
  turns.close();
});
