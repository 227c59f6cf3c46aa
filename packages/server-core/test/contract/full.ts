import { describe, expect, it } from 'vitest';
import { create, expectError, expectOk, newRoom, session, type Room } from './client/gate.js';
import { handshake } from './client/handshake.js';
import { join } from './client/member.js';
import { expectNothingElse, expectRefusal, expectRoomEnd } from './client/peer.js';
import { useRelay, type Engine } from './client/relay.js';
import { eventually } from './client/wait.js';
import { WsPeer } from './client/ws-peer.js';

/** protocol.md §2 Create and WebSocket: the deployment's limits of rooms and connections. */
export function full(engine: Engine): void {
  describe('a full deployment', () => {
    rooms(engine);
    shortLives(engine);
    connections(engine);
    addresses(engine);
  });
}

async function purge(port: number, room: Room): Promise<void> {
  const { peer } = await join(port, room);
  peer.send({ type: 'room:purge' });
  await expectRoomEnd(peer, 'purge');
}

function rooms(engine: Engine): void {
  describe('of rooms', () => {
    const relay = useRelay(engine, { maxRooms: 2 });

    it('is server_full until a room ends, which does not spend the sessionToken', async () => {
      const first = await newRoom(relay.port);
      await newRoom(relay.port);
      const token = await session(relay.port);
      expectError(await create(relay.port, token), 'server_full');
      expectError(await create(relay.port, token, '?ttl=x'), 'bad_request');
      expectError(await create(relay.port, 'unknown'), 'session_invalid');
      await purge(relay.port, first);
      expectOk(await create(relay.port, token));
    });
  });
}

function shortLives(engine: Engine): void {
  describe('more than half of whose rooms are taken', () => {
    const relay = useRelay(engine, { maxRooms: 4 });
    const patient = useRelay(engine, { maxRooms: 4, ttl: { min: 900, max: 7_200, default: 3_600 } });

    it('gives 600 s at most, and the usual again when rooms have ended', async () => {
      const rooms = [await newRoom(relay.port), await newRoom(relay.port, '?ttl=9999')];
      rooms.push(await newRoom(relay.port));
      expect(rooms.map(({ ttl }) => ttl)).toEqual([3_600, 9_999, 3_600]);
      const short = await newRoom(relay.port, '?ttl=86400');
      expect(short.ttl).toBe(600);
      expect(Math.abs(short.expiresAt - Date.now() - 600_000)).toBeLessThan(5_000);
      await purge(relay.port, short);
      const shorter = await newRoom(relay.port, '?ttl=90');
      expect(shorter.ttl).toBe(90);
      for (const room of [...rooms, shorter]) await purge(relay.port, room);
      expect((await newRoom(relay.port)).ttl).toBe(3_600);
    });

    it('gives the minimum where that is more than 600 s', async () => {
      for (let taken = 0; taken < 3; taken++) await newRoom(patient.port);
      expect((await newRoom(patient.port)).ttl).toBe(900);
    });
  });
}

function connections(engine: Engine): void {
  describe('of connections', () => {
    const relay = useRelay(engine, { maxConnections: 2 });

    it('upgrades one more only to say server_full, until another one has gone', async () => {
      const [first, second] = [await WsPeer.open(relay.port), await WsPeer.open(relay.port)];
      await expectRefusal(await WsPeer.open(relay.port), 'server_full');
      const noSubprotocol = await handshake(relay.port, { 'Sec-WebSocket-Protocol': null });
      expectError(noSubprotocol, 'bad_request');
      expectError(await handshake(relay.port, { Origin: 'https://foreign.example' }), 'origin_forbidden');
      await expectNothingElse(first);
      await expectNothingElse(second);
      first.leave();
      await eventually(() => isWelcome(relay.port), 'a place for one more connection');
    });
  });
}

/** Whether a new connection's keep-alive is answered. */
async function isWelcome(port: number): Promise<boolean> {
  const peer = await WsPeer.open(port);
  peer.sendBinary(Buffer.from([0x00]));
  return (await peer.inbox.next('a keep-alive or an error event')).kind === 'frame';
}

function addresses(engine: Engine): void {
  describe('of connections from one address', () => {
    const relay = useRelay(engine, { maxConnectionsPerAddress: 1 });
    const proxied = useRelay(engine, { maxConnectionsPerAddress: 1, trustProxy: 1 });

    it('is server_full, whatever address a header claims', async () => {
      await expectNothingElse(await WsPeer.open(relay.port, { 'X-Forwarded-For': '192.0.2.1' }));
      const second = await WsPeer.open(relay.port, { 'X-Forwarded-For': '192.0.2.2' });
      await expectRefusal(second, 'server_full');
    });

    it('goes by the address that the trusted proxy has added', async () => {
      await expectNothingElse(await WsPeer.open(proxied.port, { 'X-Forwarded-For': '192.0.2.1' }));
      await expectNothingElse(await WsPeer.open(proxied.port, { 'X-Forwarded-For': '192.0.2.2' }));
      const forged = await WsPeer.open(proxied.port, { 'X-Forwarded-For': '192.0.2.3, 192.0.2.2' });
      await expectRefusal(forged, 'server_full');
    });
  });
}
