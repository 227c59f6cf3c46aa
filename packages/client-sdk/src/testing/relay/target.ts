import { parseRoomLink } from '@pug-network/protocol';
import type { Room } from '../../types.js';

/** Whom something happens to: a client by the room that it holds, or whoever has this memberId, in any room. */
export type Target = Pick<Room, 'link' | 'self'> | number;

/** Where somebody is a member. */
interface Seat {
  readonly roomId: string;
  readonly memberId: number;
}

/** Whether a target means the member of a seat; without a target everybody is meant. */
export function isMeant(target: Target | undefined, seat: Seat | undefined): boolean {
  if (target === undefined) return true;
  if (typeof target === 'number') return seat?.memberId === target;
  const link = parseRoomLink(target.link);
  return link.ok && seat?.roomId === link.value.roomId && seat.memberId === target.self.memberId;
}
