import {
  encodeEvent,
  nextView,
  TAG_BYTES,
  VIEW_BYTES,
  type Code,
  type Instant,
  type RoomJoined,
} from '@pug-network/protocol';
import { sha256Into } from '../crypto/sha256.js';
import { charge, publishEvent, type PublishContext } from './publish.js';
import type { Member, Room } from './room.js';
import { usernameOf } from './usernames.js';

export type JoinFault = Extract<Code, 'room_not_found' | 'room_expired' | 'room_full' | 'bad_secret'>;

/** Where a joiner is now. */
export interface Joined {
  readonly room: Room;
  readonly memberId: number;
}

interface Admission {
  readonly memberId: number;
  readonly creator: boolean;
  readonly member: Member;
  /** 16 bytes as base64url. */
  readonly tag: string;
  readonly now: Instant;
}

/** Seats a member: the others are told, then the joiner, then it hears what they hear (protocol.md §3). */
export function admit(room: Room, admission: Admission, context: PublishContext): Joined {
  const { memberId, member, tag } = admission;
  const username = usernameOf(room.nameSeed, memberId);
  const welcome = encodeEvent(welcomeOf(room, admission, username));
  publishEvent(room, { type: 'presence:join', memberId, username, tag }, context);
  member.sendText(welcome);
  member.subscribe(room.id);
  room.seats ??= new Map();
  room.seats.set(memberId, { member, username });
  room.view = viewAfter(room.view, memberId, tag, username);
  charge(room, welcome.length, context);
  return { room, memberId };
}

function welcomeOf(room: Room, { memberId, creator, now }: Admission, username: string): RoomJoined {
  const { capacity, deadline } = room.state;
  const members = Array.from(room.seats ?? [], ([id, seat]) => ({ memberId: id, username: seat.username }));
  const ttlRemaining = Math.floor(Math.min(deadline.monotonic - now.monotonic, deadline.wall - now.wall));
  return {
    type: 'room:joined',
    memberId,
    username,
    creator,
    members,
    view: room.view,
    capacity,
    expiresAt: deadline.wall,
    ttlRemaining: Math.max(0, ttlRemaining),
  };
}

// What a view is made of, and it: none is made for each member.
const viewBytes = Buffer.alloc(VIEW_BYTES);
const tagBytes = Buffer.alloc(TAG_BYTES);
const sha256 = (bytes: Uint8Array): Uint8Array => sha256Into(viewBytes, bytes);

function viewAfter(before: string, memberId: number, tag: string, username: string): string {
  viewBytes.write(before, 'base64url');
  tagBytes.write(tag, 'base64url');
  nextView(sha256, viewBytes, memberId, tagBytes, username);
  return viewBytes.toString('base64url');
}
