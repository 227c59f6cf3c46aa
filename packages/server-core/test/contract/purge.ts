import { describe, expect, it } from 'vitest';
import { expectRefused } from './client/first.js';
import { newRoom } from './client/gate.js';
import { at, gather, join, joinMessage, joinTo, joinWith, message, pair } from './client/member.js';
import { expectErrorEvent, expectNothingElse, expectRoomEnd } from './client/peer.js';
import { RawPeer } from './client/raw-peer.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { OPCODE } from './client/rfc6455.js';
import { WsPeer } from './client/ws-peer.js';

const PURGE = { type: 'room:purge' };

/** protocol.md §6 Purge: by the creator. */
export function purgeStep(engine: Engine): void {
  describe('purging', () => {
    const relay = useRelay(engine);
    byCreator(relay);
    order(relay);
    byOthers(relay);
  });
}

function byCreator(relay: Served): void {
  it('by the creator ends the room for all members, the creator too', async () => {
    const room = await newRoom(relay.port);
    const members = await gather(relay.port, room, 4);
    at(members, 0).peer.send(PURGE);
    for (const { peer } of members) await expectRoomEnd(peer, 'purge');
    await expectRefused(relay.port, joinMessage(room), 'room_not_found');
  });

  it('by a creator that is alone ends the room', async () => {
    const room = await newRoom(relay.port);
    const alone = await join(relay.port, room);
    alone.peer.sendText('{"reason":"ttl","type":"room:purge","roomId":"another"}');
    await expectRoomEnd(alone.peer, 'purge');
    await expectRefused(relay.port, joinMessage(room), 'room_not_found');
  });

  it('ends no other room', async () => {
    const other = await join(relay.port, await newRoom(relay.port));
    const alone = await join(relay.port, await newRoom(relay.port));
    alone.peer.send(PURGE);
    await expectRoomEnd(alone.peer, 'purge');
    await expectNothingElse(other.peer);
  });
}

function order(relay: Served): void {
  it('comes behind what was sent before it, and before nothing: no later message, no presence', async () => {
    const room = await newRoom(relay.port);
    const creator = await joinWith(await RawPeer.open(relay.port), room);
    const other = await joinTo(await WsPeer.open(relay.port), room, [creator]);
    const last = message(1);
    creator.peer.write(
      { opcode: OPCODE.binary, payload: last },
      { opcode: OPCODE.text, payload: Buffer.from(JSON.stringify(PURGE)) },
      { opcode: OPCODE.binary, payload: message(1) },
    );
    for (const { peer } of [creator, other]) {
      expect(await peer.frame()).toEqual(last);
      await expectRoomEnd(peer, 'purge');
    }
  });

  it('comes at one place in an order that is the same for all members', async () => {
    const members = await gather(relay.port, await newRoom(relay.port), 4);
    for (let round = 0; round < 20; round++) {
      for (const { peer, joined } of members) peer.sendBinary(message(joined.memberId));
      if (round === 10) at(members, 0).peer.send(PURGE);
    }
    const seen = await Promise.all(members.map(({ peer }) => peer.untilClosed()));
    for (const items of seen) expect(items).toEqual(seen[0]);
    const kinds = at(seen, 0).map(({ kind }) => kind);
    expect(kinds.indexOf('event')).toBe(kinds.length - 2);
    expect(at(seen, 0).slice(-2)).toEqual([
      { kind: 'event', event: { type: 'room:expired', reason: 'purge' } },
      { kind: 'closed', code: 4411, reason: 'room_purged' },
    ]);
  });
}

function byOthers(relay: Served): void {
  it('by another member is not_creator, told to that member alone, and changes nothing', async () => {
    const members = await gather(relay.port, await newRoom(relay.port), 3);
    const other = at(members, 1);
    other.peer.send(PURGE);
    await expectErrorEvent(other.peer, 'not_creator');
    const sent = message(2);
    other.peer.sendBinary(sent);
    for (const { peer } of members) {
      expect(await peer.frame()).toEqual(sent);
      await expectNothingElse(peer);
    }
  });

  it('by a member that was the creator on another connection is not_creator', async () => {
    const room = await newRoom(relay.port);
    const [creator, other] = await pair(relay.port, room);
    creator.peer.leave();
    await other.peer.event('presence:leave');
    const back = await joinTo(await WsPeer.open(relay.port), room, [other]);
    for (const { peer } of [back, other]) {
      peer.send(PURGE);
      await expectErrorEvent(peer, 'not_creator');
      await expectNothingElse(peer);
    }
  });
}
