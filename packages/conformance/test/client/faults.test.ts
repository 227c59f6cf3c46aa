import { beforeAll, describe, expect, it } from 'vitest';
import type { ClientCase } from '../../src/client/case.js';
import { CLIENT_CASES } from '../../src/client/cases/index.js';
import { runClientCases } from '../../src/client/run.js';
import type { Outcome } from '../../src/outcome.js';
import { SLOW_SECONDS } from '../../src/relay/case.js';
import { CLIENT_FAULTS, startClient, type FaultName } from '../faulty-client/index.js';

const SECOND_MS = 1_000;
/** Of the faster clocks by which the slow cases are run. */
const FAST_SECOND_MS = 200;
/** Most of them wait most of the time. */
const AT_ONE_TIME = 16;
const LIMIT_MS = 240_000;

const isSlow = ({ seconds }: ClientCase): boolean => seconds > SLOW_SECONDS;

/** What the cases find of a client in this process, with a fault or without. */
async function outcomesOf(cases: readonly ClientCase[], fault?: FaultName): Promise<Outcome[]> {
  const at = (secondMs: number, some: readonly ClientCase[]) =>
    runClientCases(some, { start: startClient(fault, secondMs), secondMs, slow: true });
  const quick = await at(
    SECOND_MS,
    cases.filter((one) => !isSlow(one)),
  );
  return [...quick, ...(await at(FAST_SECOND_MS, cases.filter(isSlow)))];
}

describe('a client without a fault', () => {
  it('passes every case', { timeout: LIMIT_MS }, async () => {
    const outcomes = await outcomesOf(CLIENT_CASES);
    expect(outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(outcomes.length).toBe(CLIENT_CASES.length);
  });
});

describe('a client with a fault', () => {
  const caught = new Map<string, readonly Outcome[]>();

  beforeAll(async () => {
    const queue = [...CLIENT_FAULTS];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { name, caughtBy } = next;
        const cases = CLIENT_CASES.filter(({ id }) => caughtBy.includes(id));
        caught.set(name, await outcomesOf(cases, name));
      }
    };
    await Promise.all(Array.from({ length: AT_ONE_TIME }, worker));
  }, LIMIT_MS);

  it.each(CLIENT_FAULTS)('is caught: $about ($name)', ({ name, caughtBy }) => {
    const failed = caught.get(name)?.filter(({ status }) => status === 'failed') ?? [];
    expect(failed.map(({ id }) => id).sort()).toEqual([...caughtBy].sort());
  });
});

describe('the catalogue of faults', () => {
  it('gives each fault a name of its own', () => {
    const names = CLIENT_FAULTS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('shows of every case that it can fail', () => {
    const shown = new Set(CLIENT_FAULTS.flatMap(({ caughtBy }) => caughtBy));
    expect(CLIENT_CASES.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
