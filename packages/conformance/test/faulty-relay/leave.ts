import { later } from './clock.js';
import type { Connection } from './connection.js';
import { endIfDue, endRoom, forgetRoom } from './purge.js';
import type { Relay } from './relay.js';
import { tellOthers, type Member } from './room.js';

/** A connection is out, by its own will or another's: the others are told, once. protocol.md §5. */
export function leave(relay: Relay, connection: Connection, isTold = true): void {
  const { member } = connection;
  connection.isOut = true;
  if (!member || endIfDue(relay, member.room)) return;
  delete connection.member;
  if (relay.faults.on('leave.late')) later(2_000, () => takeOut(relay, member, isTold));
  else takeOut(relay, member, isTold);
}

function takeOut(relay: Relay, member: Member, isTold: boolean): void {
  const { faults } = relay;
  const { id, room } = member;
  room.members.delete(id);
  if (isTold && !faults.on('leave.not-told')) tellOthers(room, { type: 'presence:leave', memberId: id });
  if (faults.on('leave.told-twice')) tellOthers(room, { type: 'presence:leave', memberId: id });
  if (id === room.creatorId && faults.on('leave.creator-ends-room')) endRoom(relay, room, 'purge');
  else if (room.members.size === 0 && !faults.on('leave.empty-room-kept')) forgetRoom(relay, room);
}
