import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFakeTime, type FakeTimeClock } from '../support/clock.js';
import { Peers, refusedWith, send, KEEP_ALIVE } from '../support/connections.js';

const DRAIN_MS = 5_000;
const FULL = refusedWith('server_full', 4503);
const SHUTDOWN = refusedWith('server_shutdown', 1001);

let clock: FakeTimeClock;

beforeEach(() => {
  clock = useFakeTime();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the limit of connections', () => {
  it('is reached exactly: one more is told that the server is full', () => {
    const peers = new Peers(clock, { maxConnections: 3 });
    for (let n = 0; n < 3; n++) expect(peers.open().socket.done).toEqual([]);
    const extra = peers.open();
    expect(extra.socket.done).toEqual(FULL);
    send(extra, KEEP_ALIVE);
    expect(extra.socket.done).toEqual(FULL);
  });

  it('has room again though those that it refused linger', () => {
    const peers = new Peers(clock, { maxConnections: 1 });
    const first = peers.open();
    for (let n = 0; n < 3; n++) expect(peers.open().socket.done).toEqual(FULL);
    first.connection.closed();
    expect(peers.open().socket.done).toEqual([]);
    expect(peers.open().socket.done).toEqual(FULL);
  });

  it('has room again once a connection is gone', () => {
    const peers = new Peers(clock, { maxConnections: 2 });
    const [first] = [peers.open(), peers.open()];
    const refused = peers.open();
    refused.connection.closed();
    first.connection.closed();
    expect(peers.connections.size).toBe(1);
    expect(peers.open().socket.done).toEqual([]);
    expect(peers.open().socket.done).toEqual(FULL);
  });

  it('of one address does not hold for others', () => {
    const peers = new Peers(clock, { maxConnectionsPerAddress: 2 });
    for (let n = 0; n < 2; n++) expect(peers.open('203.0.113.7').socket.done).toEqual([]);
    expect(peers.open('203.0.113.7').socket.done).toEqual(FULL);
    expect(peers.open('::ffff:203.0.113.7').socket.done).toEqual(FULL);
    expect(peers.open('203.0.113.8').socket.done).toEqual([]);
  });

  it('of one address holds for a whole /64', () => {
    const peers = new Peers(clock, { maxConnectionsPerAddress: 1 });
    expect(peers.open('2001:db8:0:1::1').socket.done).toEqual([]);
    expect(peers.open('2001:0db8:0000:0001:ffff:ffff:ffff:ffff').socket.done).toEqual(FULL);
    expect(peers.open('2001:db8:0:2::1').socket.done).toEqual([]);
  });

  it('of one address has room again once its connections are gone, however often they say so', () => {
    const peers = new Peers(clock, { maxConnectionsPerAddress: 2 });
    const [first, second, refused] = [1, 2, 3].map(() => peers.open('203.0.113.7'));
    refused!.connection.closed();
    for (let n = 0; n < 3; n++) first!.connection.closed();
    expect(peers.open('203.0.113.7').socket.done).toEqual([]);
    expect(peers.open('203.0.113.7').socket.done).toEqual(FULL);
    expect(second!.socket.done).toEqual([]);
  });

  it('of one address does not hold where there is none', () => {
    const peers = new Peers(clock);
    for (let n = 0; n < 100; n++) expect(peers.open('203.0.113.7').socket.done).toEqual([]);
  });
});

describe('draining', () => {
  it('is over at once where nobody is connected', async () => {
    await expect(new Peers(clock).connections.drain()).resolves.toBeUndefined();
  });

  it('tells everybody once and is over when the last one is gone', async () => {
    const peers = new Peers(clock);
    const joining = peers.open();
    const member = peers.enter(peers.create());
    const isOver = vi.fn();
    const drained = peers.connections.drain().then(isOver);
    for (const { socket } of [joining, member]) expect(socket.done).toEqual(SHUTDOWN);
    joining.connection.closed();
    await Promise.resolve();
    expect(isOver).not.toHaveBeenCalled();
    member.connection.closed();
    await drained;
    expect(peers.connections.size).toBe(0);
    expect(peers.timekeeper.size).toBe(0);
  });

  it('takes nobody up any more, and waits for those as well', async () => {
    const peers = new Peers(clock);
    const first = peers.open();
    const drained = peers.connections.drain();
    const late = peers.open();
    expect(late.socket.done).toEqual(SHUTDOWN);
    first.connection.closed();
    expect(peers.connections.size).toBe(1);
    late.connection.closed();
    await drained;
  });

  it('does not disturb those who are out already', async () => {
    const peers = new Peers(clock);
    const peer = peers.open();
    send(peer, new Uint8Array());
    expect(peer.socket.news()).toEqual(refusedWith('bad_frame', 4400));
    const drained = peers.connections.drain();
    expect(peer.socket.done).toEqual([]);
    peer.connection.closed();
    await drained;
  });

  it('cuts off after 5 s whoever has not gone', async () => {
    const peers = new Peers(clock);
    const peer = peers.open();
    const drained = peers.connections.drain();
    vi.advanceTimersByTime(DRAIN_MS - 1);
    expect(peer.socket.news()).toEqual(SHUTDOWN);
    vi.advanceTimersByTime(1);
    expect(peer.socket.done).toEqual(['terminate']);
    await drained;
  });
});
