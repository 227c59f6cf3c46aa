import type { Code } from '../codes.js';
import { unreachable, type Step } from './step.js';

// The relay's view of one room: create → join → message → leave → purge (protocol.md §2–§6).

/** One moment on both clocks, in milliseconds. */
export interface Instant {
  /** Never set back or forward by anybody. */
  readonly monotonic: number;
  /** Unix milliseconds. */
  readonly wall: number;
}

/** A room without its members' connections; `present` and `admitted` count them. */
export interface RoomState {
  /** `open` until one of the three purges, then `ended` for ever. */
  readonly phase: 'open' | 'ended';
  readonly capacity: number;
  /** Due when either clock says so. */
  readonly deadline: Instant;
  /** Members in the room now. */
  readonly present: number;
  /** Members ever admitted, so also the last memberId given; the first of them is the creator. */
  readonly admitted: number;
}

/** Why a room ended: its last member left, its time was up, its creator purged it, the relay goes away. */
export type RoomEndReason = 'empty' | 'ttl' | 'purge' | 'shutdown';

/** What happens to a room. */
export type RoomEvent =
  | { readonly type: 'join'; readonly now: Instant; readonly secretMatches: boolean }
  | { readonly type: 'message'; readonly now: Instant }
  | { readonly type: 'leave'; readonly now: Instant; readonly memberId: number }
  | { readonly type: 'purge'; readonly now: Instant; readonly memberId: number }
  | { readonly type: 'tick'; readonly now: Instant }
  | { readonly type: 'shutdown' };

/** What is to be done about it. */
export type RoomEffect =
  | { readonly type: 'admit'; readonly memberId: number; readonly creator: boolean }
  | {
      readonly type: 'refuse';
      readonly code: Extract<Code, 'room_expired' | 'room_full' | 'bad_secret' | 'not_creator'>;
    }
  | { readonly type: 'relay' }
  | { readonly type: 'announce-leave'; readonly memberId: number }
  | { readonly type: 'end'; readonly reason: RoomEndReason };

const CREATOR_ID = 1;
const RELAY: readonly RoomEffect[] = [{ type: 'relay' }];
const NOTHING: readonly RoomEffect[] = [];

/** A room that nobody has joined yet. */
export const openRoom = (capacity: number, deadline: Instant): RoomState => ({
  phase: 'open',
  capacity,
  deadline,
  present: 0,
  admitted: 0,
});

/** True from the moment that either clock reaches the deadline. */
export const isDue = ({ deadline }: RoomState, now: Instant): boolean =>
  now.monotonic >= deadline.monotonic || now.wall >= deadline.wall;

/**
 * What an event makes of a room. The deadline is looked at before anything else; a join is checked for expired,
 * full, wrong secret in that order (protocol.md §3). An ended room takes no event.
 */
export function transitionRoom(room: RoomState, event: RoomEvent): Step<RoomState, RoomEffect> {
  if (room.phase === 'ended') return { state: room, effects: NOTHING };
  if ('now' in event && isDue(room, event.now)) return expire(room, event);
  switch (event.type) {
    case 'join':
      return join(room, event.secretMatches);
    case 'message':
      return { state: room, effects: RELAY };
    case 'leave':
      return leave(room, event.memberId);
    case 'purge':
      return event.memberId === CREATOR_ID
        ? end(room, 'purge')
        : { state: room, effects: [{ type: 'refuse', code: 'not_creator' }] };
    case 'tick':
      return { state: room, effects: NOTHING };
    case 'shutdown':
      return end(room, 'shutdown');
    default:
      return unreachable(event);
  }
}

function join(room: RoomState, secretMatches: boolean): Step<RoomState, RoomEffect> {
  if (room.present >= room.capacity) {
    return { state: room, effects: [{ type: 'refuse', code: 'room_full' }] };
  }
  if (!secretMatches) return { state: room, effects: [{ type: 'refuse', code: 'bad_secret' }] };
  const memberId = room.admitted + 1;
  return {
    state: { ...room, present: room.present + 1, admitted: memberId },
    effects: [{ type: 'admit', memberId, creator: memberId === CREATOR_ID }],
  };
}

function leave(room: RoomState, memberId: number): Step<RoomState, RoomEffect> {
  const state = { ...room, present: room.present - 1 };
  if (state.present === 0) return end(state, 'empty');
  return { state, effects: [{ type: 'announce-leave', memberId }] };
}

function expire(room: RoomState, event: RoomEvent): Step<RoomState, RoomEffect> {
  const { state, effects } = end(room, 'ttl');
  return event.type === 'join'
    ? { state, effects: [...effects, { type: 'refuse', code: 'room_expired' }] }
    : { state, effects };
}

function end(room: RoomState, reason: RoomEndReason): Step<RoomState, RoomEffect> {
  return { state: { ...room, phase: 'ended', present: 0 }, effects: [{ type: 'end', reason }] };
}
