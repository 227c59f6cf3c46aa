import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFakeTime } from '../support/clock.js';
import { KEEP_ALIVE, Peers, refusedWith, say, send } from '../support/connections.js';
import { joinOf } from '../support/registry.js';

const LIMIT = 262_144;
const PURGE = { type: 'room:purge' };
const NOT_CREATOR = { type: 'error', code: 'not_creator', message: expect.any(String) };

let peers: Peers;

beforeEach(() => {
  peers = new Peers(useFakeTime());
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a member that does not read', () => {
  it('may have exactly 256 KiB unsent behind the answer to a keep-alive', () => {
    const peer = peers.enter(peers.create());
    peer.socket.unsentBytes = LIMIT;
    send(peer, KEEP_ALIVE);
    expect(peer.socket.news()).toEqual([KEEP_ALIVE]);
    peer.socket.unsentBytes = LIMIT + 1;
    send(peer, KEEP_ALIVE);
    expect(peer.socket.done).toEqual([KEEP_ALIVE, ...refusedWith('slow_consumer', 4508)]);
  });

  it('is closed though all that it makes the relay send are error events', () => {
    const room = peers.create();
    const [, peer] = [peers.enter(room), peers.enter(room)];
    peer.socket.unsentBytes = LIMIT + 1;
    say(peer, PURGE);
    expect(peer.socket.done).toEqual([NOT_CREATOR, ...refusedWith('slow_consumer', 4508)]);
  });

  it('is closed though all that it makes the relay send are pongs', () => {
    const peer = peers.enter(peers.create());
    peer.socket.unsentBytes = LIMIT;
    peer.connection.heard();
    expect(peer.socket.done).toEqual([]);
    peer.socket.unsentBytes = LIMIT + 1;
    peer.connection.heard();
    expect(peer.socket.done).toEqual(refusedWith('slow_consumer', 4508));
  });
});

describe('a connection that is lost while it is being welcomed', () => {
  it('does not stay in the room', () => {
    const room = peers.create();
    const other = peers.enter(room);
    const peer = peers.open();
    peer.socket.onSendText = () => peer.connection.closed();
    say(peer, joinOf(room));
    expect(other.socket.done).toEqual([
      expect.objectContaining({ type: 'presence:join', memberId: 2 }),
      { type: 'presence:leave', memberId: 2 },
    ]);
    expect([peers.connections.size, peers.timekeeper.size]).toEqual([1, 2]);
  });
});
