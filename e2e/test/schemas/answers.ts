import { expect } from 'vitest';
import { place, session } from './rooms.js';
import { messageOf, Peer } from './peer.js';
import { ask, type Exchange, type Question, type Traffic } from './traffic.js';
import type { RelayProcess } from '../support/relay.js';

// Everything that a relay answers over HTTP, and what only a relay at its limits or at its end says.

const FOREIGN = { Origin: 'https://foreign.example' };
const OWN = (origin: string) => ({ Origin: origin, 'Access-Control-Request-Method': 'GET' });
const API = ['/api/pow-challenge', '/api/pow-redeem', '/api/create-room', '/api/limits'];
const methodOf = (path: string): string => (path === '/api/pow-redeem' ? 'POST' : 'GET');

/** Asks and expects a status. */
type Asking = (status: number, question: Question) => Promise<Exchange>;

const asking =
  (traffic: Traffic, origin: string): Asking =>
  async (status, question) => {
    const exchange = await ask(traffic, origin, question);
    expect(exchange.status, JSON.stringify(question)).toBe(status);
    return exchange;
  };

/** Good and bad requests to every path. */
export async function askEverything(traffic: Traffic, origin: string): Promise<void> {
  const asks = asking(traffic, origin);
  for (const path of API) {
    const method = methodOf(path);
    await asks(403, { method, path, headers: FOREIGN });
    await asks(400, { method, path, headers: { 'Transfer-Encoding': 'chunked' } });
    await asks(405, { method: 'PUT', path });
    await asks(405, { method: 'HEAD', path });
    await asks(405, { method: 'OPTIONS', path });
    await asks(204, { method: 'OPTIONS', path, headers: OWN(origin) });
    await asks(403, { method: 'OPTIONS', path, headers: FOREIGN });
    await asks(400, { method: 'OPTIONS', path, headers: OWN(origin), body: 'x' });
  }
  await asks(200, { path: '/api/limits', headers: { Origin: origin } });
  await asks(404, { path: '/api/limits/' });
  await asks(404, { path: '/api/nothing', headers: { Origin: origin } });
  await asks(403, { path: '/api/nothing', headers: FOREIGN });
  await asks(200, { path: '/healthz' });
  await asks(200, { method: 'HEAD', path: '/healthz' });
  await asks(400, { path: '/healthz', body: 'x' });
  await asks(405, { method: 'POST', path: '/healthz' });
  await redeemBadly(traffic, origin, asks);
  await createBadly(traffic, origin, asks);
  await upgradeBadly(origin, asks);
}

async function redeemBadly(traffic: Traffic, origin: string, asks: Asking): Promise<void> {
  const redeem = { method: 'POST', path: '/api/pow-redeem' };
  await asks(400, { ...redeem, body: '{"token":1}' });
  await asks(403, { ...redeem, body: '{"token":"AbCd","nonce":"0"}' });
  await asks(413, { ...redeem, body: ' '.repeat(1_025) });
  await session(traffic, origin);
  const spent = traffic.of('exchange').find(({ path, status }) => path === redeem.path && status === 200)!;
  await asks(409, { ...redeem, body: spent.sent });
}

async function createBadly(traffic: Traffic, origin: string, asks: Asking): Promise<void> {
  const path = '/api/create-room';
  const denied = await asks(401, { path });
  expect(denied.headers['www-authenticate']).toBeDefined();
  const headers = { Authorization: `Bearer ${await session(traffic, origin)}`, Origin: origin };
  for (const query of ['ttl=', 'ttl=-1', 'capacity=1.5', 'ttl=60&ttl=60'])
    await asks(400, { path: `${path}?${query}`, headers });
  const clamped = await asks(200, { path: `${path}?ttl=99999999999999999999999&capacity=0&x=1`, headers });
  expect(JSON.parse(clamped.body)).toMatchObject({ ttl: 86_400, capacity: 2 });
  await asks(401, { path, headers });
}

async function upgradeBadly(origin: string, asks: Asking): Promise<void> {
  const upgrade = {
    ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const ours = { ...upgrade, 'Sec-WebSocket-Protocol': 'other, pug.v1' };
  await asks(101, { path: '/ws', headers: { ...ours, Origin: origin } });
  await asks(400, { path: '/ws', headers: FOREIGN });
  await asks(400, { method: 'POST', path: '/ws' });
  await asks(400, { path: '/ws', headers: { ...upgrade, Origin: origin } });
  await asks(403, { path: '/ws', headers: { ...ours, ...FOREIGN } });
}

/** The only room and the only connection of a relay are taken. */
export async function crowd(traffic: Traffic, origin: string): Promise<void> {
  const room = await place(traffic, origin);
  const first = await Peer.open(traffic, origin);
  expect(await first.join(room)).toMatchObject({ type: 'room:joined', creator: true });
  const headers = { Authorization: `Bearer ${await session(traffic, origin)}` };
  await asking(traffic, origin)(503, { path: '/api/create-room', headers });
  const second = await Peer.open(traffic, origin);
  expect((await second.closed()).code).toBe(4503);
  first.cut();
}

/** A member does not read and is closed, and what it has not read keeps the relay from ending at once. */
export async function drain(traffic: Traffic, { origin, program }: RelayProcess): Promise<void> {
  const room = await place(traffic, origin);
  const sender = await Peer.open(traffic, origin);
  const { memberId } = (await sender.join(room)) as { memberId: number };
  const sleeper = await Peer.open(traffic, origin);
  await sleeper.join(room);
  sleeper.pause();
  await sendUntilLeft(sender, messageOf(memberId, 15_995));
  program.signal('SIGTERM');
  expect((await sender.closed()).code).toBe(1001);
  await program.line('"draining"');
  await askWhileDraining(asking(traffic, origin), origin);
  sleeper.resume();
  expect([4508, 1006]).toContain((await sleeper.closed()).code);
  expect(await program.exit()).toBe(0);
}

/** All at once: the relay waits for some 5 s. */
async function askWhileDraining(asks: Asking, origin: string): Promise<void> {
  await Promise.all([
    ...API.map((path) => asks(503, { method: methodOf(path), path })),
    ...API.map((path) => asks(503, { method: 'OPTIONS', path, headers: OWN(origin) })),
    asks(503, { path: '/api/nothing' }),
    asks(403, { path: '/api/limits', headers: FOREIGN }),
    asks(503, { path: '/healthz' }),
    asks(503, { method: 'HEAD', path: '/healthz' }),
  ]);
}

/** Sends a message, each when the one before has come back, until somebody has left. */
async function sendUntilLeft(sender: Peer, frame: Uint8Array): Promise<void> {
  const MOST = 4_000;
  for (let sent = 0; sent < MOST; sent++) {
    sender.send(frame);
    for (let item = await sender.next(); !Buffer.isBuffer(item); item = await sender.next()) {
      if (typeof item !== 'string') throw new Error(`closed with ${item.code}`);
      if (item.includes('presence:leave')) return;
    }
  }
  throw new Error(`nobody has left after ${MOST} messages`);
}
