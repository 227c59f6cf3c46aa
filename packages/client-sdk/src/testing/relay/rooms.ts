import {
  accept,
  CROWDED_TTL_S,
  encodeBase64url,
  openRoom,
  refuse,
  ROOM_ID_BYTES,
  ROOM_SECRET_BYTES,
  transitionRoom,
  type Code,
  type CreatedRoom,
  type Instant,
  type JoinRequest,
  type Limits,
  type Range,
  type Result,
  type RoomEffect,
  type RoomEvent,
} from '@pug-network/protocol';
import type { Clock } from '../../platform/environment.js';
import { someBytes, type Random } from '../random.js';
import type { Deliver, Delivery } from './delivery.js';
import { Room, type Guest } from './room.js';

/** What the rooms need of their relay. */
export interface RoomsContext {
  readonly limits: Pick<Limits, 'ttl' | 'capacity'>;
  readonly maxRooms: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly deliver: Deliver;
}

/** Where a member is. */
export interface Joined {
  readonly room: Room;
  readonly memberId: number;
}

type JoinFault = Extract<Code, 'room_not_found' | 'room_expired' | 'room_full' | 'bad_secret'>;

const SECOND_MS = 1_000;

/** Every room: create → join → message → leave → purge (protocol.md §2–§6). */
export class Rooms {
  readonly #context: RoomsContext;
  readonly #rooms = new Map<string, Room>();

  constructor(context: RoomsContext) {
    this.#context = context;
  }

  create(askedTtl?: number, askedCapacity?: number): Result<CreatedRoom, 'server_full'> {
    const { clock, limits, maxRooms, random } = this.#context;
    if (this.#rooms.size >= maxRooms) return refuse('server_full');
    const ttl = clamp(askedTtl, this.#ttlRange());
    const capacity = clamp(askedCapacity, limits.capacity);
    const now = this.#now();
    const deadline = { monotonic: now.monotonic + ttl * SECOND_MS, wall: now.wall + ttl * SECOND_MS };
    const roomId = encodeBase64url(someBytes(random, ROOM_ID_BYTES));
    const roomSecret = encodeBase64url(someBytes(random, ROOM_SECRET_BYTES));
    const room = new Room(roomId, roomSecret, openRoom(capacity, deadline), (to, data) =>
      this.#deliver({ roomId, to, data }),
    );
    this.#rooms.set(roomId, room);
    room.cancelEnd = clock.after(ttl * SECOND_MS, () => this.#step(room, { type: 'tick', now: this.#now() }));
    return accept({ roomId, roomSecret, expiresAt: deadline.wall, ttl, capacity });
  }

  /** Lets a guest in as a member of the room, or says why not. */
  join(request: JoinRequest, guest: Guest): Result<Joined, JoinFault> {
    const room = this.#rooms.get(request.roomId);
    if (room === undefined) return refuse('room_not_found');
    const now = this.#now();
    const secretMatches = request.roomSecret === room.secret;
    const effects = this.#step(room, { type: 'join', now, secretMatches });
    for (const effect of effects) {
      if (effect.type === 'refuse' && effect.code !== 'not_creator') return refuse(effect.code);
      if (effect.type === 'admit') room.admit(guest, request.tag, effect, now);
    }
    return accept({ room, memberId: room.state.admitted });
  }

  /** Forwards a frame to everybody in the room. */
  relay(room: Room, frame: Uint8Array): void {
    const effects = this.#step(room, { type: 'message', now: this.#now() });
    if (effects.some(({ type }) => type === 'relay')) room.tellAll(frame);
  }

  leave(room: Room, memberId: number): void {
    if (!room.remove(memberId)) return;
    for (const effect of this.#step(room, { type: 'leave', now: this.#now(), memberId })) {
      if (effect.type === 'announce-leave') room.announce({ type: 'presence:leave', memberId });
    }
  }

  /** Ends the room; false where the member may not. */
  purge(room: Room, memberId: number): boolean {
    const effects = this.#step(room, { type: 'purge', now: this.#now(), memberId });
    return effects.every(({ type }) => type !== 'refuse');
  }

  /** Ends every room: the relay goes away. */
  shutDown(): void {
    for (const room of Array.from(this.#rooms.values())) this.#step(room, { type: 'shutdown' });
  }

  #deliver(delivery: Delivery): void {
    for (const { roomId, to, data } of this.#context.deliver(delivery))
      this.#rooms.get(roomId)?.tell(to, data);
  }

  /** The one way in which a room changes. */
  #step(room: Room, event: RoomEvent): readonly RoomEffect[] {
    const { state, effects } = transitionRoom(room.state, event);
    room.state = state;
    for (const effect of effects) {
      if (effect.type !== 'end') continue;
      this.#rooms.delete(room.id);
      room.end(effect.reason);
    }
    return effects;
  }

  #now(): Instant {
    const { clock } = this.#context;
    return { monotonic: clock.now(), wall: clock.wallNow() };
  }

  /** Rooms live shorter while more than half of the places are taken. */
  #ttlRange(): Range {
    const { limits, maxRooms } = this.#context;
    const { ttl } = limits;
    const isCrowded = this.#rooms.size * 2 > maxRooms;
    return isCrowded ? { ...ttl, max: Math.min(ttl.max, Math.max(ttl.min, CROWDED_TTL_S)) } : ttl;
  }
}

const clamp = (asked: number | undefined, { min, max, default: usual }: Range): number =>
  Math.min(max, Math.max(min, asked ?? usual));
