import { KEEP_ALIVE_AFTER_MS } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { admitNext, entered, type Entered } from '../entered.js';
import { briefly } from '../record.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, quiet, within } from '../relay/wait.js';

const relay = useRelay();
const own = { random: () => 0.4 };
const FIRST_WAIT = 200;

async function away(scene: Entered): Promise<void> {
  scene.peer.cut();
  expect(await scene.told.until('state')).toEqual({ state: 'reconnecting' });
}

describe('leaving', () => {
  it('closes the connection and says so', async () => {
    const { room, peer, told, clock } = await entered(relay.current);
    await within(room.leave(), 'to have left');
    expect(await peer.closed).toBe(1000);
    expect(await room.closed).toEqual({ reason: 'left', code: undefined });
    expect(briefly(told.drain())).toEqual(['closed', 'closed: left']);
    expect(clock.timers).toEqual([]);
  });

  it('twice, or after the end, is leaving once', async () => {
    const { room, told } = await entered(relay.current);
    await within(Promise.all([room.leave(), room.leave()]), 'to have left');
    await within(room.leave(), 'to have left');
    expect(briefly(told.drain())).toEqual(['closed', 'closed: left']);
  });

  it('while it waits to join anew calls that off', async () => {
    const scene = await entered(relay.current, { own });
    await away(scene);
    const waiting = failureOf(scene.room.send('waits'));
    await within(scene.room.leave(), 'to have left');
    expect(await scene.room.closed).toEqual({ reason: 'left', code: undefined });
    expect(await waiting).toMatchObject({ code: 'closed' });
    expect(scene.clock.timers).toEqual([]);
    scene.clock.advance(60_000);
    await quiet();
    expect(relay.current.peers).toHaveLength(1);
  });

  it('while it joins anew closes the connection that comes of that', async () => {
    const scene = await entered(relay.current, { own });
    await away(scene);
    scene.clock.advance(FIRST_WAIT);
    const peer = await relay.current.peer();
    const { tag } = await peer.join();
    const left = scene.room.leave();
    expect((await within(scene.room.closed, 'the end')).reason).toBe('left');
    peer.tell(scene.story.admit(tag));
    await within(left, 'to have left');
    expect(await peer.closed).toBe(1000);
    expect(briefly(scene.told.drain())).toEqual(['closed', 'closed: left']);
  });

  it('in the very moment of being back closes that connection', async () => {
    const scene = await entered(relay.current, { own });
    await away(scene);
    scene.room.on('state', ({ state }) => {
      if (state === 'joined') void scene.room.leave();
    });
    scene.clock.advance(FIRST_WAIT);
    const peer = await admitNext(relay.current, scene.story);
    expect((await within(scene.room.closed, 'the end')).reason).toBe('left');
    expect(await peer.closed).toBe(1000);
    expect(scene.clock.timers.filter((ms) => ms === KEEP_ALIVE_AFTER_MS)).toEqual([]);
  });
});
