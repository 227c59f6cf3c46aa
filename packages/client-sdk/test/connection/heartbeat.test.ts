import { describe, expect, it } from 'vitest';
import { Heartbeat } from '../../src/connection/heartbeat.js';
import { entered } from '../entered.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { useRelay } from '../relay/use-relay.js';
import { sessionOf } from '../talking.js';

/** A heartbeat, and the times at which it asked and gave up, counted from its start. */
function beating() {
  const clock = new FakeClock();
  const start = clock.now();
  const asked: number[] = [];
  const gaveUp: number[] = [];
  const heartbeat = new Heartbeat(
    environmentOf(clock),
    () => asked.push(clock.now() - start),
    () => gaveUp.push(clock.now() - start),
  );
  return { clock, heartbeat, asked, gaveUp };
}

describe('a heartbeat', () => {
  it('asks after 20 s of silence and gives up 10 s later, not a moment earlier', () => {
    const { clock, asked, gaveUp } = beating();
    clock.advance(19_999);
    expect(asked).toEqual([]);
    clock.advance(1);
    expect(asked).toEqual([20_000]);
    clock.advance(9_999);
    expect(gaveUp).toEqual([]);
    clock.advance(1);
    expect(gaveUp).toEqual([30_000]);
  });

  it('gives up once and asks no more', () => {
    const { clock, asked, gaveUp } = beating();
    clock.advance(600_000);
    expect({ asked, gaveUp }).toEqual({ asked: [20_000], gaveUp: [30_000] });
    expect(clock.timers).toEqual([]);
  });

  it('counts from whatever was heard last', () => {
    const { clock, heartbeat, asked } = beating();
    clock.advance(7_000);
    heartbeat.heard();
    clock.advance(8_000);
    heartbeat.heard();
    clock.advance(19_999);
    expect(asked).toEqual([]);
    clock.advance(1);
    expect(asked).toEqual([35_000]);
  });

  it.each([1, 19_999])('asks not a millisecond early after something was heard at %i ms', (heardAt) => {
    const { clock, heartbeat, asked } = beating();
    clock.advance(heardAt);
    heartbeat.heard();
    clock.advance(60_000);
    expect(asked).toEqual([heardAt + 20_000]);
  });

  it('never asks while something is heard every 20 s', () => {
    const { clock, heartbeat, asked } = beating();
    for (let i = 0; i < 50; i++) {
      clock.advance(19_999);
      heartbeat.heard();
    }
    expect(asked).toEqual([]);
  });

  it('takes anything heard after it asked for an answer', () => {
    const { clock, heartbeat, asked, gaveUp } = beating();
    clock.advance(20_000);
    heartbeat.heard();
    clock.advance(9_999);
    heartbeat.heard();
    clock.advance(19_999);
    expect({ asked, gaveUp }).toEqual({ asked: [20_000], gaveUp: [] });
    clock.advance(1);
    expect(asked).toEqual([20_000, 49_999]);
    clock.advance(10_000);
    expect(gaveUp).toEqual([59_999]);
  });

  it('asks again 20 s after the answer, not after the question', () => {
    const { clock, heartbeat, asked } = beating();
    clock.advance(29_000);
    heartbeat.heard();
    clock.advance(19_999);
    expect(asked).toEqual([20_000]);
    clock.advance(1);
    expect(asked).toEqual([20_000, 49_000]);
  });

  it.each([0, 10_000, 25_000])('stops for good after %i ms', (after) => {
    const { clock, heartbeat, asked, gaveUp } = beating();
    clock.advance(after);
    const before = [...asked];
    heartbeat.stop();
    clock.advance(600_000);
    expect({ asked, gaveUp }).toEqual({ asked: before, gaveUp: [] });
    expect(clock.timers).toEqual([]);
  });
});

describe('a session', () => {
  it('asks with one zero byte and takes the connection for lost without an answer', async () => {
    const { clock, socket } = await sessionOf();
    clock.advance(20_000);
    expect(await socket.frame()).toEqual(Uint8Array.of(0));
    expect(socket.givenUp).toBe(0);
    clock.advance(10_000);
    expect(socket.givenUp).toBe(1);
    expect(socket.waitingFrames).toBe(0);
  });

  it('takes the answer, a message or an event for a sign of life', async () => {
    const { clock, socket, session, story } = await sessionOf();
    const signs = [
      () => session.onBytes(Uint8Array.of(0)),
      () => session.onBytes(story.frame(1, 'hello')),
      () => session.onText(JSON.stringify(story.arrival())),
    ];
    for (const sign of signs) {
      clock.advance(20_000);
      expect(await socket.frame()).toEqual(Uint8Array.of(0));
      sign();
      clock.advance(10_000);
      expect(socket.givenUp).toBe(0);
      session.onBytes(Uint8Array.of(0));
    }
  });

  it('asks nothing more once it is over', async () => {
    const { clock, socket, session } = await sessionOf();
    session.onClosed(1006);
    clock.advance(60_000);
    expect(socket.waitingFrames).toBe(0);
    expect(clock.timers).toEqual([]);
  });
});

describe('a room whose relay falls silent', () => {
  const relay = useRelay();

  it('asks over the wire, gives the connection up and joins anew', async () => {
    const { clock, peer, told, story } = await entered(relay.current);
    clock.advance(20_000);
    expect(await peer.frame()).toEqual(Uint8Array.of(0));
    clock.advance(10_000);
    expect(await told.next()).toEqual(['state', { state: 'reconnecting' }]);
    expect(await peer.closed).toBe(1006);
    clock.advance(250);
    const next = await relay.current.peer();
    next.tell(story.admit((await next.join()).tag));
    expect(await told.next()).toEqual(['state', { state: 'joined' }]);
  });
});
