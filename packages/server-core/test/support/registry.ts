import { randomBytes } from 'node:crypto';
import {
  DEFAULT_CAPACITY,
  DEFAULT_TTL_S,
  type CreatedRoom,
  type JoinRequest,
  type RoomJoined,
} from '@pug-network/protocol';
import { expect } from 'vitest';
import type { Joined } from '../../src/rooms/join.js';
import { Registry, type RegistryContext } from '../../src/rooms/registry.js';
import { Timekeeper } from '../../src/timing/timekeeper.js';
import { ManualClock } from './clock.js';
import { FakeMember, FakePublisher } from './room-seam.js';

/** A registry with everything around it faked, and ways to use it that expect success. */
export class Rooms<C extends RegistryContext['clock'] = ManualClock> {
  readonly clock: C;
  readonly publisher = new FakePublisher();
  readonly timekeeper: Timekeeper;
  readonly registry: Registry;
  readonly #later: (() => void)[] = [];

  constructor(clock: C, limits: Partial<RegistryContext> = {}) {
    this.clock = clock;
    this.timekeeper = new Timekeeper(clock);
    this.registry = new Registry({
      clock,
      timekeeper: this.timekeeper,
      publisher: this.publisher,
      maxRooms: 1_000,
      ttl: DEFAULT_TTL_S,
      capacity: DEFAULT_CAPACITY,
      later: (callback) => this.#later.push(callback),
      ...limits,
    });
  }

  /** The engine has had its turn to write. */
  turn(): void {
    for (const callback of this.#later.splice(0)) callback();
  }

  create(ttl?: number, capacity?: number): CreatedRoom {
    const created = this.registry.create(ttl, capacity);
    expect(created).toMatchObject({ ok: true });
    return (created as { value: CreatedRoom }).value;
  }

  /** A new member of the room, with what it was welcomed with. */
  join(room: CreatedRoom, tag = newTag()): { member: FakeMember; seat: Joined; welcome: RoomJoined } {
    const member = new FakeMember(this.publisher);
    const joined = this.registry.join(joinOf(room, { tag }), member);
    expect(joined).toMatchObject({ ok: true });
    const welcome = member.news()[0] as unknown as RoomJoined;
    expect(welcome.type).toBe('room:joined');
    return { member, seat: (joined as { value: Joined }).value, welcome };
  }

  /** The code a join is refused with. */
  refusedJoin(room: CreatedRoom, changes: Partial<JoinRequest> = {}): string {
    const member = new FakeMember(this.publisher);
    const refused = this.registry.join(joinOf(room, changes), member);
    expect(refused.ok).toBe(false);
    expect(member.seen).toEqual([]);
    return (refused as { code: string }).code;
  }
}

export const newTag = (): string => randomBytes(16).toString('base64url');

export const newRooms = (limits: Partial<RegistryContext> = {}): Rooms =>
  new Rooms(new ManualClock(), limits);

export const joinOf = (
  { roomId, roomSecret }: CreatedRoom,
  changes: Partial<JoinRequest> = {},
): JoinRequest => ({
  type: 'room:join',
  roomId,
  roomSecret,
  tag: newTag(),
  ...changes,
});
