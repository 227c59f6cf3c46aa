import { randomInt } from 'node:crypto';
import {
  accept,
  CROWDED_TTL_S,
  openRoom,
  refuse,
  ROOM_ID_BYTES,
  transitionRoom,
  type CreatedRoom,
  type Instant,
  type JoinRequest,
  type Range,
  type Result,
  type RoomEffect,
  type RoomEvent,
} from '@pug-network/protocol';
import { randomText } from '../crypto/random.js';
import type { Publisher } from '../socket.js';
import { instantOf, type Clock } from '../timing/clock.js';
import type { Timekeeper } from '../timing/timekeeper.js';
import { endRoom } from './end.js';
import { admit, type JoinFault, type Joined } from './join.js';
import { publishBytes, publishEvent, type Later } from './publish.js';
import { Room, type Member } from './room.js';
import { digestOf, matchesSecret, newSecret } from './secret.js';
import { NAME_SEEDS } from './usernames.js';

/** What the registry needs of the relay around it. */
export interface RegistryContext {
  readonly clock: Clock;
  readonly timekeeper: Timekeeper;
  readonly publisher: Publisher;
  readonly maxRooms: number;
  /** Seconds. */
  readonly ttl: Range;
  readonly capacity: Range;
  /** Runs a callback once the engine has handed what was published to the operating system. */
  readonly later: Later;
}

/** Every room there is, in memory alone: create → join → message → leave → purge (protocol.md §2–§6). */
export class Registry {
  readonly #rooms = new Map<string, Room>();
  readonly #context: RegistryContext;

  constructor(context: RegistryContext) {
    this.#context = context;
  }

  /** Rooms there are now. */
  get size(): number {
    return this.#rooms.size;
  }

  /** True for a room that exists, due or not. */
  has(roomId: string): boolean {
    return this.#rooms.has(roomId);
  }

  /** Opens a room; what is asked for is clamped into the deployment's range (protocol.md §2). */
  create(askedTtl?: number, askedCapacity?: number): Result<CreatedRoom, 'server_full'> {
    const { clock, timekeeper, maxRooms, capacity: capacities } = this.#context;
    if (this.#rooms.size >= maxRooms) return refuse('server_full');
    const now = instantOf(clock);
    const ttl = clamp(askedTtl, this.#ttlRange());
    const capacity = clamp(askedCapacity, capacities);
    const deadline = { monotonic: now.monotonic + ttl * 1_000, wall: Math.floor(now.wall) + ttl * 1_000 };
    const roomId = randomText(ROOM_ID_BYTES);
    const roomSecret = newSecret();
    const room = new Room(
      roomId,
      digestOf(roomSecret),
      randomInt(NAME_SEEDS),
      openRoom(capacity, deadline),
      this.#tick,
    );
    this.#rooms.set(roomId, room);
    // The deadline is by the wall clock as it stands now: a step back from here must be noticed.
    timekeeper.observe(now);
    timekeeper.schedule(room, deadline.monotonic);
    return accept({ roomId, roomSecret, expiresAt: deadline.wall, ttl, capacity });
  }

  /** Lets a member in, or says why not: not found, expired, full, wrong secret, in that order (protocol.md §3). */
  join({ roomId, roomSecret, tag }: JoinRequest, member: Member): Result<Joined, JoinFault> {
    const room = this.#rooms.get(roomId);
    if (room === undefined) return refuse('room_not_found');
    const now = instantOf(this.#context.clock);
    const secretMatches = matchesSecret(roomSecret, room.secretDigest);
    for (const effect of this.#step(room, { type: 'join', now, secretMatches })) {
      if (effect.type === 'admit') {
        const { memberId, creator } = effect;
        return accept(admit(room, { memberId, creator, member, tag, now }, this.#context));
      }
      if (effect.type === 'refuse' && effect.code !== 'not_creator') return refuse(effect.code);
    }
    return refuse('room_not_found');
  }

  /** Forwards a frame to every member, its sender too; nothing once the room is due (protocol.md §4). */
  relay(room: Room, frame: Uint8Array): void {
    for (const effect of this.#step(room, { type: 'message', now: instantOf(this.#context.clock) })) {
      if (effect.type === 'relay') publishBytes(room, frame, this.#context);
    }
  }

  /** Takes a member out; the last one takes the room with it (protocol.md §5, §6). */
  leave(room: Room, memberId: number): void {
    const seat = room.seats?.get(memberId);
    if (seat === undefined) return;
    room.seats?.delete(memberId);
    seat.member.unsubscribe(room.id);
    const now = instantOf(this.#context.clock);
    for (const effect of this.#step(room, { type: 'leave', now, memberId })) {
      if (effect.type === 'announce-leave')
        publishEvent(room, { type: 'presence:leave', memberId }, this.#context);
    }
  }

  /** Ends the room if the member is its creator (protocol.md §6). */
  purge(room: Room, memberId: number): Result<undefined, 'not_creator'> {
    const now = instantOf(this.#context.clock);
    const effects = this.#step(room, { type: 'purge', now, memberId });
    const denied = effects.some((effect) => effect.type === 'refuse' && effect.code === 'not_creator');
    return denied ? refuse('not_creator') : accept(undefined);
  }

  /** Ends every room: the relay is going away. */
  shutdown(): void {
    for (const room of this.#rooms.values()) this.#step(room, { type: 'shutdown' });
  }

  readonly #tick = (room: Room, now: Instant): void => {
    this.#step(room, { type: 'tick', now });
    // Woken a hair too early, by either clock: look again when it is due.
    if (room.state.phase === 'open') {
      this.#context.timekeeper.schedule(room, room.timeAt(now.wall - now.monotonic));
    }
  };

  /** The one way in which a room's state changes; its end is carried out here, the other effects by the caller. */
  #step(room: Room, event: RoomEvent): readonly RoomEffect[] {
    const { state, effects } = transitionRoom(room.state, event);
    room.state = state;
    for (const effect of effects) {
      if (effect.type !== 'end') continue;
      this.#rooms.delete(room.id);
      this.#context.timekeeper.cancel(room);
      endRoom(room, effect.reason);
    }
    return effects;
  }

  #ttlRange(): Range {
    const { ttl, maxRooms } = this.#context;
    const isCrowded = this.#rooms.size * 2 > maxRooms;
    return isCrowded ? { ...ttl, max: Math.min(ttl.max, Math.max(ttl.min, CROWDED_TTL_S)) } : ttl;
  }
}

const clamp = (asked: number | undefined, { min, max, default: usual }: Range): number =>
  Math.min(max, Math.max(min, asked ?? usual));
