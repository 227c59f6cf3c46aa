import { describe, expect, it } from 'vitest';
import { newRoom } from './client/gate.js';
import { FIRST_VIEW, at, gather, join, joinMessage, newTag, nextView, pair } from './client/member.js';
import type { Member } from './client/member.js';
import { expectNothingElse, expectRefusal, type Peer, type RoomEvent } from './client/peer.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { ID_32 } from './client/table.js';
import { WsPeer } from './client/ws-peer.js';

const USERNAME = /^[a-z]+-[a-z]+(-[0-9]+)?$/;

/** protocol.md §3 Join: what members are told. */
export function joinStep(engine: Engine): void {
  describe('joining', () => {
    const relay = useRelay(engine);
    welcome(relay);
    presence(relay);
    numbers(relay);
    creators(relay);
    views(relay);
    races(relay);
  });
}

function welcome(relay: Served): void {
  it('is answered with room:joined, all its fields and no other', async () => {
    const room = await newRoom(relay.port, '?capacity=5&ttl=100');
    const { joined, peer } = await join(relay.port, room);
    expect(joined).toEqual({
      type: 'room:joined',
      memberId: 1,
      username: expect.stringMatching(USERNAME) as unknown,
      creator: true,
      members: [],
      view: FIRST_VIEW,
      capacity: 5,
      expiresAt: room.expiresAt,
      ttlRemaining: expect.any(Number) as unknown,
    });
    expect(joined.ttlRemaining).toBeLessThanOrEqual(100_000);
    expect(joined.ttlRemaining).toBeGreaterThan(90_000);
    await expectNothingElse(peer);
  });

  it('takes fields in any order, ignores unknown ones, and of duplicates the last counts', async () => {
    const room = await newRoom(relay.port);
    const peer = await WsPeer.open(relay.port);
    const real = `"roomSecret":"${room.roomSecret}","x":{"type":1},"roomId":"${room.roomId}","type":"room:join"`;
    peer.sendText(` {"tag":1,"roomId":7,"type":"room:purge","Type":0,"tag":"${newTag()}",${real}}\n`);
    expect(await peer.event('room:joined')).toMatchObject({ memberId: 1 });
  });
}

function presence(relay: Served): void {
  it('is told to those already there, and they to the newcomer, in order of joining', async () => {
    const room = await newRoom(relay.port);
    const members: Member[] = [];
    for (let n = 1; n <= 5; n++) {
      const newcomer = await join(relay.port, room);
      const { memberId, username } = newcomer.joined;
      const known = members.map(({ joined }) => ({ memberId: joined.memberId, username: joined.username }));
      expect(newcomer.joined.members).toEqual(known);
      for (const { peer } of members) {
        const event = await peer.event('presence:join');
        expect(event).toEqual({ type: 'presence:join', memberId, username, tag: newcomer.tag });
      }
      members.push(newcomer);
    }
    for (const { peer } of members) await expectNothingElse(peer);
  });

  it('names no member who has left', async () => {
    const room = await newRoom(relay.port);
    const [first, second] = await pair(relay.port, room);
    second.peer.leave();
    await first.peer.event('presence:leave');
    const third = await join(relay.port, room);
    expect(third.joined.members.map(({ memberId }) => memberId)).toEqual([1]);
  });

  it('is not told to another room', async () => {
    const stranger = await join(relay.port, await newRoom(relay.port));
    await pair(relay.port, await newRoom(relay.port));
    await expectNothingElse(stranger.peer);
  });
}

function numbers(relay: Served): void {
  it('gives memberIds that count from 1 and usernames, none of them twice, though members come and go', async () => {
    const room = await newRoom(relay.port, '?capacity=2');
    const { peer: watcher, joined } = await join(relay.port, room);
    const usernames = [joined.username];
    for (let memberId = 2; memberId <= 30; memberId++) {
      const { peer, joined } = await join(relay.port, room);
      expect(joined.memberId).toBe(memberId);
      usernames.push(joined.username);
      await watcher.event('presence:join');
      peer.leave();
      expect(await watcher.event('presence:leave')).toMatchObject({ memberId });
    }
    expect(new Set(usernames).size).toBe(30);
    expect(usernames.filter((name) => !USERNAME.test(name) || name.length > 32)).toEqual([]);
  });

  it('gives no memberId to a join that failed', async () => {
    const room = await newRoom(relay.port);
    const peer = await WsPeer.open(relay.port);
    peer.send(joinMessage({ roomId: room.roomId, roomSecret: 'wrong' }));
    await expectRefusal(peer, 'bad_secret');
    expect((await join(relay.port, room)).joined).toMatchObject({ memberId: 1, creator: true });
  });

  it('counts in each room anew', async () => {
    for (const room of [await newRoom(relay.port), await newRoom(relay.port)])
      expect((await join(relay.port, room)).joined.memberId).toBe(1);
  });
}

function creators(relay: Served): void {
  it('makes the first joiner the creator and nobody else', async () => {
    const members = await gather(relay.port, await newRoom(relay.port), 4);
    expect(members.map(({ joined }) => joined.creator)).toEqual([true, false, false, false]);
  });

  it('makes nobody the creator after the creator has left, the same person neither', async () => {
    const room = await newRoom(relay.port);
    const [creator, other] = await pair(relay.port, room);
    creator.peer.leave();
    await other.peer.event('presence:leave');
    const returned = await WsPeer.open(relay.port);
    returned.send(joinMessage(room, creator.tag));
    expect(await returned.event('room:joined')).toMatchObject({ creator: false, memberId: 3 });
  });
}

function views(relay: Served): void {
  it('gives each joiner the view before it, chained over all who joined', async () => {
    const room = await newRoom(relay.port);
    const members = await gather(relay.port, room, 6);
    at(members, 2).peer.leave();
    await at(members, 0).peer.event('presence:leave');
    members.push(await join(relay.port, room));
    let view = FIRST_VIEW;
    for (const { joined, tag } of members) {
      expect(joined.view).toMatch(ID_32);
      expect(joined.view).toBe(view);
      view = nextView(view, joined.memberId, tag, joined.username);
    }
  });
}

function races(relay: Served): void {
  it('lets exactly two of 20 in at the same time where two have a place', async () => {
    const room = await newRoom(relay.port, '?capacity=2');
    const peers = await Promise.all(Array.from({ length: 20 }, () => WsPeer.open(relay.port)));
    for (const peer of peers) peer.send(joinMessage(room));
    const firsts = await Promise.all(peers.map((peer) => firstEvent(peer)));
    const joined = firsts.filter(({ event }) => event['type'] === 'room:joined').map(({ event }) => event);
    expect(joined.map((event) => event['memberId']).sort()).toEqual([1, 2]);
    expect(joined.filter((event) => event['creator'])).toMatchObject([{ memberId: 1 }]);
    const refused = firsts.filter(({ event }) => event['type'] !== 'room:joined');
    const codes = refused.map(({ event }) => event['code']);
    expect(codes).toEqual(Array.from({ length: 18 }, () => 'room_full'));
    for (const { peer } of refused) expect(await peer.closed()).toEqual({ code: 4409, reason: 'room_full' });
  });
}

async function firstEvent(peer: Peer): Promise<{ peer: Peer; event: RoomEvent }> {
  const item = await peer.inbox.next('the first event');
  if (item.kind !== 'event') throw new Error(`awaited an event, got a ${item.kind}`);
  return { peer, event: item.event };
}
