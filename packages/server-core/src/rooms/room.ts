import {
  encodeBase64url,
  initialView,
  MAX_UNSENT_BYTES,
  type Instant,
  type RoomEndReason,
  type RoomState,
} from '@pug-network/protocol';
import { UNSCHEDULED } from '../timing/deadlines.js';
import type { Due } from '../timing/timekeeper.js';

/** A member as its room reaches it, over whatever its connection is. */
export interface Member {
  sendText(text: string): void;
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** Bytes sent to it that its network has not taken yet. */
  unsent(): number;
  /** It reads too slowly to stay. */
  tooSlow(): void;
  /** The room is gone; it must go as well. */
  roomEnded(reason: Exclude<RoomEndReason, 'empty'>): void;
}

/** Somebody who is in a room, with the name it has there. */
export interface Seat {
  readonly member: Member;
  readonly username: string;
}

const INITIAL_VIEW = encodeBase64url(initialView());

/** One room: everything that there is of it, and the entry that makes it end in time. */
export class Room implements Due {
  at = 0;
  slot = UNSCHEDULED;
  /** The view after the last member admitted, 32 bytes as base64url. */
  view = INITIAL_VIEW;
  /** memberId → seat, in order of joining; made when the first one joins. */
  seats: Map<number, Seat> | undefined = undefined;
  /** Bytes that may still be sent to the room before its members' unsent bytes have to be looked at again. */
  unsentBudget = MAX_UNSENT_BYTES;
  isSweepDue = false;

  constructor(
    readonly id: string,
    readonly secretDigest: string,
    readonly nameSeed: number,
    public state: RoomState,
    private readonly onDeadline: (room: Room, now: Instant) => void,
  ) {}

  /** Monotonic time of the deadline by whichever clock reaches it first. */
  timeAt(offset: number): number {
    const { monotonic, wall } = this.state.deadline;
    return Math.min(monotonic, wall - offset);
  }

  onDue(now: Instant): void {
    this.onDeadline(this, now);
  }
}
