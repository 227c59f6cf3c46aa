import { describe, expect, it } from 'vitest';
import { equal } from '../../src/check.js';
import { casesOf, clauseIn, type Case, type Check } from '../../src/relay/case.js';
import { runCases, type RelayRun } from '../../src/relay/run.js';
import type { Settings } from '../../src/relay/settings.js';
import { get } from '../../src/wire/http.js';
import { startRelay } from '../faulty-relay/index.js';

const clause = clauseIn('http')('Paths are exact.');
const nothing = () => Promise.resolve();

const cases = (fill: (check: Check) => void) => casesOf('test', fill);

/** Starts conforming relays, and counts them. */
function fleet() {
  const started: Settings[] = [];
  let running = 0;
  const launch: NonNullable<RelayRun['launch']> = async (settings) => {
    started.push(settings);
    running += 1;
    const relay = await startRelay(settings);
    const stop = async () => {
      running -= 1;
      await relay.stop();
    };
    return { url: relay.url, stop };
  };
  return { started, launch, running: () => running };
}

async function statuses(list: readonly Case[], options: RelayRun): Promise<unknown[]> {
  const outcomes = await runCases(list, options);
  return outcomes.map(({ id, status, reason }) =>
    reason === undefined ? [id, status] : [id, status, reason],
  );
}

describe('a run', () => {
  it('starts one relay for each different settings, and ends them all', async () => {
    const { started, launch, running } = fleet();
    const few: Settings = { maxRooms: 2 };
    const list = cases((check) => {
      check('one', '', clause, nothing);
      check('two', '', clause, nothing);
      check('three', '', clause, nothing, { settings: few });
      check('four', '', clause, nothing, { settings: few });
    });
    const outcomes = await runCases(list, { launch, base: { difficulty: 3 } });
    expect(outcomes.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(started).toEqual([{ difficulty: 3 }, { difficulty: 3, maxRooms: 2 }]);
    expect(running()).toBe(0);
  });

  it('gives a case that shuts its relay down one of its own, and no other case may', async () => {
    const { launch } = fleet();
    const list = cases((check) => {
      check('ends', '', clause, (relay) => relay.stop(), { ends: true });
      check('may-not', '', clause, (relay) => relay.stop());
      check('goes-on', '', clause, async (relay) =>
        equal((await get(relay, '/healthz')).status, 200, 'the status'),
      );
    });
    expect(await statuses(list, { launch })).toEqual([
      ['test.ends', 'passed'],
      ['test.may-not', 'failed'],
      ['test.goes-on', 'passed'],
    ]);
  });

  it('looks at a running relay where that will do, and says why it does not look', async () => {
    const relay = await startRelay({ difficulty: 2, ttl: { min: 60, max: 90, default: 70 } });
    const list = cases((check) => {
      check('any', '', clause, async (seen) => {
        equal((await get(seen, '/healthz')).status, 200, 'the status');
        equal(seen.origin, relay.url, 'the relay');
      });
      check('settings', '', clause, nothing, { settings: { maxRooms: 1 } });
      check('fits', '', clause, nothing, { settings: {}, fits: ({ limits }) => limits.ttl.max === 90 });
      check('other', '', clause, nothing, { fits: ({ limits }) => limits.ttl.max > 90 });
      check('ends', '', clause, nothing, { ends: true });
      check('slow', '', clause, nothing, { seconds: ({ ttl }) => ttl.min });
    });
    const launching = 'needs a relay that the kit starts; see --launch';
    expect(await statuses(list, { url: relay.url })).toEqual([
      ['test.any', 'passed'],
      ['test.settings', 'skipped', launching],
      ['test.fits', 'passed'],
      ['test.other', 'skipped', launching],
      ['test.ends', 'skipped', launching],
      ['test.slow', 'skipped', 'takes 60 s; it runs with --slow'],
    ]);
    expect(await statuses(list.slice(-1), { url: relay.url, slow: true })).toEqual([['test.slow', 'passed']]);
    await relay.stop();
  });

  it('shows of a failure what was expected and received, and what went over the wire of that case alone', async () => {
    const { launch } = fleet();
    const ask =
      (path: string): Case['run'] =>
      async (relay) =>
        equal((await get(relay, path)).status, 200, 'the status');
    const list = cases((check) => {
      check('wrong', '', clause, ask('/api/nope'));
      check('right', '', clause, ask('/healthz'));
    });
    const [wrong, right] = await runCases(list, { launch });
    expect(wrong?.failure).toMatchObject({ message: 'the status', expected: '200', received: '404' });
    expect(wrong?.failure?.transcript.map(({ on, did }) => `${on} ${did}`)).toEqual([
      'http 1 sent',
      'http 1 received',
    ]);
    expect(wrong?.failure?.transcript[0]?.what).toMatch(/^GET \/api\/nope HTTP\/1\.1\r\n/);
    expect(right?.failure).toBeUndefined();
  });

  it('fails the cases whose relay does not start, and runs the others', async () => {
    const { launch } = fleet();
    const list = cases((check) => {
      check('starts', '', clause, nothing);
      check('does-not', '', clause, nothing, { settings: { maxRooms: 1 } });
    });
    const choosy: typeof launch = (settings) =>
      settings.maxRooms === 1 ? Promise.reject(new Error('no such relay')) : launch(settings);
    const [starts, doesNot] = await runCases(list, { launch: choosy });
    expect(starts?.status).toBe('passed');
    expect(doesNot).toMatchObject({ status: 'failed', failure: { message: 'no such relay' } });
  });

  it('tells of each case when it has ended, and gives them all in their order', async () => {
    const { launch } = fleet();
    const told: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const list = cases((check) => {
      check('held', '', clause, () => held);
      check('quick', '', clause, async () => {
        await Promise.resolve();
        release();
      });
    });
    const outcomes = await runCases(list, { launch, onOutcome: ({ id }) => told.push(id) });
    expect(told.sort()).toEqual(['test.held', 'test.quick']);
    expect(outcomes.map(({ id }) => id)).toEqual(['test.held', 'test.quick']);
  });
});
