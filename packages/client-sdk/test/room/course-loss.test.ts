import { describe, expect, it } from 'vitest';
import { admitNext, entered, type Entered } from '../entered.js';
import { briefly } from '../record.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, quiet } from '../relay/wait.js';

const relay = useRelay();
/** With 0.4 for chance, the first wait before joining anew, in ms. */
const FIRST_WAIT = 200;
const own = { random: () => 0.4 };

/** Cuts the connection and waits until the room has noticed. */
async function cutOff({ peer, told }: Entered): Promise<void> {
  peer.cut();
  expect(await told.until('state')).toEqual({ state: 'reconnecting' });
}

/** Lets the client in again after its first wait. */
async function backIn({ clock, story, told }: Entered): Promise<Entered['peer']> {
  clock.advance(FIRST_WAIT);
  const peer = await admitNext(relay.current, story);
  expect(await told.until('state')).toEqual({ state: 'joined' });
  return peer;
}

describe('a connection that breaks', () => {
  it('makes the client join anew, as somebody new who is not the creator', async () => {
    const scene = await entered(relay.current, { own });
    const { room, story } = scene;
    expect(room).toMatchObject({ creator: true, self: { memberId: 1 } });
    await cutOff(scene);
    expect(room).toMatchObject({ state: 'reconnecting', creator: false });
    story.leave(1);
    const again = await backIn(scene);
    expect(room).toMatchObject({ state: 'joined', creator: false });
    expect(room.self).toEqual({ memberId: 2, username: 'calm-otter-2', self: true });
    expect(room.members).toEqual([room.self]);
    expect(again).not.toBe(scene.peer);
  });

  it('has its unechoed messages told as lost, and never sends them again', async () => {
    const scene = await entered(relay.current, { own });
    const { room, peer, story } = scene;
    const lost = failureOf(room.send('on its way'));
    await peer.frame();
    await cutOff(scene);
    expect(await lost).toMatchObject({ name: 'PugError', code: 'lost', temporary: true });
    const again = await backIn(scene);
    void room.send('another').catch(() => undefined);
    const frame = await again.frame();
    expect([story.textOf(frame), story.open(frame).seq]).toEqual(['another', 1]);
  });

  it('lets what was not sent yet go out through the next one, sealed for it', async () => {
    const scene = await entered(relay.current, { own });
    const { room, peer, story } = scene;
    const sent = Array.from({ length: 32 }, (_, i) => failureOf(room.send(`sent ${i}`)));
    await peer.frames(32);
    const waiting = [room.send('waiting one'), room.send('waiting two')];
    await cutOff(scene);
    await Promise.all(sent);
    const meanwhile = room.send('written while away');
    story.arrival();
    const again = await backIn(scene);
    const frames = await again.frames(3);
    again.send(...frames);
    expect(frames.map((frame) => story.textOf(frame))).toEqual([
      'waiting one',
      'waiting two',
      'written while away',
    ]);
    for (const [i, frame] of frames.entries()) {
      const opened = story.open(frame);
      expect(opened).toMatchObject({ senderId: 3, seq: i + 1, epoch: 3, view: story.prefixAt(3) });
    }
    expect((await Promise.all([...waiting, meanwhile])).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('takes what it had not echoed along, so that the next one has its whole window', async () => {
    const scene = await entered(relay.current, { own });
    const send = (): void => void scene.room.send(new Uint8Array(15_000)).catch(() => undefined);
    for (let i = 0; i < 4; i++) send();
    await scene.peer.frames(4);
    await cutOff(scene);
    const again = await backIn(scene);
    for (let i = 0; i < 4; i++) send();
    expect(await again.frames(4)).toHaveLength(4);
  });

  it('has what was written while it is away given up by its signal', async () => {
    const scene = await entered(relay.current, { own });
    await cutOff(scene);
    const control = new AbortController();
    const given = scene.room.send('never', { signal: control.signal });
    control.abort();
    expect(await failureOf(given)).toMatchObject({ code: 'aborted' });
    const again = await backIn(scene);
    await quiet();
    expect(again.waitingFrames).toBe(0);
  });

  it('leaves the memory of a receiver behind', async () => {
    const story = new Story();
    story.arrival();
    const scene = await entered(relay.current, { own, story });
    const { told, peer } = scene;
    peer.send(story.frame(1, 'five', { seq: 5 }));
    await told.until('message');
    await cutOff(scene);
    const again = await backIn(scene);
    again.send(story.frame(1, 'three', { seq: 3 }), story.frame(1, 'four', { seq: 4 }));
    again.send(story.frame(1, 'old', { seq: 5, epoch: 2 }), story.frame(1, 'five again', { seq: 5 }));
    expect(briefly(await told.take(3))).toEqual(['1 says three', '1 says four', '1 says five again']);
  });

  it('is replaced by one with a tag of its own', async () => {
    const scene = await entered(relay.current, { own });
    const { clock, told, story } = scene;
    const tags = new Set<string>();
    for (let i = 0; i < 3; i++) {
      await clock.armed(20_000);
      clock.advance(15_000);
      relay.current.peers.at(-1)!.cut();
      expect(await told.until('state')).toEqual({ state: 'reconnecting' });
      clock.advance(FIRST_WAIT);
      const peer = await relay.current.peer();
      const { tag } = await peer.join();
      tags.add(tag);
      peer.tell(story.admit(tag));
      expect(await told.until('state')).toEqual({ state: 'joined' });
    }
    expect(tags.size).toBe(3);
  });

  it('ends the room where joining anew is not wanted', async () => {
    const { room, peer, told, clock } = await entered(relay.current, {}, { reconnect: false });
    const sending = failureOf(room.send('on its way'));
    await peer.frame();
    peer.cut();
    expect(await room.closed).toEqual({ reason: 'lost', code: undefined });
    expect(await sending).toMatchObject({ code: 'lost' });
    expect(briefly(told.drain())).toEqual(['closed', 'closed: lost']);
    expect(clock.timers).toEqual([]);
  });
});
