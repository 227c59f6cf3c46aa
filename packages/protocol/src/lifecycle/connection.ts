import type { CloseCode, Code } from '../codes.js';
import type { Frame } from '../frames.js';
import type { ClientRequest, JoinRequest } from '../messages.js';
import type { RoomEndReason } from './room.js';
import { unreachable, type Step } from './step.js';

// The relay's view of one connection: one join, then messages, until it is out (protocol.md §3–§6, Errors).

/** Where a connection is: it has to join, it is a member, it is out. */
export type ConnectionState =
  | { readonly step: 'joining' }
  | { readonly step: 'member'; readonly memberId: number }
  | { readonly step: 'out' };

/** What happens to a connection. */
export type ConnectionEvent =
  | { readonly type: 'request'; readonly request: ClientRequest }
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'admitted'; readonly memberId: number }
  /** The connection may not go on: a message of no known form, over the rate, too slow, too many, too late. */
  | { readonly type: 'refused'; readonly code: CloseCode }
  /** The request was refused, the connection stays. */
  | { readonly type: 'denied'; readonly code: Extract<Code, 'not_creator'> }
  | { readonly type: 'join-timeout' }
  | { readonly type: 'room-ended'; readonly reason: Exclude<RoomEndReason, 'empty'> }
  /** Its Close frame was read, or the socket is gone. */
  | { readonly type: 'lost' };

/** What is to be done about it. */
export type ConnectionEffect =
  | { readonly type: 'join'; readonly request: JoinRequest }
  | { readonly type: 'relay' }
  | { readonly type: 'purge' }
  | { readonly type: 'answer-keep-alive' }
  | { readonly type: 'leave' }
  /** An error event. */
  | { readonly type: 'report'; readonly code: Code }
  /** The close frame. */
  | { readonly type: 'close'; readonly code: CloseCode };

type ConnectionStep = Step<ConnectionState, ConnectionEffect>;

const OUT: ConnectionState = { step: 'out' };
const RELAY: readonly ConnectionEffect[] = [{ type: 'relay' }];
const ANSWER: readonly ConnectionEffect[] = [{ type: 'answer-keep-alive' }];
const NOTHING: readonly ConnectionEffect[] = [];
const CLOSE_OF_END = { ttl: 'room_expired', purge: 'room_purged', shutdown: 'server_shutdown' } as const;

/** A connection just opened: its first message must be a join. */
export const openConnection = (): ConnectionState => ({ step: 'joining' });

/** What an event makes of a connection. Once out, nothing more from it is looked at. */
export function transitionConnection(
  state: ConnectionState,
  event: ConnectionEvent,
): Step<ConnectionState, ConnectionEffect> {
  if (state.step === 'out') return { state, effects: NOTHING };
  switch (event.type) {
    case 'frame':
      return onFrame(state, event.frame);
    case 'request':
      return onRequest(state, event.request);
    case 'admitted':
      return { state: { step: 'member', memberId: event.memberId }, effects: NOTHING };
    case 'denied':
      return { state, effects: [{ type: 'report', code: event.code }] };
    case 'refused':
      return refused(state, event.code);
    case 'join-timeout':
      return state.step === 'joining' ? refused(state, 'join_timeout') : { state, effects: NOTHING };
    case 'room-ended':
      return { state: OUT, effects: closeAtEnd(event.reason) };
    case 'lost':
      return { state: OUT, effects: leaving(state) };
    default:
      return unreachable(event);
  }
}

function onFrame(state: ConnectionState, frame: Frame): ConnectionStep {
  if (frame.type === 'keep-alive') return { state, effects: ANSWER };
  const own = frame.type === 'message' && state.step === 'member' && frame.senderId === state.memberId;
  return own ? { state, effects: RELAY } : refused(state, 'bad_frame');
}

function onRequest(state: ConnectionState, request: ClientRequest): ConnectionStep {
  if (request.type === 'room:join' && state.step === 'joining') {
    return { state, effects: [{ type: 'join', request }] };
  }
  if (request.type === 'room:purge' && state.step === 'member')
    return { state, effects: [{ type: 'purge' }] };
  return refused(state, 'bad_frame');
}

/** The error event first, then the others hear that a member is out, then the close frame. */
function refused(state: ConnectionState, code: CloseCode): ConnectionStep {
  return { state: OUT, effects: [{ type: 'report', code }, ...leaving(state), { type: 'close', code }] };
}

const leaving = (state: ConnectionState): readonly ConnectionEffect[] =>
  state.step === 'member' ? [{ type: 'leave' }] : NOTHING;

/** A room event has told the reason already, but for a shutdown. */
function closeAtEnd(reason: keyof typeof CLOSE_OF_END): readonly ConnectionEffect[] {
  const code = CLOSE_OF_END[reason];
  return reason === 'shutdown'
    ? [
        { type: 'report', code },
        { type: 'close', code },
      ]
    : [{ type: 'close', code }];
}
