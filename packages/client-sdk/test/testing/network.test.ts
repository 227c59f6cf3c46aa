import { CODES, type CloseCode, type CodeRow } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { createRoom, joinRoom } from '../../src/index.js';
import { createTestRelay } from '../../src/testing/index.js';
import { codeOf, eventsOf, twoIn } from './people.js';

const rows = (Object.entries(CODES) as [CloseCode, CodeRow][]).filter(([, { close }]) => close !== undefined);
const lasting = rows.filter(([, { action }]) => action === 'final').map(([code]) => code);
const passing = rows.filter(([, { action }]) => action === 'later').map(([code]) => code);
const REASONS: Partial<Record<CloseCode, string>> = {
  room_not_found: 'gone',
  room_expired: 'expired',
  room_purged: 'purged',
};

describe('a connection that is broken', () => {
  it('comes back as somebody new', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    const came = eventsOf(room, 'joined');
    relay.disconnect(friend);
    await relay.settle();
    expect([friend.state, room.members.length]).toEqual(['reconnecting', 1]);
    await relay.clock.advance(1_000);
    expect([friend.state, friend.self.memberId]).toEqual(['joined', 3]);
    expect(came.map(({ memberId }) => memberId)).toEqual([3]);
  });

  it.each(passing)('comes back though it was ended for %s', async (code) => {
    const relay = createTestRelay();
    const { friend } = await twoIn(relay);
    relay.disconnect(friend, code);
    await relay.settle();
    expect(friend.state).toBe('reconnecting');
    await relay.clock.advance(1_000);
    expect(friend.state).toBe('joined');
  });

  it.each(lasting)('stays away where it was ended for %s', async (code) => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    relay.disconnect(2, code);
    expect(await friend.closed).toEqual({ reason: REASONS[code] ?? 'removed', code });
    expect(room.state).toBe('joined');
  });

  it('leaves the fate of what it had not confirmed unknown', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    const heard = eventsOf(friend, 'message');
    relay.stall(room);
    const sending = codeOf(room.send('hello'));
    await relay.settle();
    relay.disconnect(room);
    expect(await sending).toBe('lost');
    await relay.settle();
    expect(heard).toEqual([]);
  });

  it('has to be somebody’s', async () => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    const elsewhere = await createRoom(relay.origin, relay.platform);
    await elsewhere.leave();
    expect(() => relay.disconnect(elsewhere)).toThrow(RangeError);
    expect(() => relay.stall(7)).toThrow(RangeError);
    expect(room.state).toBe('joined');
  });
});

describe('a connection that stalls', () => {
  it('is given up by its client after 30 s and by the relay after 60 s', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    relay.stall(friend);
    await relay.clock.advance(29_900);
    expect(friend.state).toBe('joined');
    await relay.clock.advance(100);
    expect([friend.state, room.members.length]).toEqual(['reconnecting', 2]);
    await relay.clock.advance(1_000);
    expect([friend.state, room.members.length]).toEqual(['joined', 3]);
    await relay.clock.advance(29_000);
    expect(room.members.map(({ memberId }) => memberId)).toEqual([1, 3]);
  });

  it('goes on where it was as soon as it can', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    const heard = eventsOf(friend, 'message');
    relay.stall(friend);
    await room.send('hello');
    await relay.clock.advance(10_000);
    expect(heard).toEqual([]);
    relay.resume();
    await relay.settle();
    expect(heard).toMatchObject([{ text: 'hello', seq: 1 }]);
    await relay.clock.advance(120_000);
    expect([friend.state, friend.self.memberId]).toEqual(['joined', 2]);
  });

  it('is ended as slow_consumer once too much waits for it', async () => {
    const relay = createTestRelay({ rate: { bytes: 1e9, byteBurst: 1e9, frames: 1e6, frameBurst: 1e6 } });
    const { room, friend } = await twoIn(relay);
    relay.stall(friend);
    for (let i = 0; i < 17; i++) await room.send(new Uint8Array(15_500));
    await relay.settle();
    expect(room.members.length).toBe(1);
    relay.resume();
    await relay.settle();
    expect(friend.state).toBe('reconnecting');
  });

  it('can be every connection, and every one to come', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    relay.stall();
    const joining = codeOf(joinRoom(room.link, relay.platform));
    await relay.clock.advance(15_000);
    expect(await joining).toBe('network');
    await relay.clock.advance(45_000);
    expect([room.state, friend.state]).toEqual(['reconnecting', 'reconnecting']);
    relay.resume();
    await relay.clock.advance(60_000);
    expect(await friend.closed).toMatchObject({ reason: 'gone' });
  });
});

describe('a relay that cannot be reached', () => {
  it('is a network error, and then it is back', async () => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    relay.goOffline();
    await relay.settle();
    expect(room.state).toBe('reconnecting');
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe('network');
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe('network');
    relay.goOnline();
    await relay.clock.advance(60_000);
    // Nobody was left in it.
    expect(await room.closed).toEqual({ reason: 'gone', code: 'room_not_found' });
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe('no error');
  });

  it('takes the requests down with it that were on their way', async () => {
    const relay = createTestRelay();
    relay.stall();
    const creating = codeOf(createRoom(relay.origin, relay.platform));
    await relay.settle();
    relay.goOffline();
    expect(await creating).toBe('network');
  });

  it('is nowhere but at its own origin', async () => {
    const relay = createTestRelay({ origin: 'https://one.test' });
    expect(await codeOf(createRoom('https://two.test', relay.platform))).toBe('network');
  });

  it('is shut down, and another is there in its place', async () => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    relay.shutDown();
    await relay.settle();
    expect(room.state).toBe('reconnecting');
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe('server_shutdown');
    relay.restart();
    await relay.clock.advance(60_000);
    expect(await room.closed).toEqual({ reason: 'gone', code: 'room_not_found' });
  });
});
