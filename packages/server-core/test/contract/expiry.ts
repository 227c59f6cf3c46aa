import { describe, expect, it } from 'vitest';
import { beforeItsTimer, expectRefused, refusalOf } from './client/first.js';
import { newRoom } from './client/gate.js';
import { at, gather, join, joinMessage, message, pair, type Member } from './client/member.js';
import { expectNothingElse, expectRoomEnd } from './client/peer.js';
import { ManualClock, useRelay, type Engine, type Served } from './client/relay.js';

const TTL_RANGE = { min: 1, max: 3_600, default: 600 };
/** Less than the 60 s of silence after which a peer is cut off. */
const TTL_S = 30;
const TTL_MS = TTL_S * 1_000;

/** protocol.md §6 Purge: by TTL. */
export function expiry(engine: Engine): void {
  describe('the end of a room', () => {
    const relay = useRelay(engine, { ttl: TTL_RANGE });
    byTimer(relay);
    describe('whose timer is late', () => {
      const clock = new ManualClock();
      const late = useRelay(engine, { ttl: TTL_RANGE, clock });
      byClock(late, clock);
      byOperation(late, clock);
      remaining(late, clock);
    });
  });
}

function byTimer(relay: Served): void {
  it('comes by itself when the TTL has passed, to every member and to rooms nobody has joined', async () => {
    const waiting = await newRoom(relay.port, '?ttl=1');
    const room = await newRoom(relay.port, '?ttl=1');
    const members = await gather(relay.port, room, 3);
    for (const { peer } of members) await expectRoomEnd(peer, 'ttl');
    expect(Date.now()).toBeGreaterThanOrEqual(room.expiresAt - 10);
    expect(Date.now()).toBeLessThan(room.expiresAt + 2_000);
    await expectRefused(relay.port, joinMessage(room), 'room_not_found');
    await expectRefused(relay.port, joinMessage(waiting), 'room_not_found');
  });

  it('comes to one room after another', async () => {
    for (let round = 0; round < 2; round++)
      for (const { peer } of await gather(relay.port, await newRoom(relay.port, '?ttl=1'), 2))
        await expectRoomEnd(peer, 'ttl');
  });

  it('does not come early: a room nobody has joined waits for its TTL', async () => {
    const waiting = await newRoom(relay.port, '?ttl=60');
    const short = await newRoom(relay.port, '?ttl=1');
    await expectRoomEnd((await join(relay.port, short)).peer, 'ttl');
    expect((await join(relay.port, waiting)).joined).toMatchObject({ memberId: 1, creator: true });
  });
}

function byClock(relay: Served, clock: ManualClock): void {
  const ways: [name: string, pass: (ms: number) => void][] = [
    ['both clocks', (ms) => clock.advance(ms)],
    ['the monotonic clock alone', (ms) => clock.advanceMonotonic(ms)],
    ['the wall clock alone', (ms) => clock.advanceWall(ms)],
  ];
  it.each(ways)('comes by %s', async (_name, pass) => {
    const code = await beforeItsTimer(async () => {
      const room = await newRoom(relay.port, `?ttl=${TTL_S}`);
      pass(TTL_MS - 1);
      const { peer } = await join(relay.port, room);
      pass(1);
      const refusal = await refusalOf(relay.port, joinMessage(room));
      await expectRoomEnd(peer, 'ttl');
      await expectRefused(relay.port, joinMessage(room), 'room_not_found');
      return refusal;
    });
    expect(code).toBe('room_expired');
  });

  it('is not put off by a wall clock that is set back', async () => {
    const code = await beforeItsTimer(async () => {
      const room = await newRoom(relay.port, `?ttl=${TTL_S}`);
      clock.advanceWall(-3_600_000);
      clock.advanceMonotonic(TTL_MS);
      return refusalOf(relay.port, joinMessage(room));
    });
    expect(code).toBe('room_expired');
  });
}

function byOperation(relay: Served, clock: ManualClock): void {
  const operations: [name: string, operate: (creator: Member, other: Member) => void][] = [
    ['a message', (_creator, other) => other.peer.sendBinary(message(2))],
    ['a purge by the creator', (creator) => creator.peer.send({ type: 'room:purge' })],
    ['a purge by another member', (_creator, other) => other.peer.send({ type: 'room:purge' })],
  ];
  it.each(operations)('comes before %s that is too late', async (_name, operate) => {
    const room = await newRoom(relay.port, `?ttl=${TTL_S}`);
    const members = await gather(relay.port, room, 3);
    clock.advance(TTL_MS);
    operate(at(members, 0), at(members, 1));
    for (const { peer } of members) await expectRoomEnd(peer, 'ttl');
    await expectRefused(relay.port, joinMessage(room), 'room_not_found');
  });

  it('comes before a leave that is too late', async () => {
    const members = await gather(relay.port, await newRoom(relay.port, `?ttl=${TTL_S}`), 3);
    clock.advance(TTL_MS);
    at(members, 1).peer.leave();
    await expectRoomEnd(at(members, 0).peer, 'ttl');
    await expectRoomEnd(at(members, 2).peer, 'ttl');
  });

  it('does not come 1 ms before it is due', async () => {
    const [creator, other] = await pair(relay.port, await newRoom(relay.port, `?ttl=${TTL_S}`));
    clock.advance(TTL_MS - 1);
    const sent = message(2);
    other.peer.sendBinary(sent);
    expect(await creator.peer.frame()).toEqual(sent);
    await expectNothingElse(creator.peer);
  });
}

function remaining(relay: Served, clock: ManualClock): void {
  it('is told in room:joined: when, and how long until then', async () => {
    const room = await newRoom(relay.port, `?ttl=${TTL_S}`);
    expect(room.expiresAt).toBe(clock.wall() + TTL_MS);
    clock.advance(10_000);
    const { joined } = await join(relay.port, room);
    expect(joined).toMatchObject({ expiresAt: room.expiresAt, ttlRemaining: TTL_MS - 10_000 });
  });
}
