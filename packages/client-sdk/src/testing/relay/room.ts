import { sha256 } from '@noble/hashes/sha2.js';
import {
  decodeBase64url,
  encodeBase64url,
  encodeEvent,
  initialView,
  nextView,
  type Instant,
  type RelayEvent,
  type RoomEndReason,
  type RoomState,
} from '@pug-network/protocol';
import { usernameOf } from './usernames.js';

/** Somebody who has knocked, and whoever is in a room. */
export interface Guest {
  send(data: string | Uint8Array): void;
  /** The room is gone, and the guest goes too. */
  roomEnded(reason: Exclude<RoomEndReason, 'empty'>): void;
}

/** What the room machine says of somebody who is let in. */
interface Admission {
  readonly memberId: number;
  readonly creator: boolean;
}

/** One room and who is in it. */
export class Room {
  readonly id: string;
  readonly secret: string;
  state: RoomState;
  /** The deadline need not be waited for any more. */
  cancelEnd: () => void = () => undefined;
  readonly #guests = new Map<number, Guest>();
  readonly #deliver: (to: number, data: string | Uint8Array) => void;
  #view = initialView();

  /** `deliver` decides what is told to a member, and tells it. */
  constructor(
    id: string,
    secret: string,
    state: RoomState,
    deliver: (to: number, data: string | Uint8Array) => void,
  ) {
    this.id = id;
    this.secret = secret;
    this.state = state;
    this.#deliver = deliver;
  }

  /** Tells the others who comes, and the joiner who is there (protocol.md §3). */
  admit(guest: Guest, tag: string, { memberId, creator }: Admission, now: Instant): void {
    const username = usernameOf(memberId);
    const ids = Array.from(this.#guests.keys());
    const { capacity, deadline } = this.state;
    const view = encodeBase64url(this.#view);
    this.#view = nextView(sha256, this.#view, memberId, decodeBase64url(tag) ?? new Uint8Array(), username);
    this.announce({ type: 'presence:join', memberId, username, tag });
    this.#guests.set(memberId, guest);
    const members = ids.map((id) => ({ memberId: id, username: usernameOf(id) }));
    const welcome: RelayEvent = {
      ...{ type: 'room:joined', memberId, username, creator, members, view, capacity },
      expiresAt: deadline.wall,
      ttlRemaining: deadline.monotonic - now.monotonic,
    };
    this.#deliver(memberId, encodeEvent(welcome));
  }

  announce(event: RelayEvent): void {
    this.tellAll(encodeEvent(event));
  }

  /** Tells everybody, in order of joining. */
  tellAll(data: string | Uint8Array): void {
    for (const memberId of Array.from(this.#guests.keys())) this.#deliver(memberId, data);
  }

  /** Tells one member, as it is. */
  tell(memberId: number, data: string | Uint8Array): void {
    this.#guests.get(memberId)?.send(data);
  }

  /** False for somebody who is not there. */
  remove(memberId: number): boolean {
    return this.#guests.delete(memberId);
  }

  /** Nobody is left in it before anybody is told. */
  end(reason: RoomEndReason): void {
    this.cancelEnd();
    const guests = Array.from(this.#guests.values());
    this.#guests.clear();
    if (reason !== 'empty') for (const guest of guests) guest.roomEnded(reason);
  }
}
