import type { RoomEndReason } from '@pug-network/protocol';
import type { Room } from './room.js';

/**
 * Empties a room that has left the registry (protocol.md §6): its seats are gone before anybody is told, so that no
 * answer to the telling finds half a room.
 */
export function endRoom(room: Room, reason: RoomEndReason): void {
  const { seats } = room;
  room.seats = undefined;
  if (seats === undefined || reason === 'empty') return;
  for (const { member } of seats.values()) {
    member.roomEnded(reason);
    member.unsubscribe(room.id);
  }
}
