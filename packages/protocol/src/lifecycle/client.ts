import { CLOSE_MISBEHAVED, CLOSE_NORMAL } from '../constants.js';
import { actionOfClose, codeOfClose, CODES, isCode } from '../codes.js';
import type { Challenge, CreatedRoom, Session } from '../messages.js';
import { unreachable, type Step } from './step.js';

// A client's view: challenge → redeem → create → join → talk, away and back again, until it has ended
// (protocol.md §1–§6).

/** Why a room ended for this client. */
export type EndReason =
  /** This client left. */
  | 'left'
  /** The creator purged the room. */
  | 'purged'
  /** Its time was up. */
  | 'expired'
  /** It ended while this client was away: the relay no longer knows it. */
  | 'gone'
  /** The relay closed this member's connection; the code says why. */
  | 'removed'
  /** The relay refused to create the room, or to let this client in or back in; the code says why. */
  | 'refused'
  /** The connection was lost, and joining anew was not wanted. */
  | 'lost'
  /** The relay broke the protocol; this client closed the connection. */
  | 'misbehaving';

/** Where a client is on its way to a room, in it, or after it. */
export type ClientState =
  | { readonly step: 'challenge'; readonly tries: number }
  | { readonly step: 'solve'; readonly tries: number; readonly challenge: Challenge }
  | { readonly step: 'redeem'; readonly tries: number }
  | { readonly step: 'create'; readonly tries: number }
  | { readonly step: 'join'; readonly attempt: number; readonly wasIn: boolean }
  | { readonly step: 'talk'; readonly memberId: number; readonly creator: boolean }
  | { readonly step: 'away'; readonly attempt: number }
  | { readonly step: 'ended'; readonly reason: EndReason; readonly code: string | undefined };

/** What happens to a client. */
export type ClientEvent =
  | { readonly type: 'challenged'; readonly challenge: Challenge }
  | { readonly type: 'solved'; readonly nonce: string }
  | { readonly type: 'redeemed'; readonly session: Session }
  | { readonly type: 'created'; readonly room: CreatedRoom }
  /** An HTTP answer was an error of the table. */
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'joined'; readonly memberId: number; readonly creator: boolean }
  /** The relay told that the room is over. */
  | { readonly type: 'room-expired'; readonly reason: 'ttl' | 'purge' }
  /** The connection is closed; 1006 where it was lost or never came to be. */
  | { readonly type: 'closed'; readonly close: number; readonly reconnect: boolean }
  | { readonly type: 'retry' }
  /** This client's own clock says that the time is up. */
  | { readonly type: 'time-up' }
  | { readonly type: 'leave' }
  | { readonly type: 'misbehaved' };

/** What is to be done about it. */
export type ClientEffect =
  | { readonly type: 'fetch-challenge' }
  | { readonly type: 'solve'; readonly challenge: Challenge }
  | { readonly type: 'redeem'; readonly token: string; readonly nonce: string }
  | { readonly type: 'create'; readonly sessionToken: string }
  | { readonly type: 'connect' }
  | { readonly type: 'wait'; readonly attempt: number }
  | { readonly type: 'disconnect'; readonly close: number }
  | { readonly type: 'end'; readonly reason: EndReason; readonly code: string | undefined };

type ClientStep = Step<ClientState, ClientEffect>;

/** Challenges that a client asks for before it gives up on one room. */
const MAX_CHALLENGES = 3;
/** From here on a close code is the other side's own word (RFC 6455 §7.4.2). */
const FIRST_APPLICATION_CLOSE = 4000;
const NOTHING: readonly ClientEffect[] = [];

/** The first step of a client that makes a room. */
export const startCreating = (): Step<ClientState, ClientEffect> => ({
  state: { step: 'challenge', tries: 1 },
  effects: [{ type: 'fetch-challenge' }],
});

/** The first step of a client that has a link. */
export const startJoining = (): Step<ClientState, ClientEffect> => ({
  state: { step: 'join', attempt: 0, wasIn: false },
  effects: [{ type: 'connect' }],
});

/** What an event makes of a client. Answers to another step's question change nothing; nothing follows `ended`. */
export function transitionClient(state: ClientState, event: ClientEvent): Step<ClientState, ClientEffect> {
  if (state.step === 'ended') return stay(state);
  switch (event.type) {
    case 'challenged':
    case 'solved':
    case 'redeemed':
    case 'created':
      return advance(state, event);
    case 'refused':
      return onRefused(state, event.code);
    case 'joined':
      if (state.step !== 'join') return stay(state);
      return {
        state: { step: 'talk', memberId: event.memberId, creator: event.creator },
        effects: NOTHING,
      };
    case 'room-expired':
      return end(state, event.reason === 'ttl' ? 'expired' : 'purged');
    case 'closed':
      return onClosed(state, event.close, event.reconnect);
    case 'retry':
      if (state.step !== 'away') return stay(state);
      return {
        state: { step: 'join', attempt: state.attempt, wasIn: true },
        effects: [{ type: 'connect' }],
      };
    case 'time-up':
      return end(state, 'expired');
    case 'leave':
      return end(state, 'left');
    case 'misbehaved':
      return end(state, 'misbehaving', undefined, CLOSE_MISBEHAVED);
    default:
      return unreachable(event);
  }
}

type Answer = Extract<ClientEvent, { type: 'challenged' | 'solved' | 'redeemed' | 'created' }>;

/** The way to a room: each answer belongs to one step and leads to the next. */
function advance(state: ClientState, event: Answer): ClientStep {
  if (event.type === 'challenged' && state.step === 'challenge') {
    const { challenge } = event;
    return {
      state: { step: 'solve', tries: state.tries, challenge },
      effects: [{ type: 'solve', challenge }],
    };
  }
  if (event.type === 'solved' && state.step === 'solve') {
    const { token } = state.challenge;
    return {
      state: { step: 'redeem', tries: state.tries },
      effects: [{ type: 'redeem', token, nonce: event.nonce }],
    };
  }
  if (event.type === 'redeemed' && state.step === 'redeem') {
    const { sessionToken } = event.session;
    return { state: { step: 'create', tries: state.tries }, effects: [{ type: 'create', sessionToken }] };
  }
  return event.type === 'created' && state.step === 'create' ? startJoining() : stay(state);
}

/** A spent or expired challenge or session is worth a new challenge, a few times. */
function onRefused(state: ClientState, code: string): ClientStep {
  if (!('tries' in state)) return end(state, 'refused', code);
  const again = isCode(code) && CODES[code].action === 'new-challenge' && state.tries < MAX_CHALLENGES;
  if (!again) return end(state, 'refused', code);
  return { state: { step: 'challenge', tries: state.tries + 1 }, effects: [{ type: 'fetch-challenge' }] };
}

function onClosed(state: ClientState, close: number, reconnect: boolean): ClientStep {
  if (state.step !== 'talk' && state.step !== 'join') return stay(state);
  const code = codeOfClose(close);
  if (code === 'room_expired') return over('expired', code);
  if (code === 'room_purged') return over('purged', code);
  const wasIn = state.step === 'talk' || state.wasIn;
  if (wasIn && reconnect && actionOfClose(close) === 'later') {
    const attempt = state.step === 'talk' ? 1 : state.attempt + 1;
    return { state: { step: 'away', attempt }, effects: [{ type: 'wait', attempt }] };
  }
  if (wasIn && code === 'room_not_found') return over('gone', code);
  const isTold = code !== undefined || actionOfClose(close) === 'final';
  if (state.step === 'join') return over(isTold ? 'refused' : 'lost', code);
  return over(isTold || close >= FIRST_APPLICATION_CLOSE ? 'removed' : 'lost', code);
}

const stay = (state: ClientState): ClientStep => ({ state, effects: NOTHING });

/** Ends on a connection that is closed already. */
function over(reason: EndReason, code: string | undefined): ClientStep {
  return { state: { step: 'ended', reason, code }, effects: [{ type: 'end', reason, code }] };
}

/** Ends, and closes the connection if there is one. */
function end(state: ClientState, reason: EndReason, code?: string, close = CLOSE_NORMAL): ClientStep {
  const ended = over(reason, code);
  const connected = state.step === 'talk' || state.step === 'join';
  return connected ? { ...ended, effects: [{ type: 'disconnect', close }, ...ended.effects] } : ended;
}
