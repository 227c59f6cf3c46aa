import type { Instant } from '@pug-network/protocol';
import { LIMITS, type Joiner, type RoomsUnderTest, type State } from './relay.js';

interface ModelRoom {
  readonly deadline: Instant;
  readonly capacity: number;
  /** Members now, in order of joining, by their place in `members`. */
  present: number[];
  admitted: number;
  isOver: boolean;
}

interface ModelMember {
  readonly room: ModelRoom;
  readonly memberId: number;
  readonly address: number;
  isIn: boolean;
  readonly seen: string[];
}

/** A connection that has said nothing yet. */
interface ModelNewcomer {
  readonly address: number;
  readonly lateAt: number;
}

const CROWDED_TTL_S = 600;
const JOIN_TIMEOUT_MS = 5_000;

const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(Math.max(value, min), max);

/** What protocol.md §2 to §6 says about rooms, as simply as it can be said: no heap, no timer, no topics. */
export class ModelRooms implements RoomsUnderTest {
  readonly rooms: ModelRoom[] = [];
  readonly members: ModelMember[] = [];
  #newcomers: ModelNewcomer[] = [];
  #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  redeem(): void {
    // A session is no part of any room.
  }

  create(ttl: number, capacity: number): string {
    const taken = this.#live().length;
    if (taken >= LIMITS.maxRooms) return 'server_full';
    const longest = taken > LIMITS.maxRooms / 2 ? CROWDED_TTL_S : LIMITS.ttl.max;
    const [seconds, seats] = [clamp(ttl, { ...LIMITS.ttl, max: longest }), clamp(capacity, LIMITS.capacity)];
    const deadline = {
      monotonic: this.#now.monotonic + seconds * 1_000,
      wall: this.#now.wall + seconds * 1_000,
    };
    this.rooms.push({ deadline, capacity: seats, present: [], admitted: 0, isOver: false });
    return `${seconds} s, ${seats} members`;
  }

  connect(address: number): string {
    if (this.#isTaken(address)) return 'server_full';
    this.#newcomers.push({ address, lateAt: this.#now.monotonic + JOIN_TIMEOUT_MS });
    return '';
  }

  join(number: number, { isSecretRight, address, isLost }: Joiner): string {
    if (this.#isTaken(address)) return 'server_full';
    const room = this.rooms[number]!;
    if (room.isOver) return 'room_not_found';
    if (this.#endsNow(room)) return 'room_expired';
    if (room.present.length >= room.capacity) return 'room_full';
    if (!isSecretRight) return 'bad_secret';
    const memberId = ++room.admitted;
    const others = room.present.map((n) => this.members[n]!.memberId);
    this.#tell(room, `join ${memberId}`);
    const left = Math.min(this.untilDeadline(room), room.deadline.wall - this.#now.wall);
    const seen = [`joined ${memberId} creator=${memberId === 1} others=${others.join()} left=${left}`];
    room.present.push(this.members.length);
    this.members.push({ room, memberId, address, isIn: true, seen });
    if (isLost) this.leave(this.members.length - 1);
    return `member ${memberId}`;
  }

  message(number: number, byte: number): void {
    const { room, isIn, memberId } = this.members[number]!;
    if (isIn && !this.#endsNow(room)) this.#tell(room, `frame ${memberId} ${byte}`);
  }

  leave(number: number): void {
    const member = this.members[number]!;
    const { room } = member;
    if (!member.isIn) return;
    member.isIn = false;
    room.present = room.present.filter((n) => n !== number);
    if (this.#endsNow(room)) return;
    if (room.present.length === 0) room.isOver = true;
    this.#tell(room, `leave ${member.memberId}`);
  }

  crash(number: number): void {
    this.leave(number);
  }

  purge(number: number): void {
    const { room, memberId, isIn, seen } = this.members[number]!;
    if (!isIn || this.#endsNow(room)) return;
    if (memberId === 1) this.#end(room, 'purge');
    else seen.push('error not_creator');
  }

  forward(ms: number): void {
    this.#now = { monotonic: this.#now.monotonic + ms, wall: this.#now.wall + ms };
  }

  setWallBy(ms: number): void {
    this.#now = { ...this.#now, wall: this.#now.wall + ms };
  }

  wake(): void {
    for (const room of this.#live()) this.#endsNow(room);
    this.#newcomers = this.#newcomers.filter(({ lateAt }) => this.#now.monotonic < lateAt);
  }

  untilDeadline({ deadline }: ModelRoom): number {
    return deadline.monotonic - this.#now.monotonic;
  }

  state(): State {
    return {
      size: this.#live().length,
      found: this.rooms.map(({ isOver }) => !isOver),
      timers: this.#live().length,
      connections: this.#open().length,
      seated: this.rooms.map(({ present }) => present.map((n) => this.members[n]!.memberId)),
      subscribed: this.rooms.map(({ present }) => present),
      seen: this.members.map(({ seen }) => seen),
    };
  }

  #open(): { readonly address: number }[] {
    return [...this.members.filter(({ isIn }) => isIn), ...this.#newcomers];
  }

  #isTaken(address: number): boolean {
    const ofAddress = this.#open().filter((connection) => connection.address === address);
    return ofAddress.length >= LIMITS.maxConnectionsPerAddress;
  }

  #live(): ModelRoom[] {
    return this.rooms.filter(({ isOver }) => !isOver);
  }

  /** Every operation looks at the deadline first: a room that is due is dead even if its timer is late. */
  #endsNow(room: ModelRoom): boolean {
    const isDue = this.#now.monotonic >= room.deadline.monotonic || this.#now.wall >= room.deadline.wall;
    if (isDue) this.#end(room, 'ttl');
    return isDue;
  }

  #end(room: ModelRoom, reason: 'ttl' | 'purge'): void {
    this.#tell(room, `ended ${reason}`);
    this.#tell(room, reason === 'ttl' ? 'end 4410 room_expired' : 'end 4411 room_purged');
    for (const number of room.present) this.members[number]!.isIn = false;
    room.present = [];
    room.isOver = true;
  }

  #tell(room: ModelRoom, news: string): void {
    for (const number of room.present) this.members[number]!.seen.push(news);
  }
}
