import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';
import { KEEP_ALIVE, Peers, refusedWith, send, type Peer } from '../support/connections.js';

const RATE = { frames: 5, frameBurst: 20, bytes: 65_536, byteBurst: 131_072 };
/** Ten for each message. */
const BURST = 200;
const A_SECOND = 50;
const [ERROR, CLOSE] = refusedWith('rate_limited', 4429);
const LOOK_MS = 25;
const QUIET_MS = 2 * LOOK_MS;
const MOST_QUIET_MS = 1_000;

let clock: FakeTimeClock;
let peers: Peers;
let peer: Peer;

beforeEach(() => {
  clock = useFakeTime();
  peers = new Peers(clock, {}, RATE);
  peer = peers.open();
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
    expect(peer.socket.done).toEqual([ERROR, CLOSE]);
  });

  it('is told once', () => {
    control(2 * BURST);
    expect(peer.socket.done).toEqual([ERROR, CLOSE]);
  });

  it('is none at ten times the rate of messages', () => {
    control(BURST);
    for (let second = 0; second < 3; second++) {
      vi.advanceTimersByTime(1_000);
      control(A_SECOND);
    }
    expect(peer.socket.done).toEqual([]);
    control(1);
    expect(peer.socket.done).toEqual([ERROR, CLOSE]);
  });
});

describe('the Close frame of a member that sends too many messages', () => {
  const flood = () => {
    peer = peers.enter(peers.create());
    for (let n = 0; n < RATE.frameBurst; n++) send(peer, KEEP_ALIVE);
    expect(peer.socket.news().at(-1)).toEqual(ERROR);
  };

  it('waits while more comes, of whatever kind', () => {
    flood();
    for (let n = 0; n < 4; n++) {
      vi.advanceTimersByTime(LOOK_MS);
      if (n % 2 === 0) control(1);
      else send(peer, KEEP_ALIVE);
    }
    expect(peer.socket.done).toEqual([]);
    vi.advanceTimersByTime(QUIET_MS);
    expect(peer.socket.done).toEqual([CLOSE]);
  });

  it('waits for no more than a second', () => {
    flood();
    for (let ms = 0; ms < MOST_QUIET_MS; ms += 20) {
      expect(peer.socket.done).toEqual([]);
      control(1);
      vi.advanceTimersByTime(20);
    }
    expect(peer.socket.done).toEqual([CLOSE]);
  });

  it('does not wait for somebody who goes on at that rate', () => {
    flood();
    control(256);
    expect(peer.socket.done).toEqual([]);
    control(1);
    expect(peer.socket.done).toEqual([CLOSE]);
  });

  it('does not wait while the relay goes away', () => {
    flood();
    void peers.connections.drain();
    expect(peer.socket.done).toEqual([CLOSE]);
    vi.advanceTimersByTime(4_999);
    expect(peer.socket.done).toEqual([CLOSE]);
    vi.advanceTimersByTime(1);
    expect(peer.socket.done).toEqual([CLOSE, 'terminate']);
  });

  it('is not sent behind the end of the connection', () => {
    flood();
    peer.connection.closed();
    vi.advanceTimersByTime(MOST_QUIET_MS);
    expect(peer.socket.done).toEqual([]);
  });

  it('has 5 s to be taken, from when it is sent', () => {
    flood();
    vi.advanceTimersByTime(QUIET_MS + 4_999);
    expect(peer.socket.done).toEqual([CLOSE]);
    vi.advanceTimersByTime(1);
    expect(peer.socket.done).toEqual([CLOSE, 'terminate']);
  });
});
