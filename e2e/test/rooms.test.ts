import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  createRoom,
  joinRoom,
  PugError,
  type Closed,
  type Message,
  type Room,
} from '@pug-network/client-sdk';
import { createRelay, type Relay } from '@pug-network/server-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounded } from './support/bounded.js';

const ENGINES = ['uws', 'ws'] as const;

describe.each(ENGINES)('the SDK at a relay on %s', (engine) => {
  let relay: Relay;
  let origin: string;

  beforeAll(async () => {
    relay = createRelay({ engine, powDifficulty: 4, ttl: { min: 1 }, capacity: { max: 200 } });
    const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
    expect(relay.engine).toBe(engine);
    origin = `http://127.0.0.1:${port}`;
  });
  afterAll(() => relay.close());

  it('gives twelve members every message in one order', async () => {
    const creator = await createRoom(origin, { capacity: 12 });
    const others = await joinAll(creator.link, 11);
    const rooms = [creator, ...others];
    await Promise.all(rooms.map((room) => seesAll(room, 12)));
    const seen = rooms.map((room) => collect(room, rooms.length * 20));
    await Promise.all(rooms.map((room, i) => sendMany(room, i, 20)));
    const [first, ...rest] = await bounded(Promise.all(seen), 'all messages');
    const order = first?.map(nameOf);
    expect(order).toHaveLength(240);
    for (const other of rest) expect(other.map(nameOf)).toEqual(order);
    await creator.purge();
    expect(await Promise.all(others.map((room) => room.closed))).toEqual(
      others.map(() => ({ reason: 'purged', code: undefined })),
    );
  });

  it('paces 400 messages so that none is lost and nobody is cut off', { timeout: 30_000 }, async () => {
    const creator = await createRoom(origin, { capacity: 2 });
    const [other] = (await joinAll(creator.link, 1)) as [Room];
    await seesAll(creator, 2);
    const seen = collect(other, 400);
    await bounded(Promise.all(Array.from({ length: 400 }, (_, i) => creator.send(i))), 'all echoes');
    expect((await seen).map((message) => message.kind === 'json' && message.value)).toEqual(
      Array.from({ length: 400 }, (_, i) => i),
    );
    expect(other.state).toBe('joined');
    await Promise.all([creator.leave(), other.leave()]);
  });

  it('carries the longest message, and refuses a longer one before it is sent', async () => {
    const creator = await createRoom(origin);
    const longest = new Uint8Array(15_845).fill(7);
    const echoed = await creator.send(longest);
    expect(echoed.kind === 'bytes' && echoed.bytes).toEqual(longest);
    await expect(creator.send(new Uint8Array(15_846))).rejects.toMatchObject({ code: 'message_too_large' });
    await creator.leave();
  });

  it('tells who came and went, and ends an empty room', async () => {
    const creator = await createRoom(origin, { capacity: 3 });
    const came = new Promise<string>((resolve) => creator.on('joined', (who) => resolve(who.username)));
    const went = new Promise<string>((resolve) => creator.on('left', (who) => resolve(who.username)));
    const other = await joinRoom(creator.link);
    expect(await bounded(came, 'somebody to come')).toBe(other.self.username);
    expect(creator.members.map((member) => member.username)).toEqual([
      creator.self.username,
      other.self.username,
    ]);
    await other.leave();
    expect(await bounded(went, 'somebody to go')).toBe(other.self.username);
    await creator.leave();
    await expect(joinRoom(creator.link)).rejects.toMatchObject({ code: 'room_not_found' });
  });

  it('refuses with the code of the table: full room, wrong secret, wrong room', async () => {
    const creator = await createRoom(origin, { capacity: 2 });
    const other = await joinRoom(creator.link);
    await expect(joinRoom(creator.link)).rejects.toMatchObject({ code: 'room_full', temporary: false });
    await other.leave();
    const wrongSecret = creator.link.replace(/.{22}$/, 'AAAAAAAAAAAAAAAAAAAAAA');
    await expect(joinRoom(wrongSecret)).rejects.toMatchObject({ code: 'bad_secret' });
    const wrongRoom = creator.link.replace(/\/r\/.{22}/, '/r/AAAAAAAAAAAAAAAAAAAAAA');
    await expect(joinRoom(wrongRoom)).rejects.toBeInstanceOf(PugError);
    await expect(other.purge()).rejects.toMatchObject({ code: 'closed' });
    await creator.leave();
  });

  it('ends a room when its time is up', async () => {
    const creator = await createRoom(origin, { ttl: 1 });
    const other = await joinRoom(creator.link);
    const ends = await bounded(Promise.all([creator.closed, other.closed]), 'the end of the time');
    expect(ends.map((end: Closed) => end.reason)).toEqual(['expired', 'expired']);
  });

  it('shows nothing that does not belong to the room’s key', async () => {
    const creator = await createRoom(origin);
    const otherKey = creator.link.replace(/k=.{43}/, `k=${'A'.repeat(43)}`);
    const stranger = await joinRoom(otherKey);
    const heard = new Promise((resolve) => stranger.on('undecryptable', resolve));
    const shown: Message[] = [];
    stranger.on('message', (message) => shown.push(message));
    await creator.send('for those who have the key');
    expect(await bounded(heard, 'a frame that does not open')).toEqual({
      from: { ...creator.self, self: false },
    });
    expect(shown).toEqual([]);
    await Promise.all([creator.leave(), stranger.leave()]);
  });
});

describe.each(ENGINES)('a relay on %s that goes away', (engine) => {
  it('lets its members come to a clear end', async () => {
    const address = { host: '127.0.0.1', port: await freePort() };
    const relay = createRelay({ engine, powDifficulty: 4 });
    await relay.listen(address);
    const origin = `http://127.0.0.1:${address.port}`;
    const stays = await createRoom(origin, { reconnect: false });
    const triesAgain = await createRoom(origin);
    const reconnecting = new Promise((resolve) => triesAgain.on('state', resolve));
    await bounded(relay.close(), 'the relay to close');
    expect(await stays.closed).toEqual({ reason: 'removed', code: 'server_shutdown' });
    expect(await bounded(reconnecting, 'a new state')).toEqual({ state: 'reconnecting' });

    const again = createRelay({ engine, powDifficulty: 4 });
    await again.listen(address);
    expect(await bounded(triesAgain.closed, 'the end of the other room')).toEqual({
      reason: 'gone',
      code: 'room_not_found',
    });
    await again.close();
  });
});

/** A port that nobody uses: a relay that comes back must come back to the same one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const joinAll = (link: string, count: number): Promise<Room[]> =>
  Promise.all(Array.from({ length: count }, () => joinRoom(link)));

/** What is written before its sender has seen somebody come in is not for them. */
async function seesAll(room: Room, count: number): Promise<void> {
  const all = new Promise<void>((resolve) => {
    const look = (): void => {
      if (room.members.length === count) resolve();
    };
    room.on('joined', look);
    look();
  });
  await bounded(all, `${count} members`);
}

const nameOf = (message: Message): string => `${message.from.memberId}:${message.seq}`;

const sendMany = (room: Room, sender: number, count: number): Promise<Message[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => room.send(`${sender}: ${i}`)));

/** The first `count` messages of a room. */
async function collect(room: Room, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const message of room.messages()) {
    messages.push(message);
    if (messages.length === count) break;
  }
  return messages;
}
