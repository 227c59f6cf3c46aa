import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { RELAY_CASES } from '../src/relay/cases/index.js';
import { runCases } from '../src/relay/run.js';
import { CLIENT_FAULTS } from './faulty-client/index.js';
import { FAULTS, startRelay, type FaultName, type Settings } from './faulty-relay/index.js';

const PAGE = new URL('../../../docs/guides/conformance-faults.md', import.meta.url);
const ROW = /^\| `([\w.-]+)` +\| .* \| `([\w.-]+)`/gm;
const EASY_BITS = 6;
/** Most of them wait most of the time. */
const AT_ONE_TIME = 16;
const LIMIT_MS = 180_000;

const [page = '', clients = ''] = (await readFile(PAGE, 'utf8')).split('\n## Clients\n');
const caughtBy = new Map(Array.from(page.matchAll(ROW), ([, fault = '', id = '']) => [fault, id]));

/** A case, on relays with a fault or without. */
async function statusOf(id: string | undefined, fault?: FaultName): Promise<unknown> {
  const launch = (settings: Settings) => startRelay(settings, fault);
  const cases = RELAY_CASES.filter((one) => one.id === id);
  const [outcome] = await runCases(cases, { launch, base: { difficulty: EASY_BITS } });
  return outcome?.status;
}

describe('the kit', () => {
  it('finds nothing wrong with a relay without a fault', { timeout: LIMIT_MS }, async () => {
    const launch = (settings: Settings) => startRelay(settings);
    const outcomes = await runCases(RELAY_CASES, { launch, base: { difficulty: EASY_BITS }, concurrency: 8 });
    expect(outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('is shown to catch at least 40 faults of relays, all of them, and those of clients', () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(40);
    expect([...caughtBy.keys()]).toEqual(FAULTS.map(({ name }) => name));
    expect(Array.from(clients.matchAll(ROW), ([, name]) => name)).toEqual(
      CLIENT_FAULTS.map(({ name }) => name),
    );
  });
});

describe('a relay with a fault', () => {
  const quick = FAULTS.filter(({ needs }) => needs !== 'slow');
  const statuses = new Map<FaultName, unknown>();

  beforeAll(async () => {
    const queue = [...quick];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift())
        statuses.set(next.name, await statusOf(caughtBy.get(next.name), next.name));
    };
    await Promise.all(Array.from({ length: AT_ONE_TIME }, worker));
  }, LIMIT_MS);

  it.each(quick)('is caught: $about ($name)', ({ name }) => {
    expect(statuses.get(name)).toBe('failed');
  });
});
