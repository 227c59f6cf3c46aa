import {
  isUsername,
  MESSAGE_HEADER_BYTES,
  readU32,
  type CreatedRoom,
  type Member as Named,
  type RelayEvent,
  type RoomJoined,
} from '@pug-network/protocol';
import type { Done } from '../../support/connections.js';

export const BLOB_BYTES = 28;

/** A room as whoever made it and its members know it. */
export interface KnownRoom extends CreatedRoom {
  /** memberId → the name and tag that it joined with. */
  readonly names: Map<number, string>;
  readonly tags: Map<number, string>;
}

/** Learns the name that a member was given; false for one that cannot be, or that somebody else has. */
export function learn({ names, tags }: KnownRoom, { memberId, username }: RoomJoined, tag: string): boolean {
  if (!isUsername(username) || [...names.values()].includes(username)) return false;
  names.set(memberId, username);
  tags.set(memberId, tag);
  return true;
}

/** What a member was sent, in the words of the model; what is wrong with a name, a tag, a capacity or a blob shows. */
export function wordsOf(done: Done, room: KnownRoom): string {
  if (typeof done === 'string') return done;
  if (!(done instanceof Uint8Array))
    return wordsOfEvent(done as unknown as RelayEvent, room) ?? JSON.stringify(done);
  const [byte] = new Set(done.subarray(MESSAGE_HEADER_BYTES));
  const isWhole = done.length === MESSAGE_HEADER_BYTES + BLOB_BYTES;
  return `frame ${readU32(done, 1)} ${isWhole ? byte : done.join()}`;
}

function wordsOfEvent(event: RelayEvent, room: KnownRoom): string | undefined {
  const { names, tags } = room;
  switch (event.type) {
    case 'presence:leave':
      return `leave ${event.memberId}`;
    case 'presence:join': {
      const isSound = isNamed(event, names) && tags.get(event.memberId) === event.tag;
      return isSound ? `join ${event.memberId}` : undefined;
    }
    case 'room:joined':
      return wordsOfWelcome(event, room);
    case 'room:expired':
      return `ended ${event.reason}`;
    case 'error':
      return `error ${event.code}`;
  }
}

function wordsOfWelcome(event: RoomJoined, { names, capacity, expiresAt }: KnownRoom): string | undefined {
  const { memberId, creator, members, ttlRemaining } = event;
  const isSound = event.capacity === capacity && event.expiresAt === expiresAt;
  if (!isSound || ![event, ...members].every((named) => isNamed(named, names))) return undefined;
  const others = members.map((member) => member.memberId).join();
  return `joined ${memberId} creator=${String(creator)} others=${others} left=${ttlRemaining}`;
}

const isNamed = ({ memberId, username }: Named, names: ReadonlyMap<number, string>): boolean =>
  names.get(memberId) === username;
