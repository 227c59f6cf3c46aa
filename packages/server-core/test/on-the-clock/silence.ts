import {
  expectNothingElse,
  join,
  joinTo,
  newRoom,
  RawPeer,
  type Target,
} from '@pug-network/conformance/wire';
import { describe, expect, it } from 'vitest';
import { ManualClock, useRelay, type Engine } from './relay.js';

/** docs/protocol.md, 4. Message: a peer that was silent for 60 s is cut off. */
export function keepingAlive(engine: Engine): void {
  describe('a connection that is silent', () => {
    const clock = new ManualClock();
    silence(useRelay(engine, { clock }), clock);
  });
}

function silence(relay: Target, clock: ManualClock): void {
  it('is cut off after 60 s, one that only sends keep-alives is not', async () => {
    const room = await newRoom(relay);
    const watcher = await join(relay, room);
    const { peer } = await joinTo(await RawPeer.open(relay), room, [watcher]);
    peer.pause();
    for (const seconds of [25, 25, 9]) {
      clock.advance(seconds * 1_000);
      await expectNothingElse(watcher.peer);
    }
    clock.advance(2_000);
    expect(await watcher.peer.event('presence:leave')).toEqual({ type: 'presence:leave', memberId: 2 });
    peer.resume();
    expect(await peer.closed()).toMatchObject({ code: 1006 });
    await expectNothingElse(watcher.peer);
  });
}
