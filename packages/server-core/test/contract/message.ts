import { describe, expect, it } from 'vitest';
import { newRoom } from './client/gate.js';
import { at, gather, join, joinTo, message, pair } from './client/member.js';
import { KEEP_ALIVE, expectNothingElse } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { OPCODE } from './client/rfc6455.js';
import { MAX_FRAME_BYTES } from './client/table.js';
import { WsPeer } from './client/ws-peer.js';

const HEAD_BYTES = 5;

/** protocol.md §4 Message. */
export function messageStep(engine: Engine): void {
  describe('a message', () => {
    const relay = useRelay(engine);
    delivery(relay);
    order(relay);
    borders(relay);
    fragments(relay);
    keepAlive(relay);
  });
}

function delivery(relay: Served): void {
  it('is forwarded unchanged to every member, the sender too', async () => {
    const members = await gather(relay.port, await newRoom(relay.port), 4);
    const sender = at(members, 2);
    const sent = message(sender.joined.memberId, Buffer.from(Array.from({ length: 256 }, (_, i) => i)));
    sender.peer.sendBinary(sent);
    for (const { peer } of members) {
      expect((await peer.frame()).equals(sent)).toBe(true);
      await expectNothingElse(peer);
    }
  });

  it('comes back to a member that is alone', async () => {
    const alone = await join(relay.port, await newRoom(relay.port));
    const sent = message(1);
    alone.peer.sendBinary(sent);
    expect((await alone.peer.frame()).equals(sent)).toBe(true);
  });

  it('stays in its room', async () => {
    const here = await join(relay.port, await newRoom(relay.port));
    const there = await join(relay.port, await newRoom(relay.port));
    here.peer.sendBinary(message(1));
    await here.peer.frame();
    await expectNothingElse(there.peer);
  });

  it('is not kept for those who join later', async () => {
    const room = await newRoom(relay.port);
    const early = await join(relay.port, room);
    early.peer.sendBinary(message(1));
    await early.peer.frame();
    const late = await join(relay.port, room);
    await expectNothingElse(late.peer);
  });

  it('twice the same is forwarded twice', async () => {
    const [one, two] = await pair(relay.port, await newRoom(relay.port));
    const sent = message(1);
    one.peer.sendBinary(sent);
    one.peer.sendBinary(sent);
    expect(await two.peer.frames(2)).toEqual([sent, sent]);
  });
}

function order(relay: Served): void {
  it('has one place in an order that is the same for all members', async () => {
    const members = await gather(relay.port, await newRoom(relay.port), 3);
    for (let round = 0; round < 30; round++)
      for (const { peer, joined } of members) peer.sendBinary(message(joined.memberId, 40));
    const seen = await Promise.all(members.map(({ peer }) => peer.frames(90)));
    const hex = seen.map((frames) => frames.map((frame) => frame.toString('hex')));
    expect(hex[1]).toEqual(hex[0]);
    expect(hex[2]).toEqual(hex[0]);
  });

  it('stands between the events that came before and after it', async () => {
    const room = await newRoom(relay.port);
    const [watcher, sender] = await pair(relay.port, room);
    const sent = [message(2), message(2)];
    sender.peer.sendBinary(at(sent, 0));
    await sender.peer.frame();
    await joinTo(await WsPeer.open(relay.port), room, []);
    sender.peer.sendBinary(at(sent, 1));
    sender.peer.leave();
    expect(await watcher.peer.frame()).toEqual(sent[0]);
    await watcher.peer.event('presence:join');
    expect(await watcher.peer.frame()).toEqual(sent[1]);
    expect(await watcher.peer.event('presence:leave')).toMatchObject({ memberId: 2 });
  });
}

function borders(relay: Served): void {
  it('may have a blob of 28 bytes, and 16,000 bytes in all', async () => {
    const [one, two] = await pair(relay.port, await newRoom(relay.port));
    for (const blobBytes of [28, 29, 120, 121, MAX_FRAME_BYTES - HEAD_BYTES]) {
      const sent = message(1, blobBytes);
      one.peer.sendBinary(sent);
      expect((await one.peer.frame()).equals(sent)).toBe(true);
      expect((await two.peer.frame()).equals(sent)).toBe(true);
    }
  });
}

function fragments(relay: Served): void {
  it('in fragments is forwarded as one, RFC 6455 pings between them answered', async () => {
    const room = await newRoom(relay.port);
    const watcher = await join(relay.port, room);
    const { peer } = await joinTo(await RawPeer.open(relay.port), room, [watcher]);
    const sent = message(2, 1_000);
    peer.write(
      { opcode: OPCODE.binary, fin: false, payload: sent.subarray(0, 3) },
      { opcode: OPCODE.ping, payload: Buffer.from('now') },
      { opcode: OPCODE.continuation, fin: false, payload: Buffer.alloc(0) },
      { opcode: OPCODE.continuation, fin: false, payload: sent.subarray(3, 700) },
      { opcode: OPCODE.continuation, payload: sent.subarray(700) },
    );
    expect(await peer.inbox.next('a pong')).toEqual({ kind: 'pong', bytes: Buffer.from('now') });
    expect((await peer.frame()).equals(sent)).toBe(true);
    expect((await watcher.peer.frame()).equals(sent)).toBe(true);
  });
}

function keepAlive(relay: Served): void {
  it('of one zero byte is a keep-alive, answered to that member alone', async () => {
    const [one, two] = await pair(relay.port, await newRoom(relay.port));
    one.peer.sendBinary(KEEP_ALIVE);
    one.peer.sendBinary(KEEP_ALIVE);
    expect(await one.peer.frames(2)).toEqual([KEEP_ALIVE, KEEP_ALIVE]);
    await expectNothingElse(two.peer);
    await expectNothingElse(one.peer);
  });
}
