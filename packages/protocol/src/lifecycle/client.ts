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

/** The first step of a client that makes a room. */
export const startCreating = (): Step<ClientState, ClientEffect> => ask(1);

/** The first step of a client that has a link. */
export const startJoining = (): Step<ClientState, ClientEffect> => connect(0, false);

/** What an event makes of a client. Answers to another step's question change nothing; nothing follows `ended`. */
export function transitionClient(state: ClientState, event: ClientEvent): Step<ClientState, ClientEffect> {
  if (state.step === 'ended') return to(state);
  switch (event.type) {
    case 'challenged':
    case 'solved':
    case 'redeemed':
    case 'created':
      return advance(state, event);
    case 'refused':
      return onRefused(state, event.code);
    case 'joined':
      if (state.step !== 'join') return to(state);
      return to({ step: 'talk', memberId: event.memberId, creator: event.creator });
    case 'room-expired':
      return end(state, event.reason === 'ttl' ? 'expired' : 'purged');
    case 'closed':
      return onClosed(state, event.close, event.reconnect);
    case 'retry':
      return state.step === 'away' ? connect(state.attempt, true) : to(state);
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
  if (!('tries' in state)) return to(state);
  const { step, tries } = state;
  if (step === 'challenge' && event.type === 'challenged') {
    const { challenge } = event;
    return to({ step: 'solve', tries, challenge }, { type: 'solve', challenge });
  }
  if (step === 'solve' && event.type === 'solved') {
    const { token } = state.challenge;
    return to({ step: 'redeem', tries }, { type: 'redeem', token, nonce: event.nonce });
  }
  if (step === 'redeem' && event.type === 'redeemed') {
    const { sessionToken } = event.session;
    return to({ step: 'create', tries }, { type: 'create', sessionToken });
  }
  return step === 'create' && event.type === 'created' ? startJoining() : to(state);
}

/** A spent or expired challenge or session is worth a new challenge, a few times. */
function onRefused(state: ClientState, code: string): ClientStep {
  const tries = 'tries' in state ? state.tries : MAX_CHALLENGES;
  const isSpent = isCode(code) && CODES[code].action === 'new-challenge';
  return isSpent && tries < MAX_CHALLENGES ? ask(tries + 1) : end(state, 'refused', code);
}

function onClosed(state: ClientState, close: number, reconnect: boolean): ClientStep {
  if (state.step !== 'talk' && state.step !== 'join') return to(state);
  const isIn = state.step === 'talk';
  const wasIn = isIn || state.wasIn;
  const action = actionOfClose(close);
  if (wasIn && reconnect && action === 'later') {
    const attempt = isIn ? 1 : state.attempt + 1;
    return to({ step: 'away', attempt }, { type: 'wait', attempt });
  }
  const code = codeOfClose(close);
  if (code === 'room_expired') return over('expired', code);
  if (code === 'room_purged') return over('purged', code);
  if (code === 'room_not_found' && wasIn) return over('gone', code);
  const isToldWhy = code !== undefined || action === 'final' || (isIn && close >= FIRST_APPLICATION_CLOSE);
  if (!isToldWhy) return over('lost', code);
  return over(isIn ? 'removed' : 'refused', code);
}

const ask = (tries: number): ClientStep => to({ step: 'challenge', tries }, { type: 'fetch-challenge' });

const connect = (attempt: number, wasIn: boolean): ClientStep =>
  to({ step: 'join', attempt, wasIn }, { type: 'connect' });

const to = (state: ClientState, ...effects: readonly ClientEffect[]): ClientStep => ({ state, effects });

/** Ends on a connection that is closed already. */
const over = (reason: EndReason, code: string | undefined): ClientStep =>
  to({ step: 'ended', reason, code }, { type: 'end', reason, code });

/** Ends, and closes the connection if there is one. */
function end(state: ClientState, reason: EndReason, code?: string, close = CLOSE_NORMAL): ClientStep {
  const ended = over(reason, code);
  const isConnected = state.step === 'talk' || state.step === 'join';
  return isConnected ? to(ended.state, { type: 'disconnect', close }, ...ended.effects) : ended;
}
