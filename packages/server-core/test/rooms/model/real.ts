import {
  encodeMessage,
  isUsername,
  MESSAGE_HEADER_BYTES,
  readU32,
  type CreatedRoom,
  type Member as Named,
  type RelayEvent,
} from '@pug-network/protocol';
import { expect, vi } from 'vitest';
import type { Joined } from '../../../src/rooms/join.js';
import { ManualClock } from '../../support/clock.js';
import { joinOf, newTag, Rooms } from '../../support/registry.js';
import { FakeMember, type Hearer, type Seen } from '../../support/room-seam.js';
import { LIMITS, type RoomsUnderTest, type State } from './relay.js';

interface RealMember {
  readonly room: number;
  readonly member: FakeMember;
  /** Gone from the moment that it leaves or is told of the end, as a connection's is. */
  seat: Joined | undefined;
}

interface RealRoom extends CreatedRoom {
  /** memberId → the name and tag that it joined with. */
  readonly names: Map<number, string>;
  readonly tags: Map<number, string>;
}

const BLOB_BYTES = 28;

/** The registry and its timekeeper, driven as connections and the timer drive them. Wants fake timers. */
export class RealRooms implements RoomsUnderTest {
  readonly clock = new ManualClock();
  readonly #rooms = new Rooms(this.clock, LIMITS);
  readonly #created: RealRoom[] = [];
  readonly #members: RealMember[] = [];

  create(ttl: number, capacity: number): string {
    const created = this.#rooms.registry.create(ttl, capacity);
    if (!created.ok) return created.code;
    this.#created.push({ ...created.value, names: new Map(), tags: new Map() });
    return `${created.value.ttl} s, ${created.value.capacity} members`;
  }

  join(room: number, isSecretRight: boolean): string {
    const created = this.#created[room]!;
    const tag = newTag();
    const member = new FakeMember(this.#rooms.publisher);
    const request = joinOf(created, { tag, ...(isSecretRight ? {} : { roomSecret: newTag() }) });
    const joined = this.#rooms.registry.join(request, member);
    if (!joined.ok) {
      expect(member.seen).toEqual([]);
      return joined.code;
    }
    const { memberId } = joined.value;
    const { username } = member.seen[0] as { username?: unknown };
    if (!isUsername(username) || [...created.names.values()].includes(username))
      return `is called ${String(username)}`;
    created.names.set(memberId, username);
    created.tags.set(memberId, tag);
    const entered: RealMember = { room, member, seat: joined.value };
    member.onEnded = () => (entered.seat = undefined);
    this.#members.push(entered);
    return `member ${memberId}`;
  }

  message(number: number, byte: number): void {
    const { seat } = this.#members[number]!;
    if (!seat) return;
    this.#rooms.registry.relay(
      seat.room,
      encodeMessage(seat.memberId, new Uint8Array(BLOB_BYTES).fill(byte)),
    );
  }

  leave(number: number): void {
    const member = this.#members[number]!;
    const { seat } = member;
    member.seat = undefined;
    if (seat) this.#rooms.registry.leave(seat.room, seat.memberId);
  }

  purge(number: number): string {
    const { seat } = this.#members[number]!;
    if (!seat) return 'out';
    const purged = this.#rooms.registry.purge(seat.room, seat.memberId);
    return purged.ok ? 'ok' : purged.code;
  }

  forward(ms: number): void {
    this.clock.advance(ms);
  }

  setWallBy(ms: number): void {
    this.clock.setWallBy(ms);
  }

  wake(): void {
    vi.advanceTimersToNextTimer();
  }

  state(): State {
    const { registry, timekeeper, publisher } = this.#rooms;
    const subscribers = (roomId: string): Hearer[] => [...(publisher.topics.get(roomId) ?? [])];
    return {
      size: registry.size,
      found: this.#created.map(({ roomId }) => registry.has(roomId)),
      timers: timekeeper.size,
      subscribed: this.#created.map(({ roomId }) =>
        subscribers(roomId).map((heard) => this.#members.findIndex(({ member }) => member === heard)),
      ),
      seen: this.#members.map(({ room, member }) =>
        member.seen.map((seen) => wordsOf(seen, this.#created[room]!)),
      ),
    };
  }
}

/** What was seen, in the words of the model; what is wrong with a name, a tag, a capacity or a blob shows. */
function wordsOf(seen: Seen, room: RealRoom): string {
  if (seen instanceof Uint8Array) {
    const [byte] = new Set(seen.subarray(MESSAGE_HEADER_BYTES));
    const isWhole = seen.length === MESSAGE_HEADER_BYTES + BLOB_BYTES;
    return `frame ${readU32(seen, 1)} ${isWhole ? byte : seen.join()}`;
  }
  if ('ended' in seen) return `ended ${String(seen.ended)}`;
  return wordsOfEvent(seen as unknown as RelayEvent, room) ?? JSON.stringify(seen);
}

function wordsOfEvent(event: RelayEvent, { names, tags, capacity, expiresAt }: RealRoom): string | undefined {
  const isNamed = ({ memberId, username }: Named): boolean => names.get(memberId) === username;
  switch (event.type) {
    case 'presence:leave':
      return `leave ${event.memberId}`;
    case 'presence:join':
      return isNamed(event) && tags.get(event.memberId) === event.tag ? `join ${event.memberId}` : undefined;
    case 'room:joined': {
      const isSound = event.capacity === capacity && event.expiresAt === expiresAt;
      if (!isSound || ![event, ...event.members].every(isNamed)) return undefined;
      const others = event.members.map(({ memberId }) => memberId).join();
      return `joined ${event.memberId} creator=${String(event.creator)} others=${others} left=${event.ttlRemaining}`;
    }
    default:
      return undefined;
  }
}
