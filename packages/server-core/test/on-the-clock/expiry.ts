import {
  at,
  beforeItsTimer,
  expectNothingElse,
  expectRefused,
  expectRoomEnd,
  gather,
  join,
  joinMessage,
  message,
  newRoom,
  pair,
  refusalOf,
  type Member,
  type Target,
} from '@pug-network/conformance/wire';
import { describe, expect, it } from 'vitest';
import { ManualClock, useRelay, type Engine } from './relay.js';

const TTL_RANGE = { min: 1, max: 3_600, default: 600 };
/** Less than the 60 s of silence after which a peer is cut off. */
const TTL_S = 30;
const TTL_MS = TTL_S * 1_000;

/** docs/protocol.md, 6. Purge: a room whose timer is late ends by its deadline. */
export function expiring(engine: Engine): void {
  describe('the end of a room', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { ttl: TTL_RANGE, clock });
    byClock(relay, clock);
    byOperation(relay, clock);
    remaining(relay, clock);
  });
}

function byClock(relay: Target, clock: ManualClock): void {
  const ways: [name: string, pass: (ms: number) => void][] = [
    ['both clocks', (ms) => clock.advance(ms)],
    ['the monotonic clock alone', (ms) => clock.advanceMonotonic(ms)],
    ['the wall clock alone', (ms) => clock.advanceWall(ms)],
  ];
  it.each(ways)('comes by %s', async (_name, pass) => {
    const code = await beforeItsTimer(async () => {
      const room = await newRoom(relay, `?ttl=${TTL_S}`);
      pass(TTL_MS - 1);
      const { peer } = await join(relay, room);
      pass(1);
      const refusal = await refusalOf(relay, joinMessage(room));
      await expectRoomEnd(peer, 'ttl');
      await expectRefused(relay, joinMessage(room), 'room_not_found');
      return refusal;
    });
    expect(code).toBe('room_expired');
  });

  it('is not put off by a wall clock that is set back', async () => {
    const code = await beforeItsTimer(async () => {
      const room = await newRoom(relay, `?ttl=${TTL_S}`);
      clock.advanceWall(-3_600_000);
      clock.advanceMonotonic(TTL_MS);
      return refusalOf(relay, joinMessage(room));
    });
    expect(code).toBe('room_expired');
  });
}

function byOperation(relay: Target, clock: ManualClock): void {
  const operations: [name: string, operate: (creator: Member, other: Member) => void][] = [
    ['a message', (_creator, other) => other.peer.sendBinary(message(2))],
    ['a purge by the creator', (creator) => creator.peer.send({ type: 'room:purge' })],
    ['a purge by another member', (_creator, other) => other.peer.send({ type: 'room:purge' })],
  ];
  it.each(operations)('comes before %s that is too late', async (_name, operate) => {
    const room = await newRoom(relay, `?ttl=${TTL_S}`);
    const members = await gather(relay, room, 3);
    clock.advance(TTL_MS);
    operate(at(members, 0), at(members, 1));
    for (const { peer } of members) await expectRoomEnd(peer, 'ttl');
    await expectRefused(relay, joinMessage(room), 'room_not_found');
  });

  it('comes before a leave that is too late', async () => {
    const members = await gather(relay, await newRoom(relay, `?ttl=${TTL_S}`), 3);
    clock.advance(TTL_MS);
    at(members, 1).peer.leave();
    await expectRoomEnd(at(members, 0).peer, 'ttl');
    await expectRoomEnd(at(members, 2).peer, 'ttl');
  });

  it('does not come 1 ms before it is due', async () => {
    const [creator, other] = await pair(relay, await newRoom(relay, `?ttl=${TTL_S}`));
    clock.advance(TTL_MS - 1);
    const sent = message(2);
    other.peer.sendBinary(sent);
    expect(await creator.peer.frame()).toEqual(sent);
    await expectNothingElse(creator.peer);
  });
}

function remaining(relay: Target, clock: ManualClock): void {
  it('is told in room:joined: when, and how long until then', async () => {
    const room = await newRoom(relay, `?ttl=${TTL_S}`);
    expect(room.expiresAt).toBe(clock.wall() + TTL_MS);
    clock.advance(10_000);
    const { joined } = await join(relay, room);
    expect(joined).toMatchObject({ expiresAt: room.expiresAt, ttlRemaining: TTL_MS - 10_000 });
  });
}
