import type { Connection } from './connection.js';

/** One that has joined a room and is not out yet. */
export interface Member {
  readonly id: number;
  readonly username: string;
  /** 16 bytes in base64url. */
  readonly tag: string;
  readonly room: Room;
  readonly connection: Connection;
  /** For faults alone. */
  readonly memory: { wasEchoed?: boolean; held?: Buffer };
}

/** A room, which is in the relay's memory from its creation until its end. */
export interface Room {
  readonly id: string;
  readonly secretDigest: Buffer;
  readonly capacity: number;
  /** Seconds. */
  readonly ttl: number;
  /** The deadline by the wall clock, ms. */
  readonly expiresAt: number;
  /** The deadline by the monotonic clock, ms. */
  readonly deadlineMs: number;
  /** In order of joining. */
  readonly members: Map<number, Member>;
  readonly usernames: Set<string>;
  lastMemberId: number;
  creatorId?: number;
  /** After the last that joined, 32 bytes. */
  view: Buffer;
  /** For faults alone. */
  readonly memory: { lastFrame?: Buffer; wasJoined?: boolean };
}

/** Hands `event` to all members of a room but one. */
export function tellOthers(room: Room, event: object, except?: Member): void {
  for (const member of room.members.values()) if (member !== except) member.connection.tell(event);
}
