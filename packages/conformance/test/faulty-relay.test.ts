import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Peer, ask, create, newRoom, sealed, session } from './faulty-relay/client.js';
import { FAULTS, startRelay, type FaultName, type RunningRelay } from './faulty-relay/index.js';

const KEEP_ALIVE = Buffer.from([0x00]);
const running: RunningRelay[] = [];

/** The URL of a relay that asks for 8 bits, stopped after the test. */
async function start(fault?: FaultName): Promise<string> {
  const relay = await startRelay({ difficulty: 8 }, fault);
  running.push(relay);
  return relay.url;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((relay) => relay.stop()));
});

describe('the relay without a fault', () => {
  it('goes through challenge, create, join, message, leave and purge', async () => {
    const url = await start();
    const room = await newRoom(url);
    const creator = await Peer.join(url, room);
    expect(await creator.next()).toMatchObject({ type: 'room:joined', memberId: 1, creator: true });
    const joiner = await Peer.join(url, room);
    const present = [expect.objectContaining({ memberId: 1 })] as unknown;
    expect(await joiner.next()).toMatchObject({ memberId: 2, creator: false, members: present });
    expect(await creator.next()).toMatchObject({ type: 'presence:join', memberId: 2 });

    const frame = sealed(2);
    joiner.send(frame);
    expect([await creator.next(), await joiner.next()]).toEqual([frame, frame]);

    joiner.leave();
    expect(await creator.next()).toEqual({ type: 'presence:leave', memberId: 2 });
    creator.send({ type: 'room:purge' });
    expect(await creator.next()).toEqual({ type: 'room:expired', reason: 'purge' });
    expect(await creator.closed()).toEqual({ code: 4411, reason: 'room_purged' });

    const late = await Peer.join(url, room);
    expect(await late.next()).toMatchObject({ type: 'error', code: 'room_not_found' });
    expect(await late.closed()).toEqual({ code: 4404, reason: 'room_not_found' });
  });

  it('says goodbye when it stops, and answers as draining meanwhile', async () => {
    const relay = await startRelay({ difficulty: 8 });
    const peer = await Peer.open(relay.url);
    peer.send(KEEP_ALIVE);
    expect(await peer.next()).toEqual(KEEP_ALIVE);
    const stopped = relay.stop();
    expect(await ask(`${relay.url}/healthz`)).toMatchObject({ status: 503, body: { status: 'draining' } });
    expect(await peer.next()).toMatchObject({ type: 'error', code: 'server_shutdown' });
    expect(await peer.closed()).toEqual({ code: 1001, reason: 'server_shutdown' });
    await stopped;
    await expect(ask(`${relay.url}/healthz`)).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('the catalogue of faults', () => {
  const folder = fileURLToPath(new URL('faulty-relay/', import.meta.url));
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}${file}`, 'utf8'))
    .join('\n');
  const consulted = new Set(
    [...sources.matchAll(/\.on\('([a-z0-9]+\.[a-z0-9-]+)'\)/g)].map(([, name]) => name),
  );

  it('gives each fault a name of its own, and has 50 at least', () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
    expect(FAULTS.length).toBeGreaterThanOrEqual(50);
  });

  it('has those faults that the relay consults', () => {
    expect([...consulted].sort()).toEqual(FAULTS.map(({ name }) => name).sort());
  });

  it('names a heading of the specification with each', () => {
    const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
    const headings = new Set([...protocol.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading));
    expect(FAULTS.filter(({ clause }) => !headings.has(clause))).toEqual([]);
  });

  it('takes no other name', async () => {
    await expect(startRelay({}, 'no.such-fault' as FaultName)).rejects.toThrow(RangeError);
  });
});

describe('a fault that is switched on', () => {
  it('acts in HTTP: http.cache-control-missing', async () => {
    const [healthy, faulty] = [await start(), await start('http.cache-control-missing')];
    expect((await ask(`${healthy}/api/limits`)).headers['cache-control']).toBe('no-store');
    expect((await ask(`${faulty}/api/limits`)).headers['cache-control']).toBeUndefined();
  });

  it.each([
    [undefined, 401],
    ['create.session-reusable', 200],
  ] as const)('acts in create: %s', async (fault, status) => {
    const url = await start(fault);
    const token = await session(url);
    expect((await create(url, token)).status).toBe(200);
    expect((await create(url, token)).status).toBe(status);
  });

  it.each([
    [undefined, 'error'],
    ['join.secret-trimmed', 'room:joined'],
  ] as const)('acts in join: %s', async (fault, type) => {
    const url = await start(fault);
    const room = await newRoom(url);
    const peer = await Peer.join(url, { ...room, roomSecret: `${room.roomSecret} ` });
    expect(await peer.next()).toMatchObject({ type });
  });

  it('acts in message: message.no-echo', async () => {
    const url = await start('message.no-echo');
    const alone = await Peer.join(url, await newRoom(url));
    await alone.next();
    alone.send(sealed(1));
    alone.send(KEEP_ALIVE);
    expect(await alone.next()).toEqual(KEEP_ALIVE);
  });

  it('acts in purge: purge.wrong-reason', async () => {
    const url = await start('purge.wrong-reason');
    const alone = await Peer.join(url, await newRoom(url));
    await alone.next();
    alone.send({ type: 'room:purge' });
    expect(await alone.next()).toEqual({ type: 'room:expired', reason: 'ttl' });
  });
});
