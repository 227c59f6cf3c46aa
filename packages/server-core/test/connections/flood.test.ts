import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';
import { Peers, refusedWith, type Peer } from '../support/connections.js';

const RATE = { frames: 5, frameBurst: 20, bytes: 65_536, byteBurst: 131_072 };
/** Ten for each message. */
const BURST = 200;
const A_SECOND = 50;
const CLOSED = refusedWith('rate_limited', 4429);

let clock: FakeTimeClock;
let peer: Peer;

beforeEach(() => {
  clock = useFakeTime();
  peer = new Peers(clock, {}, RATE).open();
});

afterEach(() => {
  vi.useRealTimers();
});

const control = (count: number) => {
  for (let n = 0; n < count; n++) peer.connection.heard();
};

describe('a flood of control frames', () => {
  it('ends a connection above ten times the burst of messages', () => {
    control(BURST);
    expect(peer.socket.done).toEqual([]);
    control(1);
    expect(peer.socket.done).toEqual(CLOSED);
  });

  it('is told once', () => {
    control(2 * BURST);
    expect(peer.socket.done).toEqual(CLOSED);
  });

  it('is none at ten times the rate of messages', () => {
    control(BURST);
    for (let second = 0; second < 3; second++) {
      vi.advanceTimersByTime(1_000);
      control(A_SECOND);
    }
    expect(peer.socket.done).toEqual([]);
    control(1);
    expect(peer.socket.done).toEqual(CLOSED);
  });
});
