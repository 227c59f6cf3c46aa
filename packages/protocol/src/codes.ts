import { CLOSE_LOST } from './constants.js';

/** What a client may do after an answer: give up, ask for a new challenge, try later with back-off, or nothing. */
export type ClientAction = 'final' | 'new-challenge' | 'later' | 'none';

/** One row of the code table: where a code may appear and what it tells. */
export interface CodeRow {
  /** HTTP status, absent where the code is not an HTTP answer. */
  readonly http?: number;
  /** WebSocket close code, absent where the code does not end a connection. */
  readonly close?: number;
  /** One sentence for a person. */
  readonly message: string;
  readonly action: ClientAction;
}

/** The one table of codes (protocol.md, Errors): code → HTTP status → close code → message → what a client does. */
export const CODES = {
  bad_request: { http: 400, message: 'The request is malformed.', action: 'final' },
  not_found: { http: 404, message: 'There is nothing at this path.', action: 'final' },
  method_not_allowed: { http: 405, message: 'This path does not take this method.', action: 'final' },
  payload_too_large: { http: 413, message: 'The request is too large.', action: 'final' },
  session_invalid: {
    http: 401,
    message: 'The session is unknown, spent or expired.',
    action: 'new-challenge',
  },
  origin_forbidden: { http: 403, message: 'Pages of this origin may not use this relay.', action: 'final' },
  pow_invalid: { http: 403, message: 'The proof of work is wrong.', action: 'new-challenge' },
  pow_replayed: { http: 409, message: 'The challenge is spent.', action: 'new-challenge' },
  pow_expired: { http: 410, message: 'The challenge has expired.', action: 'new-challenge' },
  rate_limited: {
    http: 429,
    close: 4429,
    message: 'Too many, too fast.',
    action: 'later',
  },
  server_full: {
    http: 503,
    close: 4503,
    message: 'The relay is full. Try again later.',
    action: 'later',
  },
  server_shutdown: { http: 503, close: 1001, message: 'The relay is shutting down.', action: 'later' },
  bad_frame: { close: 4400, message: 'The message is malformed.', action: 'final' },
  bad_secret: { close: 4401, message: 'The room secret is wrong.', action: 'final' },
  room_not_found: { close: 4404, message: 'There is no such room.', action: 'final' },
  join_timeout: { close: 4408, message: 'No join came in time.', action: 'later' },
  room_full: { close: 4409, message: 'The room is full.', action: 'final' },
  room_expired: { close: 4410, message: 'The room has expired.', action: 'final' },
  room_purged: { close: 4411, message: 'The creator purged the room.', action: 'final' },
  not_creator: { message: 'Only the creator may purge the room.', action: 'none' },
  slow_consumer: { close: 4508, message: 'The connection reads too slowly.', action: 'later' },
} as const satisfies Record<string, CodeRow>;

/** Every code that a relay may answer with. */
export type Code = keyof typeof CODES;

/** The codes that are HTTP answers. */
export type HttpCode = { [C in Code]: (typeof CODES)[C] extends { readonly http: number } ? C : never }[Code];

/** The codes that end a WebSocket connection. */
export type CloseCode = {
  [C in Code]: (typeof CODES)[C] extends { readonly close: number } ? C : never;
}[Code];

/** True for a string that is a code of the table. */
export function isCode(value: unknown): value is Code {
  return typeof value === 'string' && Object.hasOwn(CODES, value);
}

/** The code whose WebSocket close code is `close`, if the table has one. */
export const codeOfClose = (close: number): CloseCode | undefined =>
  (Object.keys(CODES) as Code[]).find((code): code is CloseCode => closeOf(code) === close);

/**
 * The close code that a connection's end stands for: its own, but where it broke off (1006) right behind an error event,
 * the one of that event's code. Some engines cannot send a close frame behind what was not read.
 */
export const closeBehindError = (close: number, error: string | undefined): number =>
  (close === CLOSE_LOST && isCode(error) ? closeOf(error) : undefined) ?? close;

/**
 * What a client does after a connection closed with `close`: the table's word for known codes; unknown ones
 * are final in 44xx and temporary in 45xx; RFC 6455's codes for a fault of this side are final; whatever else ends a
 * connection (1006 among them) is temporary.
 */
export function actionOfClose(close: number): ClientAction {
  const code = codeOfClose(close);
  if (code !== undefined) return CODES[code].action;
  // RFC 6455 §7.4.1: the peer says that this side broke the protocol; doing it again would end the same way.
  const isOwnFault = [1002, 1003, 1007, 1008, 1009, 1010].includes(close);
  return isOwnFault || (close >= 4400 && close < 4500) ? 'final' : 'later';
}

const closeOf = (code: Code): number | undefined => (CODES[code] as CodeRow).close;
