import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFakeTime } from '../support/clock.js';
import { KEEP_ALIVE, messageOf, Peers, refusedWith, say, send } from '../support/connections.js';
import { joinOf, newTag } from '../support/registry.js';

const PURGE = { type: 'room:purge' };
const NOT_CREATOR = { type: 'error', code: 'not_creator', message: expect.any(String) };

let peers: Peers;

beforeEach(() => {
  peers = new Peers(useFakeTime());
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a connection that has not joined', () => {
  it('is refused for anything but a join or a keep-alive', () => {
    const before: [bytes: Uint8Array, isBinary: boolean][] = [
      [messageOf(1), true],
      [new Uint8Array(), true],
      [Uint8Array.of(2), true],
      [Uint8Array.of(0, 0), true],
      [Buffer.from(JSON.stringify(PURGE)), false],
      [Buffer.from('{'), false],
      [Buffer.from(''), false],
      [Uint8Array.of(0xff), false],
    ];
    for (const [bytes, isBinary] of before) {
      const peer = peers.open();
      peer.connection.message(bytes, isBinary);
      expect(peer.socket.done).toEqual(refusedWith('bad_frame', 4400));
    }
  });

  it.each([
    ['room_not_found', 4404, { roomId: newTag() }],
    ['bad_secret', 4401, { roomSecret: newTag() }],
  ])('is told %s and closed with %i', (code, close, changes) => {
    const peer = peers.open();
    say(peer, joinOf(peers.create(), changes));
    expect(peer.socket.done).toEqual(refusedWith(code, close));
    expect(peers.registry.size).toBe(1);
  });
});

describe('a member', () => {
  it('gets its own messages back and the others get them too', () => {
    const room = peers.create();
    const [first, second] = [peers.enter(room), peers.enter(room)];
    first.socket.news();
    send(second, messageOf(2, 100));
    for (const { socket } of [first, second]) expect(socket.news()).toEqual([messageOf(2, 100)]);
  });

  it.each([
    ['in the name of another', () => messageOf(1)],
    ['in the name of nobody', () => messageOf(0)],
    ['with a blob too short', () => messageOf(2).subarray(0, 32)],
    ['of an unknown type', () => Uint8Array.of(2, ...messageOf(2).subarray(1))],
  ])('that sends a frame %s is out, and the others hear that alone', (_what, frame) => {
    const room = peers.create();
    const [first, second] = [peers.enter(room), peers.enter(room)];
    first.socket.news();
    send(second, frame());
    expect(second.socket.done).toEqual(refusedWith('bad_frame', 4400));
    expect(first.socket.done).toEqual([{ type: 'presence:leave', memberId: 2 }]);
  });

  it('that joins a second time is out', () => {
    const room = peers.create();
    const peer = peers.enter(room);
    say(peer, joinOf(room));
    expect(peer.socket.done).toEqual(refusedWith('bad_frame', 4400));
    expect(peers.registry.has(room.roomId)).toBe(false);
  });

  it('is over its rate with the message after the burst', () => {
    const peer = peers.enter(peers.create());
    for (let n = 0; n < 99; n++) send(peer, KEEP_ALIVE);
    expect(peer.socket.news()).toEqual(new Array(99).fill(KEEP_ALIVE));
    send(peer, KEEP_ALIVE);
    vi.advanceTimersByTime(50);
    expect(peer.socket.done).toEqual(refusedWith('rate_limited', 4429));
  });

  it('is out as soon as it is known to be closed, once, and before the others could hear from it', () => {
    const room = peers.create();
    const [first, second] = [peers.enter(room), peers.enter(room)];
    first.socket.news();
    for (let n = 0; n < 3; n++) second.connection.closed();
    send(second, messageOf(2));
    expect(first.socket.done).toEqual([{ type: 'presence:leave', memberId: 2 }]);
    expect(second.socket.done).toEqual([]);
    expect([peers.connections.size, peers.timekeeper.size]).toEqual([1, 2]);
  });
});

describe('a purge', () => {
  it('by the creator is told to all, then each is closed without an error event', () => {
    const room = peers.create();
    const [first, second] = [peers.enter(room), peers.enter(room)];
    first.socket.news();
    say(first, PURGE);
    for (const { socket } of [first, second]) {
      expect(socket.news()).toEqual([{ type: 'room:expired', reason: 'purge' }, 'end 4411 room_purged']);
    }
  });

  it('by another member is denied and its connection stays', () => {
    const room = peers.create();
    const [first, second] = [peers.enter(room), peers.enter(room)];
    first.socket.news();
    say(second, PURGE);
    expect(second.socket.news()).toEqual([NOT_CREATOR]);
    send(second, messageOf(2));
    for (const { socket } of [first, second]) expect(socket.news()).toEqual([messageOf(2)]);
  });

  it('leaves no topic behind', () => {
    const room = peers.create();
    const [first] = [peers.enter(room), peers.enter(room)];
    say(first, PURGE);
    expect([...peers.publisher.topics.keys()]).toEqual([]);
  });
});

describe('a shutdown', () => {
  it('is told to members as an error, and not as the end of a room', () => {
    const { socket } = peers.enter(peers.create());
    peers.registry.shutdown();
    expect(socket.done).toEqual(refusedWith('server_shutdown', 1001));
  });
});

describe('a connection that is out', () => {
  const ways: [
    how: string,
    end: (room: ReturnType<Peers['create']>, peer: ReturnType<Peers['open']>) => void,
  ][] = [
    ['by a bad frame', (_room, peer) => send(peer, new Uint8Array())],
    ['by its room being purged', (_room, peer) => say(peer, PURGE)],
    ['by the server shutting down', () => peers.registry.shutdown()],
    ['by being too slow', (_room, peer) => peer.connection.tooSlow()],
    ['by its own closing', (_room, peer) => peer.connection.closed()],
  ];

  it.each(ways)('%s is not looked at any more', (_how, end) => {
    const room = peers.create();
    const peer = peers.enter(room);
    end(room, peer);
    const other = peers.create();
    peer.socket.news();
    send(peer, KEEP_ALIVE);
    send(peer, messageOf(1));
    send(peer, new Uint8Array());
    say(peer, PURGE);
    say(peer, joinOf(other));
    peer.connection.refuse('server_full');
    peer.connection.tooSlow();
    expect(peer.socket.done).toEqual([]);
    expect(peers.join(other).welcome.memberId).toBe(1);
  });
});
