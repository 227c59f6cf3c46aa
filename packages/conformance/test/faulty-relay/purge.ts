import { later } from './clock.js';
import { CODES } from './codes.js';
import type { Relay } from './relay.js';
import { tellOthers, type Member, type Room } from './room.js';

type Reason = 'ttl' | 'purge';

/** `room:purge` by a member: from the creator it ends the room. */
export function purge(relay: Relay, member: Member): void {
  const { faults } = relay;
  const { connection, room } = member;
  if (member.id === room.creatorId || faults.on('purge.by-anybody')) {
    endRoom(relay, room, 'purge');
    return;
  }
  connection.tell({ type: 'error', code: 'not_creator', message: CODES.not_creator.message });
  if (faults.on('purge.not-creator-closed')) connection.close('bad_frame');
}

/** Ends the room if it is due, by either clock; every operation on a room asks this first. */
export function endIfDue(relay: Relay, room: Room): boolean {
  const { clock, faults } = relay;
  const graceMs = faults.on('purge.late') ? 2_000 : 0;
  const isDue = clock.wall() >= room.expiresAt + graceMs || clock.monotonic() >= room.deadlineMs + graceMs;
  if (!isDue || faults.on('purge.ttl-ignored')) return false;
  endRoom(relay, room, 'ttl');
  return true;
}

export function endDueRooms(relay: Relay): void {
  for (const room of relay.rooms.values()) endIfDue(relay, room);
}

/** Members, deadline and entry go in one synchronous step; then the members are told. protocol.md §6. */
export function endRoom(relay: Relay, room: Room, reason: Reason): void {
  const { faults } = relay;
  const members = [...room.members.values()];
  const isPurge = reason === 'purge';
  if (!isPurge || !faults.on('purge.room-joinable')) forgetRoom(relay, room);
  tellEnd(relay, room, members, reason);
  if (isPurge && faults.on('purge.messages-go-on')) later(300, () => release(relay, room, members, reason));
  else release(relay, room, members, reason);
}

/** Takes the room out of the relay's memory. */
export function forgetRoom({ faults, memory, rooms }: Relay, { id }: Room): void {
  if (faults.on('purge.room-remembered')) memory.endedRooms.add(id);
  rooms.delete(id);
}

function tellEnd({ faults }: Relay, room: Room, members: readonly Member[], reason: Reason): void {
  const other = reason === 'ttl' ? 'purge' : 'ttl';
  const event = { type: 'room:expired', reason: faults.on('purge.wrong-reason') ? other : reason };
  for (const { id, connection } of members) {
    if (faults.on('purge.leave-told')) tellOthers(room, { type: 'presence:leave', memberId: id });
    const isUntold = id === room.creatorId && reason === 'purge' && faults.on('purge.creator-not-told');
    if (!isUntold) connection.tell(event);
  }
}

function release({ faults }: Relay, room: Room, members: readonly Member[], reason: Reason): void {
  room.members.clear();
  const code = reason === 'ttl' ? 'room_expired' : 'room_purged';
  for (const { connection } of members) {
    delete connection.member;
    connection.isOut = true;
    if (faults.on('purge.error-event-added'))
      connection.tell({ type: 'error', code, message: CODES[code].message });
    if (!faults.on('purge.not-closed')) connection.close(code);
  }
}
