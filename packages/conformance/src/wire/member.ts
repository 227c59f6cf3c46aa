import { createHash, randomBytes } from 'node:crypto';
import type { Room } from './gate.js';
import { type Peer } from './peer.js';
import { MIN_BLOB_BYTES } from './table.js';
import type { Target } from './target.js';
import { WsPeer } from './ws-peer.js';

export interface Named {
  readonly memberId: number;
  readonly username: string;
}

export interface Joined extends Named {
  readonly type: 'room:joined';
  readonly creator: boolean;
  readonly members: readonly Named[];
  readonly view: string;
  readonly capacity: number;
  readonly expiresAt: number;
  readonly ttlRemaining: number;
}

export interface Member<P extends Peer = Peer> {
  readonly peer: P;
  readonly tag: string;
  /** When it asked to join, in ms: before the relay said what {@link joined} says. */
  readonly askedAt: number;
  readonly joined: Joined;
}

export function newTag(): string {
  return randomBytes(16).toString('base64url');
}

export function joinMessage(room: Pick<Room, 'roomId' | 'roomSecret'>, tag = newTag()): object {
  return { type: 'room:join', roomId: room.roomId, roomSecret: room.roomSecret, tag };
}

/** Joins over an open connection. */
export async function joinWith<P extends Peer>(peer: P, room: Room): Promise<Member<P>> {
  const tag = newTag();
  const askedAt = performance.now();
  peer.send(joinMessage(room, tag));
  const joined = (await peer.event('room:joined')) as unknown as Joined;
  return { peer, tag, askedAt, joined };
}

/** Joins over a new connection. */
export async function join(relay: Target, room: Room): Promise<Member<WsPeer>> {
  return joinWith(await WsPeer.open(relay), room);
}

/** Lets `peer` join and takes the news of it out of the inboxes of those already there. */
export async function joinTo<P extends Peer>(
  peer: P,
  room: Room,
  present: readonly Member[],
): Promise<Member<P>> {
  const member = await joinWith(peer, room);
  for (const other of present) await other.peer.event('presence:join');
  return member;
}

/** So many members of one room, all inboxes empty; the first is the creator. */
export async function gather(relay: Target, room: Room, count: number): Promise<Member<WsPeer>[]> {
  const members: Member<WsPeer>[] = [];
  while (members.length < count) members.push(await joinTo(await WsPeer.open(relay), room, members));
  return members;
}

/** Two members of a new room's, inboxes empty; the first is the creator. */
export async function pair(relay: Target, room: Room): Promise<[Member<WsPeer>, Member<WsPeer>]> {
  const first = await join(relay, room);
  return [first, await joinTo(await WsPeer.open(relay), room, [first])];
}

/** Takes what is not there but must be: for array elements that the test itself has put there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

/** A message as in docs/protocol.md, 4. Message, with a random blob of `blobBytes` unless one is given. */
export function message(senderId: number, blob: number | Buffer = MIN_BLOB_BYTES): Buffer {
  const head = Buffer.alloc(5, 0x01);
  head.writeUInt32BE(senderId, 1);
  return Buffer.concat([head, typeof blob === 'number' ? randomBytes(blob) : blob]);
}

/** viewₙ from viewₙ₋₁, both base64url (docs/protocol.md, 3. Join). */
export function nextView(view: string, memberId: number, tag: string, username: string): string {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(memberId);
  return createHash('sha256')
    .update(Buffer.from(view, 'base64url'))
    .update(number)
    .update(Buffer.from(tag, 'base64url'))
    .update(username, 'ascii')
    .digest('base64url');
}

/** view₀: 32 zero bytes. */
export const FIRST_VIEW = Buffer.alloc(32).toString('base64url');
