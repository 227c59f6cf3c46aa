import { later } from './clock.js';
import type { Connection } from './connection.js';
import type { Relay } from './relay.js';
import { tellOthers, type Member, type Room } from './room.js';
import { makeUsername } from './username.js';
import { FIRST_VIEW, nextView } from './view.js';

/** Adds a member to a room, and tells it and the others; protocol.md §3. */
export function seat(relay: Relay, connection: Connection, room: Room, tag: string): void {
  const { faults } = relay;
  const id = nextMemberId(relay, room);
  const member: Member = { id, username: makeUsername(faults, room, id), tag, room, connection, memory: {} };
  if (isCreator(relay, room)) room.creatorId = id;
  const joined = joinedEvent(relay, member);
  room.view = nextView(room.view, id, tag, member.username);
  room.members.set(id, member);
  connection.member = member;
  if (faults.on('join.joined-late')) later(250, () => connection.tell(joined));
  else connection.tell(joined);
  if (room.memory.lastFrame) connection.forward(room.memory.lastFrame);
  tellPresence(relay, member);
}

function nextMemberId({ faults, memory }: Relay, room: Room): number {
  if (faults.on('join.member-id-global')) return ++memory.lastMemberId;
  room.lastMemberId++;
  if (!faults.on('join.member-id-reused')) return room.lastMemberId;
  for (let id = 1; ; id++) if (!room.members.has(id)) return id;
}

/** The first that ever joins the room, and nobody after. */
function isCreator({ faults }: Relay, { creatorId, members }: Room): boolean {
  if (creatorId === undefined) return true;
  return !members.has(creatorId) && faults.on('join.creator-inherited');
}

function joinedEvent({ clock, faults }: Relay, { id, username, tag, room }: Member): object {
  const present = [...room.members.values()].map((other) => ({
    memberId: other.id,
    username: other.username,
  }));
  const self = { memberId: id, username };
  if (faults.on('join.members-out-of-order')) present.reverse();
  const members = faults.on('join.members-with-joiner') ? [...present, self] : present;
  const remainingMs = Math.min(room.expiresAt - clock.wall(), room.deadlineMs - clock.monotonic());
  const viewNow = faults.on('join.view-of-those-present') ? viewOfThosePresent(room) : room.view;
  const view = faults.on('join.view-with-joiner') ? nextView(viewNow, id, tag, username) : viewNow;
  return {
    type: 'room:joined',
    ...self,
    creator: id === room.creatorId || faults.on('join.everybody-creator'),
    members,
    view: view.toString('base64url'),
    capacity: room.capacity,
    expiresAt: room.expiresAt,
    ttlRemaining: Math.floor(faults.on('join.remaining-in-seconds') ? remainingMs / 1_000 : remainingMs),
  };
}

function viewOfThosePresent({ members }: Room): Buffer {
  let view: Buffer = FIRST_VIEW;
  for (const { id, tag, username } of members.values()) view = nextView(view, id, tag, username);
  return view;
}

function tellPresence({ faults }: Relay, member: Member): void {
  if (faults.on('join.presence-missing')) return;
  const { id, username, tag, room } = member;
  const event = { type: 'presence:join', memberId: id, username };
  const told = faults.on('join.presence-without-tag') ? event : { ...event, tag };
  tellOthers(room, told, faults.on('join.presence-to-joiner') ? undefined : member);
}
