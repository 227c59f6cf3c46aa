import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { admitNext, entered, type Entered } from '../entered.js';
import { briefly } from '../record.js';
import { refusal } from '../relay/answers.js';
import { useRelay } from '../relay/use-relay.js';
import { quiet } from '../relay/wait.js';

const relay = useRelay();
/** With 0.4 for chance, the waits before joining anew, in ms. */
const WAITS = [200, 400, 800, 1_600, 3_200, 6_400, 12_000, 12_000, 12_000];
const own = { random: () => 0.4 };

/** Cuts the connection and waits until the room has noticed. */
async function cutOff({ peer, told }: Entered): Promise<void> {
  peer.cut();
  expect(await told.until('state')).toEqual({ state: 'reconnecting' });
}

describe('joining anew', () => {
  it('is tried with waits that double up to 30 s, at a chance below them', async () => {
    const scene = await entered(relay.current, { own });
    const { clock, told, story } = scene;
    relay.current.upgrading = refusal('server_full');
    await cutOff(scene);
    for (const wait of WAITS) {
      await clock.armed(wait);
      clock.advance(wait - 1);
      await quiet();
      expect(clock.timers).toContain(wait);
      clock.advance(1);
    }
    await clock.armed(12_000);
    relay.current.upgrading = 'take';
    clock.advance(12_000);
    await admitNext(relay.current, story);
    expect(briefly([await told.next()])).toEqual(['joined']);
  });

  it.each([
    {
      name: 'begins with the shortest wait again once it has worked for 15 s',
      lasts: 15_000,
      wait: WAITS[0],
    },
    { name: 'waits longer where it works for a moment only', lasts: 14_999, wait: WAITS[1] },
  ])('$name', async ({ lasts, wait: expected }) => {
    const scene = await entered(relay.current, { own });
    relay.current.upgrading = refusal('server_full');
    await cutOff(scene);
    for (const wait of WAITS.slice(0, 3)) {
      await scene.clock.armed(wait);
      scene.clock.advance(wait);
    }
    await scene.clock.armed(WAITS[3]!);
    relay.current.upgrading = 'take';
    scene.clock.advance(WAITS[3]!);
    const again = await admitNext(relay.current, scene.story);
    await scene.told.until('state');
    scene.clock.advance(lasts);
    again.cut();
    await scene.told.until('state');
    expect(scene.clock.timers).toContain(expected);
  });

  it('is tried again where the platform does not even try to connect', async () => {
    const refuse = (): never => {
      throw new DOMException('Not from here.', 'SecurityError');
    };
    const classes = [WebSocket, vi.fn(refuse) as unknown as typeof WebSocket, WebSocket];
    const webSocket = () => Promise.resolve(classes.shift()!);
    const scene = await entered(relay.current, { own: { ...own, webSocket } });
    await cutOff(scene);
    scene.clock.advance(WAITS[0]!);
    await scene.clock.armed(WAITS[1]!);
    scene.clock.advance(WAITS[1]!);
    await admitNext(relay.current, scene.story);
    expect(await scene.told.until('state')).toEqual({ state: 'joined' });
  });

  it('is tried again where the relay does not answer for 15 s', async () => {
    const scene = await entered(relay.current, { own });
    await cutOff(scene);
    scene.clock.advance(WAITS[0]!);
    const silent = await relay.current.peer();
    await silent.join();
    scene.clock.advance(15_000);
    expect(await silent.closed).toBe(1000);
    await scene.clock.armed(WAITS[1]!);
    expect(scene.room.state).toBe('reconnecting');
  });
});
