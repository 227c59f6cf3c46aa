import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRelay, type Relay, type RelayOptions } from '../src/index.js';
import { ask, newRoom, webSocketTo } from './support/ask.js';
import { next, within } from './support/wait.js';

const HERE = { host: '127.0.0.1', port: 0 };
const ENGINES = ['ws', 'uws'] as const;

const relays: Relay[] = [];

afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => within(relay.close(), 'the relay to close', 10_000)));
});

function newRelay(options: RelayOptions = {}): Relay {
  const relay = createRelay({ powDifficulty: 2, ...options });
  relays.push(relay);
  return relay;
}

const listening = (
  relay: Relay,
  address: Parameters<Relay['listen']>[0] = HERE,
): ReturnType<Relay['listen']> => within(relay.listen(address), 'the relay to listen');

const closing = (relay: Relay): Promise<void> => within(relay.close(), 'the relay to close', 10_000);

/** Somebody else on a port, for as long as the callback takes. */
async function whileTaken(use: (port: number) => Promise<void>): Promise<void> {
  const other: Server = createServer();
  other.listen(0, '127.0.0.1');
  await next(other, 'listening');
  try {
    await use((other.address() as AddressInfo).port);
  } finally {
    await within(new Promise((resolve) => other.close(resolve)), 'the port to be free');
  }
}

describe.each(ENGINES)('a relay on %s', (engine) => {
  it('listens where it says', async () => {
    const relay = newRelay({ engine });
    expect([relay.address, relay.engine]).toEqual([undefined, undefined]);
    const address = await listening(relay);
    expect(address).toEqual({ host: '127.0.0.1', port: expect.any(Number) });
    expect(address.port).toBeGreaterThan(0);
    expect([relay.address, relay.engine]).toEqual([address, engine]);
    expect(relay.whyNotUws).toBe(engine === 'uws' ? undefined : 'the ws engine was asked for');
    expect((await ask(address.port, '/healthz')).body).toBe('{"status":"ok"}');
  });

  it('listens once, however soon it is asked again', async () => {
    const relay = newRelay({ engine });
    const first = relay.listen(HERE);
    await expect(relay.listen(HERE)).rejects.toThrow(TypeError);
    const { port } = await within(first, 'the relay to listen');
    await expect(relay.listen(HERE)).rejects.toThrow(TypeError);
    expect((await ask(port, '/healthz')).status).toBe(200);
    expect(relay.address?.port).toBe(port);
  });

  it('says that a port is taken, and can be closed then', async () => {
    await whileTaken(async (port) => {
      const relay = newRelay({ engine });
      await expect(listening(relay, { host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
      expect(relay.address).toBeUndefined();
      await closing(relay);
    });
  });

  it('says that a second relay has the port already', async () => {
    const { port } = await listening(newRelay({ engine }));
    await expect(listening(newRelay({ engine }), { host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
    expect((await ask(port, '/healthz')).status).toBe(200);
  });

  it('closes once: everybody who asks gets the same promise', async () => {
    const relay = newRelay({ engine });
    await listening(relay);
    const closed = relay.close();
    expect(relay.close()).toBe(closed);
    await within(closed, 'the relay to close');
    expect(relay.close()).toBe(closed);
  });

  it('gives its port back when it closes, and does not listen again', async () => {
    const relay = newRelay({ engine });
    const { port } = await listening(relay);
    await closing(relay);
    await expect(ask(port, '/healthz')).rejects.toThrow(/ECONNREFUSED/);
    await expect(relay.listen(HERE)).rejects.toThrow(TypeError);
    expect((await listening(newRelay({ engine }), { host: '127.0.0.1', port })).port).toBe(port);
  });

  it('that is closed while it begins to listen does not listen afterwards', async () => {
    const relay = newRelay({ engine });
    const started = relay.listen(HERE).then(
      ({ port }) => port,
      () => undefined,
    );
    await closing(relay);
    const port = await within(started, 'the relay to have begun');
    if (port !== undefined) await expect(ask(port, '/healthz')).rejects.toThrow(/ECONNREFUSED/);
    expect(relay.load).toEqual({ rooms: 0, connections: 0 });
  });

  it('tells how many rooms and connections there are', async () => {
    const relay = newRelay({ engine });
    const { port } = await listening(relay);
    expect(relay.load).toEqual({ rooms: 0, connections: 0 });
    await newRoom(port);
    const socket = webSocketTo(port);
    await next(socket, 'open');
    expect(relay.load).toEqual({ rooms: 1, connections: 1 });
    const closed = next(socket, 'close');
    await closing(relay);
    expect((await closed)[0]).toBe(1001);
    expect(relay.load).toEqual({ rooms: 0, connections: 0 });
  });
});

describe('a relay that never listened', () => {
  it('closes at once, and does not listen after that', async () => {
    const relay = newRelay();
    await closing(relay);
    await expect(relay.listen(HERE)).rejects.toThrow(TypeError);
    expect([relay.address, relay.engine, relay.whyNotUws]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the engine of a relay', () => {
  it('is the native one where nothing else was asked for and it is installed', async () => {
    const relay = newRelay();
    await listening(relay);
    expect([relay.engine, relay.whyNotUws]).toEqual(['uws', undefined]);
  });
});
