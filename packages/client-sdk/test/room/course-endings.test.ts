import type { EndReason } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { admitNext, entered, type Entered } from '../entered.js';
import { briefly } from '../record.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, within } from '../relay/wait.js';

const relay = useRelay();
const own = { random: () => 0.4 };
const FIRST_WAIT = 200;

async function away(scene: Entered): Promise<void> {
  scene.peer.cut();
  expect(await scene.told.until('state')).toEqual({ state: 'reconnecting' });
}

describe('a room ends', () => {
  it.each<[number, EndReason, string]>([
    [4410, 'expired', 'room_expired'],
    [4411, 'purged', 'room_purged'],
    [4404, 'gone', 'room_not_found'],
    [4400, 'removed', 'bad_frame'],
    [4401, 'removed', 'bad_secret'],
  ])('when the relay closes with %i: %s', async (close, reason, code) => {
    const { room, peer, told, clock } = await entered(relay.current);
    peer.close(close);
    expect(await within(room.closed, 'the end')).toEqual({ reason, code });
    expect(briefly(told.drain())).toEqual(['closed', `closed: ${reason}`]);
    expect(room).toMatchObject({ state: 'closed', creator: false, members: [], ttlRemaining: 0 });
    expect(clock.timers).toEqual([]);
  });

  it.each([1002, 1007, 1009, 4402, 4499])(
    'when the relay closes with %i, for good: removed',
    async (close) => {
      const { room, peer } = await entered(relay.current);
      peer.close(close);
      expect(await within(room.closed, 'the end')).toEqual({ reason: 'removed', code: undefined });
    },
  );

  it.each<['ttl' | 'purge', EndReason]>([
    ['ttl', 'expired'],
    ['purge', 'purged'],
  ])('when the relay says that it is over by its %s: %s', async (why, reason) => {
    const { room, peer, told } = await entered(relay.current);
    peer.tell({ type: 'room:expired', reason: why });
    expect(await within(room.closed, 'the end')).toEqual({ reason, code: undefined });
    expect(await peer.closed).toBe(1000);
    expect(briefly(told.drain())).toEqual(['closed', `closed: ${reason}`]);
  });

  it('after everything that had come before was told', async () => {
    const story = new Story();
    story.arrival();
    const { room, peer, told } = await entered(relay.current, { story });
    const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`);
    peer.send(...texts.map((text) => story.frame(1, text)));
    peer.tell({ type: 'presence:leave', memberId: 1 }, { type: 'room:expired', reason: 'ttl' });
    peer.close(4410);
    await within(room.closed, 'the end');
    expect(briefly(told.drain())).toEqual([
      ...texts.map((text) => `1 says ${text}`),
      'left 1',
      'closed',
      'closed: expired',
    ]);
  });

  it('by its own clock, and closes the connection', async () => {
    const { room, peer, told, clock } = await entered(relay.current, { fields: { ttlRemaining: 9_000 } });
    clock.advance(8_999);
    expect([room.state, room.ttlRemaining]).toEqual(['joined', 1]);
    clock.advance(1);
    expect(await within(room.closed, 'the end')).toEqual({ reason: 'expired', code: undefined });
    expect(await peer.closed).toBe(1000);
    expect(briefly(told.drain())).toEqual(['closed', 'closed: expired']);
    expect(room.ttlRemaining).toBe(0);
  });

  it('by its own clock while it is away', async () => {
    const scene = await entered(relay.current, { own, fields: { ttlRemaining: 150 } });
    await away(scene);
    const unsent = failureOf(scene.room.send('waits'));
    scene.clock.advance(150);
    expect(await within(scene.room.closed, 'the end')).toEqual({ reason: 'expired', code: undefined });
    expect(await unsent).toMatchObject({ code: 'closed' });
    expect(scene.clock.timers).toEqual([]);
    expect(relay.current.peers).toHaveLength(1);
  });

  it('by its own clock while it joins anew, and closes what comes of that', async () => {
    const scene = await entered(relay.current, { own, fields: { ttlRemaining: 1_000 } });
    await away(scene);
    scene.clock.advance(FIRST_WAIT);
    const peer = await relay.current.peer();
    const { tag } = await peer.join();
    scene.clock.advance(1_000);
    expect((await within(scene.room.closed, 'the end')).reason).toBe('expired');
    peer.tell(scene.story.admit(tag));
    expect(await peer.closed).toBe(1000);
  });

  it('by the clock of the latest join', async () => {
    const scene = await entered(relay.current, { own, fields: { ttlRemaining: 10_000 } });
    await away(scene);
    scene.clock.advance(FIRST_WAIT);
    await admitNext(relay.current, scene.story, { ttlRemaining: 15_000, capacity: 3 });
    await scene.told.until('state');
    scene.clock.advance(14_999);
    expect(scene.room).toMatchObject({ state: 'joined', ttlRemaining: 1, capacity: 3 });
    scene.clock.advance(1);
    expect((await within(scene.room.closed, 'the end')).reason).toBe('expired');
  });
});

describe('a connection that the relay ends for a while', () => {
  it.each([4429, 4503, 4508, 1001, 1000, 1011, 4500])('with %i is replaced', async (close) => {
    const { room, peer, told, clock, story } = await entered(relay.current, { own });
    peer.close(close);
    expect(await told.until('state')).toEqual({ state: 'reconnecting' });
    clock.advance(FIRST_WAIT);
    await admitNext(relay.current, story);
    expect(await told.until('state')).toEqual({ state: 'joined' });
    expect(room.self.memberId).toBe(2);
  });

  it.each([4429, 1001])('with %i ends the room where joining anew is not wanted', async (close) => {
    const { room, peer } = await entered(relay.current, {}, { reconnect: false });
    peer.close(close);
    expect(await within(room.closed, 'the end')).toMatchObject({ reason: 'removed' });
  });
});

describe('joining anew', () => {
  it.each<[number, EndReason, string | undefined]>([
    [4404, 'gone', 'room_not_found'],
    [4409, 'refused', 'room_full'],
    [4401, 'refused', 'bad_secret'],
    [4400, 'refused', 'bad_frame'],
    [4410, 'expired', 'room_expired'],
    [4411, 'purged', 'room_purged'],
    [4499, 'refused', undefined],
  ])('ends the room when the relay refuses with %i: %s', async (close, reason, code) => {
    const scene = await entered(relay.current, { own });
    await away(scene);
    const waiting = failureOf(scene.room.send('waits'));
    scene.clock.advance(FIRST_WAIT);
    const peer = await relay.current.peer();
    await peer.join();
    peer.close(close);
    expect(await within(scene.room.closed, 'the end')).toEqual({ reason, code });
    expect(await waiting).toMatchObject({ code: 'closed' });
    expect(scene.clock.timers).toEqual([]);
  });

  it.each([4408, 4429, 4503, 1001, 1006])('is tried again when the relay ends it with %i', async (close) => {
    const scene = await entered(relay.current, { own });
    await away(scene);
    scene.clock.advance(FIRST_WAIT);
    const peer = await relay.current.peer();
    await peer.join();
    if (close === 1006) peer.cut();
    else peer.close(close);
    await scene.clock.armed(2 * FIRST_WAIT);
    expect(scene.room.state).toBe('reconnecting');
  });

  it('ends the room when the relay breaks the protocol', async () => {
    const scene = await entered(relay.current, { own });
    await away(scene);
    scene.clock.advance(FIRST_WAIT);
    const peer = await relay.current.peer();
    await peer.join();
    peer.tell(scene.story.arrival());
    expect(await within(scene.room.closed, 'the end')).toEqual({ reason: 'misbehaving', code: undefined });
    expect(await peer.closed).toBe(4000);
  });
});
