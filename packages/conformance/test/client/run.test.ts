import { describe, expect, it } from 'vitest';
import type { ClientCase } from '../../src/client/case.js';
import { startBy } from '../../src/client/program/spawn.js';
import { runClientCases } from '../../src/client/run.js';

const clause = { section: '3-join', text: '' };
const LIMIT_MS = 30_000;

/** A case that lets the client join a room. */
const joins: ClientCase = {
  id: 'client.join.any',
  title: 'joins',
  clause,
  seconds: 0,
  run: async (stage) => {
    await stage.client.report('joined');
  },
};
const asks: ClientCase = {
  ...joins,
  run: async ({ client, relay }) => {
    await client.answer(client.tell({ do: 'create', origin: relay.origin }), 'joined');
  },
};

/** What becomes of a case with a program of these lines. */
async function outcomeOf(one: ClientCase, program: string) {
  const [outcome] = await runClientCases([one], { start: startBy(process.execPath, ['-e', program]) });
  return outcome;
}

const untilItsEnd = "process.stdin.on('data', () => undefined);";

describe('a program that drives a client', { timeout: LIMIT_MS }, () => {
  it('passes by its reports', async () => {
    const outcome = await outcomeOf(joins, `console.log('{"did":"joined"}'); ${untilItsEnd}`);
    expect(outcome).toMatchObject({ id: 'client.join.any', status: 'passed' });
  });

  it('fails by another report, which is shown', async () => {
    const outcome = await outcomeOf(joins, `console.log('{"did":"away"}'); ${untilItsEnd}`);
    expect(outcome?.failure).toMatchObject({
      message: 'the next report',
      expected: '"joined"',
      received: '{"did":"away"}',
    });
    expect(outcome?.failure?.transcript).toMatchObject([
      { on: 'client 1', did: 'received', what: '{"did":"away"}' },
    ]);
  });

  it('fails by what is no report', async () => {
    const outcome = await outcomeOf(joins, `console.log('ready'); ${untilItsEnd}`);
    expect(outcome?.failure?.message).toBe('a line that is no report: ready');
  });

  it('fails by a report that is unknown', async () => {
    const outcome = await outcomeOf(joins, `console.log('{"did":"left"}'); ${untilItsEnd}`);
    expect(outcome?.failure?.message).toBe('a report that CLIENT.md does not know: {"did":"left"}');
  });

  it('fails where it ends, and what it said on standard error is shown', async () => {
    const outcome = await outcomeOf(joins, "process.stderr.write('no network'); process.exitCode = 7;");
    expect(outcome?.failure?.message).toBe('the client has ended with the exit code 7');
    expect(outcome?.failure?.transcript).toMatchObject([{ on: 'stderr 1', what: 'no network' }]);
  });

  it('fails where it cannot be started', async () => {
    const [outcome] = await runClientCases([joins], { start: startBy('/there/is/no/such/program', []) });
    expect(outcome?.failure?.message).toMatch(/^the client could not be started: .*ENOENT/);
  });

  it('is spared a case that it is not able to follow', async () => {
    const unable = 'process.stdin.once(\'data\', () => console.log(\'{"id":1,"did":"unable"}\'));';
    const outcome = await outcomeOf(asks, unable);
    expect(outcome).toMatchObject({ status: 'skipped', reason: 'the client is not able to create' });
  });

  it('is ended by force where it does not end with its input', async () => {
    const outcome = await outcomeOf(
      joins,
      `console.log('{"did":"joined"}'); setInterval(() => undefined, 60_000);`,
    );
    expect(outcome?.status).toBe('passed');
  });
});

describe('a run', () => {
  const start = startBy(process.execPath, ['-e', untilItsEnd]);
  const passes: ClientCase = { ...joins, run: () => Promise.resolve() };

  it('leaves out what takes long, unless it is asked for', { timeout: LIMIT_MS }, async () => {
    const slow = { ...passes, seconds: 20 };
    const [without] = await runClientCases([slow], { start });
    expect(without).toMatchObject({ status: 'skipped', reason: 'takes 20 s; it runs with --slow' });
    const [withIt] = await runClientCases([slow], { start, slow: true });
    expect(withIt).toMatchObject({ status: 'passed' });
  });

  it('tells of every case as it ends, and of all in their order', { timeout: LIMIT_MS }, async () => {
    const ids = ['client.a.one', 'client.a.two', 'client.a.three'];
    const told: string[] = [];
    const cases = ids.map((id) => ({ ...passes, id }));
    const outcomes = await runClientCases(cases, { start, onOutcome: ({ id }) => told.push(id) });
    expect(outcomes.map(({ id }) => id)).toEqual(ids);
    expect(told.sort()).toEqual([...ids].sort());
  });
});
