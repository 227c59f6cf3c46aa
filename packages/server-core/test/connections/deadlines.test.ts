import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';
import { KEEP_ALIVE, messageOf, Peers, refusedWith, say, send, type Peer } from '../support/connections.js';
import { joinOf } from '../support/registry.js';

const JOIN_MS = 5_000;
const PING_MS = 25_000;
const SILENCE_MS = 60_000;
const DRAIN_MS = 5_000;
const TIMEOUT = refusedWith('join_timeout', 4408);

let clock: FakeTimeClock;
let peers: Peers;

beforeEach(() => {
  clock = useFakeTime();
  peers = new Peers(clock);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the time to join', () => {
  it('is 5 s to the millisecond', () => {
    const { socket } = peers.open();
    vi.advanceTimersByTime(JOIN_MS - 1);
    expect(socket.done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(socket.done).toEqual(TIMEOUT);
  });

  it('is not put off by keep-alives, pings or pongs', () => {
    const peer = peers.open();
    for (let n = 1; n <= 4; n++) {
      vi.advanceTimersByTime(1_000);
      send(peer, KEEP_ALIVE);
      peer.connection.heard();
      expect(peer.socket.news()).toEqual([KEEP_ALIVE]);
    }
    vi.advanceTimersByTime(999);
    expect(peer.socket.done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(peer.socket.done).toEqual(TIMEOUT);
  });

  it('is not changed by a wall clock that is set', () => {
    const { socket } = peers.open();
    clock.setWallBy(3_600_000);
    vi.advanceTimersByTime(JOIN_MS - 1);
    expect(socket.done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(socket.done).toEqual(TIMEOUT);
  });

  it('is over for who has joined in the last millisecond of it', () => {
    const room = peers.create();
    const peer = peers.open();
    vi.advanceTimersByTime(JOIN_MS - 1);
    say(peer, joinOf(room));
    expect(peer.socket.news()).toHaveLength(1);
    vi.advanceTimersByTime(JOIN_MS);
    expect(peer.socket.done).toEqual([]);
  });
});

describe('a silent member', () => {
  /** What is done to the socket, with the second in which it is. */
  function watch(
    { socket }: Peer,
    seconds: number,
    each: (second: number) => void = () => undefined,
  ): unknown[] {
    const seen: unknown[] = [];
    for (let second = 1; second <= seconds; second++) {
      vi.advanceTimersByTime(1_000);
      seen.push(...socket.news().map((what) => `${second} s: ${JSON.stringify(what)}`));
      each(second);
    }
    return seen;
  }

  it('is pinged every 25 s and cut off after 60 s', () => {
    const peer = peers.enter(peers.create());
    expect(watch(peer, 120)).toEqual(['25 s: "ping"', '50 s: "ping"', '60 s: "terminate"']);
    expect([peers.connections.size, peers.registry.size, peers.timekeeper.size]).toEqual([0, 0, 0]);
  });

  it('is there for 60 s to the millisecond', () => {
    const { socket } = peers.enter(peers.create());
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(socket.news()).not.toContain('terminate');
    vi.advanceTimersByTime(1);
    expect(socket.news()).toEqual(['terminate']);
  });

  it('is one from the last that was heard of it', () => {
    const peer = peers.enter(peers.create());
    vi.advanceTimersByTime(10_500);
    peer.connection.heard();
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(peer.socket.news()).toEqual(['ping', 'ping']);
    vi.advanceTimersByTime(1);
    expect(peer.socket.news()).toEqual(['terminate']);
  });

  it('leaves its room the moment that it is cut off', () => {
    const room = peers.create();
    const [silent, other] = [peers.enter(room), peers.enter(room)];
    const seen = watch(other, 60, () => send(other, KEEP_ALIVE));
    const events = seen.filter((what) => String(what).includes('presence'));
    expect(events).toEqual([`60 s: ${JSON.stringify({ type: 'presence:leave', memberId: 1 })}`]);
    expect(silent.socket.done.at(-1)).toBe('terminate');
  });

  it.each([
    ['answers pings', ({ connection }: Peer) => connection.heard()],
    ['sends keep-alives', (peer: Peer) => send(peer, KEEP_ALIVE)],
    ['sends messages', (peer: Peer) => send(peer, messageOf(1))],
  ])('is none that %s every 59 s, and is pinged every 25 s all the same', (_how, speak) => {
    const peer = peers.enter(peers.create(3_600));
    const seen = watch(peer, 600, (second) => {
      if (second % 59 === 0) speak(peer);
    });
    expect(seen.filter((what) => String(what).includes('terminate'))).toEqual([]);
    const pings = seen.filter((what) => String(what).includes('ping'));
    const seconds = pings.map((what) => Number.parseInt(String(what)));
    const gaps = seconds.map((second, n) => second - (seconds[n - 1] ?? 0));
    expect(pings.length).toBeGreaterThanOrEqual(24);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(PING_MS / 1_000);
  });

  it('is cut off where the times are such that floating point puts 60 s a hair below', () => {
    const [heardAt, now] = [227_849.586226, 287_849.586226];
    expect([now - heardAt < SILENCE_MS, heardAt + SILENCE_MS]).toEqual([true, now]);
    const peer = peers.enter(peers.create());
    const instant = { monotonic: heardAt, wall: 0 };
    vi.spyOn(clock, 'monotonic').mockImplementation(() => instant.monotonic);
    peer.connection.heard();
    peer.socket.ping = vi.fn();
    instant.monotonic = now;
    peer.connection.onDue(instant);
    // Due anew at this very moment it would be told again and again, without end.
    expect(peer.connection.at > now || peer.socket.done.includes('terminate')).toBe(true);
  });
});

describe('a connection that was told to go', () => {
  it('is cut off after 5 s if it has not', () => {
    const peer = peers.open();
    send(peer, new Uint8Array());
    peer.socket.news();
    vi.advanceTimersByTime(DRAIN_MS - 1);
    expect(peer.socket.done).toEqual([]);
    expect(peers.connections.size).toBe(1);
    vi.advanceTimersByTime(1);
    expect(peer.socket.done).toEqual(['terminate']);
    expect([peers.connections.size, peers.timekeeper.size]).toEqual([0, 0]);
  });

  it('is not kept by whatever it still sends', () => {
    const peer = peers.enter(peers.create());
    send(peer, new Uint8Array());
    peer.socket.news();
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(999);
      peer.connection.heard();
      send(peer, KEEP_ALIVE);
      expect(peer.socket.news()).toEqual([]);
    }
    vi.advanceTimersByTime(5);
    expect(peer.socket.news()).toEqual(['terminate']);
  });

  it('is left alone once it is gone', () => {
    const peer = peers.open();
    send(peer, new Uint8Array());
    peer.socket.news();
    peer.connection.closed();
    vi.advanceTimersByTime(2 * SILENCE_MS);
    expect(peer.socket.done).toEqual([]);
    expect(peers.connections.size).toBe(0);
  });

  it('because its room has ended is cut off after 5 s as well', () => {
    const peer = peers.enter(peers.create(60));
    vi.advanceTimersByTime(59_999);
    peer.connection.heard();
    peer.socket.news();
    vi.advanceTimersByTime(1);
    expect(peer.socket.news()).toEqual([{ type: 'room:expired', reason: 'ttl' }, 'end 4410 room_expired']);
    vi.advanceTimersByTime(DRAIN_MS);
    expect(peer.socket.news()).toEqual(['terminate']);
  });
});
