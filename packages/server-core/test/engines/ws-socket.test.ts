import { PassThrough } from 'node:stream';
import { WebSocket } from 'ws';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WsPeer } from '../../src/engines/ws-peer.js';
import { WsSocket } from '../../src/engines/ws-socket.js';

const LIMIT = 262_144;

let topics: Map<string, Set<WsSocket>>;

beforeEach(() => {
  topics = new Map();
});

/** A socket over a stream that nobody reads, with a peer of the library in one of its states. */
function socketIn(readyState: number) {
  const duplex = new PassThrough({ highWaterMark: 1 });
  const written: Buffer[] = [];
  duplex.write = (chunk: Buffer): boolean => written.push(chunk) > 0;
  const peer = { readyState, OPEN: WebSocket.OPEN } as unknown as WsPeer;
  return { socket: new WsSocket(peer, duplex, topics), written };
}

describe('a socket of the ws engine', () => {
  it('writes text and bytes in the order in which they were sent', () => {
    const { socket, written } = socketIn(WebSocket.OPEN);
    socket.sendText('é');
    socket.sendBytes(Uint8Array.of(0));
    socket.write(Buffer.from('8100', 'hex'));
    expect(Buffer.concat(written).toString('hex')).toBe('8102c3a9' + '820100' + '8100');
  });

  it.each([
    ['connecting', WebSocket.CONNECTING],
    ['closing', WebSocket.CLOSING],
    ['closed', WebSocket.CLOSED],
  ])('writes nothing while %s: nothing may follow a close frame', (_state, readyState) => {
    const { socket, written } = socketIn(readyState);
    socket.sendText('late');
    socket.sendBytes(Uint8Array.of(0));
    expect(written).toEqual([]);
  });

  it('counts as unsent what its stream has not taken', () => {
    const duplex = new PassThrough();
    duplex.cork();
    const socket = new WsSocket({ readyState: 1, OPEN: 1 } as unknown as WsPeer, duplex, topics);
    expect(socket.unsent()).toBe(0);
    for (let n = 0; n < 17; n++) socket.sendBytes(new Uint8Array(16_000));
    expect(socket.unsent()).toBe(17 * 16_004);
    expect(socket.unsent()).toBeGreaterThan(LIMIT);
  });
});

describe('the topics of the ws engine', () => {
  it('hold each subscriber once, and no topic that has none', () => {
    const [one, other] = [socketIn(WebSocket.OPEN).socket, socketIn(WebSocket.OPEN).socket];
    one.subscribe('room');
    one.subscribe('room');
    other.subscribe('room');
    expect([...topics]).toEqual([['room', new Set([one, other])]]);
    one.unsubscribe('room');
    one.unsubscribe('room');
    expect([...topics]).toEqual([['room', new Set([other])]]);
    other.unsubscribe('room');
    other.unsubscribe('never');
    expect(topics.size).toBe(0);
  });
});
