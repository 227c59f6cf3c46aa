import { describe, expect, it } from 'vitest';
import { expectError, newRoom } from './client/gate.js';
import { HttpConnection, get } from './client/http.js';
import { gather, joinWith } from './client/member.js';
import { expectNothingElse, expectRefusal, type Item } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { startRelay, type Engine } from './client/relay.js';
import { within } from './client/wait.js';
import { WsPeer } from './client/ws-peer.js';

const GOODBYE: unknown[] = [
  {
    kind: 'event',
    event: { type: 'error', code: 'server_shutdown', message: expect.stringMatching(/\S/) as unknown },
  },
  { kind: 'closed', code: 1001, reason: 'server_shutdown' } satisfies Item,
];

/** protocol.md, Also and the table: the server goes away. */
export function shutdown(engine: Engine): void {
  describe('shutting down', () => {
    members(engine);
    draining(engine);
    stubborn(engine);
  });
}

function members(engine: Engine): void {
  it('tells every member, whatever room it is in, and closes with 1001', async () => {
    const relay = await startRelay(engine);
    const one = await gather(relay.port, await newRoom(relay.port), 2);
    const two = await gather(relay.port, await newRoom(relay.port), 1);
    const closing = relay.close();
    for (const { peer } of [...one, ...two]) expect((await peer.untilClosed()).slice(-2)).toEqual(GOODBYE);
    await within(closing, 'the relay to close', 10_000);
  });

  it('tells connections that have not joined', async () => {
    const relay = await startRelay(engine);
    const peer = await WsPeer.open(relay.port);
    await expectNothingElse(peer);
    const closing = relay.close();
    await expectRefusal(peer, 'server_shutdown');
    await within(closing, 'the relay to close', 10_000);
  });

  it('ends with a port that nobody listens on', async () => {
    const relay = await startRelay(engine);
    await newRoom(relay.port);
    await within(relay.close(), 'the relay to close', 10_000);
    await expect(get(relay.port, '/healthz')).rejects.toThrow(/ECONNREFUSED/);
  });
}

function draining(engine: Engine): void {
  it('is told by /healthz and the API while it lasts', async () => {
    const relay = await startRelay(engine);
    const connection = new HttpConnection(relay.port);
    expect((await connection.ask({ path: '/healthz' })).status).toBe(200);
    const { peer } = await joinWith(await RawPeer.open(relay.port), await newRoom(relay.port));
    peer.pause();
    const closing = relay.close();
    const health = await connection.ask({ path: '/healthz' });
    expect(health.status).toBe(503);
    expect(health.json()).toEqual({ status: 'draining' });
    for (const path of ['/api/limits', '/api/pow-challenge', '/api/create-room', '/api/nope'])
      expectError(await connection.ask({ path }), 'server_shutdown');
    connection.close();
    peer.cut();
    await within(closing, 'the relay to close', 10_000);
  });
}

function stubborn(engine: Engine): void {
  it('ends though a member does not read', async () => {
    const relay = await startRelay(engine);
    const { peer } = await joinWith(await RawPeer.open(relay.port), await newRoom(relay.port));
    peer.pause();
    await within(relay.close(), 'the relay to close', 15_000);
    peer.cut();
  });
}
