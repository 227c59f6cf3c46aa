import { describe, expect, it } from 'vitest';
import { eventsOf, startRelay, type Child } from './child.js';
import { SilentClient } from './socket.js';
import { WAIT_MS } from './wait.js';

/** Throws or rejects at a signal, with words that must not be told. */
const crashOn = (signal: string, code: string): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(`process.on('${signal}', () => { ${code} })`)}`,
];
const ERROR = `Object.assign(new TypeError('secret'), { code: 'ERR_TEST' })`;

/** A relay whose drain lasts: its only client does not answer the close frame. */
async function drainingRelay(
  signal: NodeJS.Signals,
): Promise<{ relay: Child; client: SilentClient; port: number }> {
  const relay = startRelay(['--engine', 'ws']);
  const port = await relay.port();
  const client = await SilentClient.open(port);
  relay.signal(signal);
  await relay.event('draining');
  await client.receives('server_shutdown');
  return { relay, client, port };
}

describe.each(['uws', 'ws'])('a signal, on %s', (engine) => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s drains, and ends with exit code 0',
    async (signal) => {
      const relay = startRelay(['--engine', engine]);
      const client = await SilentClient.open(await relay.port());
      relay.signal(signal);
      await client.receives('server_shutdown');
      client.hangUp();
      const { code, stdout, stderr } = await relay.end();
      expect([code, stderr]).toEqual([0, '']);
      expect(eventsOf(stdout).slice(1)).toMatchObject([
        { level: 'info', event: 'draining', rooms: 0, connections: 1 },
        { level: 'info', event: 'stopped', rooms: 0, connections: 0 },
      ]);
    },
  );

  it('ends a relay that nobody is connected to at once', async () => {
    const relay = startRelay(['--engine', engine]);
    await relay.port();
    relay.signal('SIGTERM');
    expect((await relay.end()).code).toBe(0);
  });

  it('ends it though a client neither answers nor hangs up', async () => {
    const relay = startRelay(['--engine', engine]);
    const client = await SilentClient.open(await relay.port());
    relay.signal('SIGTERM');
    expect((await relay.end()).code).toBe(0);
    client.hangUp();
  });
});

describe('a second signal', () => {
  it.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGINT', 'SIGINT', 130],
    ['SIGTERM', 'SIGINT', 130],
  ] as const)('after %s, %s, ends it at once with exit code %i', async (first, second, code) => {
    const { relay, client, port } = await drainingRelay(first);
    const health = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(WAIT_MS) });
    expect(health.status).toBe(503);
    // One that comes right behind the first is taken for the same: insist.
    const insisting = setInterval(() => relay.signal(second), 50);
    const ended = await relay.end().finally(() => clearInterval(insisting));
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    expect(eventsOf(ended.stdout).map(({ event }) => event)).toEqual(['listening', 'draining']);
    client.hangUp();
  });
});

describe('a crash', () => {
  it.each([
    ['uncaughtException', `throw ${ERROR}`],
    ['unhandledRejection', `Promise.reject(${ERROR})`],
  ])('by %s is one line without its message, and exit code 1', async (event, code) => {
    const relay = startRelay([], { node: crashOn('SIGUSR2', code) });
    await relay.port();
    relay.signal('SIGUSR2');
    const ended = await relay.end();
    expect([ended.code, ended.stderr]).toEqual([1, '']);
    expect(ended.stdout).not.toContain('secret');
    expect(eventsOf(ended.stdout).slice(1)).toEqual([
      { time: expect.any(String), level: 'error', event, name: 'TypeError', code: 'ERR_TEST' },
    ]);
  });
});

describe('a log that nobody reads any more', () => {
  it('does not end the relay', async () => {
    const relay = startRelay(['--engine', 'ws']);
    const client = await SilentClient.open(await relay.port());
    relay.closeStdout();
    relay.signal('SIGTERM');
    await client.receives('server_shutdown');
    client.hangUp();
    const { code, stderr } = await relay.end();
    expect([code, stderr]).toEqual([0, '']);
  });
});
