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
  bad_request: { http: 400, message: 'The request is not well formed.', action: 'final' },
  not_found: { http: 404, message: 'There is nothing at this path.', action: 'final' },
  method_not_allowed: { http: 405, message: 'This path does not take that method.', action: 'final' },
  payload_too_large: { http: 413, message: 'The request body is too large.', action: 'final' },
  session_invalid: {
    http: 401,
    message: 'The session token is missing, unknown, spent or expired.',
    action: 'new-challenge',
  },
  origin_forbidden: { http: 403, message: 'Pages of this origin may not use this relay.', action: 'final' },
  pow_invalid: { http: 403, message: 'The proof of work is not valid.', action: 'new-challenge' },
  pow_replayed: { http: 409, message: 'This challenge has been redeemed before.', action: 'new-challenge' },
  pow_expired: { http: 410, message: 'This challenge has expired.', action: 'new-challenge' },
  rate_limited: {
    http: 429,
    close: 4429,
    message: 'Too many messages in too short a time.',
    action: 'later',
  },
  server_full: {
    http: 503,
    close: 4503,
    message: 'The relay is at its limit. Try again later.',
    action: 'later',
  },
  server_shutdown: { http: 503, close: 1001, message: 'The relay is shutting down.', action: 'later' },
  bad_frame: { close: 4400, message: 'The message is not well formed.', action: 'final' },
  bad_secret: { close: 4401, message: 'The room secret is wrong.', action: 'final' },
  room_not_found: { close: 4404, message: 'There is no such room.', action: 'final' },
  join_timeout: { close: 4408, message: 'No join arrived in time.', action: 'later' },
  room_full: { close: 4409, message: 'The room is full.', action: 'final' },
  room_expired: { close: 4410, message: 'The time of the room is up.', action: 'final' },
  room_purged: { close: 4411, message: 'The room was purged by its creator.', action: 'final' },
  not_creator: { message: 'Only the creator of the room can purge it.', action: 'none' },
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

const byClose = new Map<number, CloseCode>();
for (const [code, row] of Object.entries(CODES)) {
  if ('close' in row) byClose.set(row.close, code as CloseCode);
}

/** The code whose WebSocket close code is `close`, if the table has one. */
export function codeOfClose(close: number): CloseCode | undefined {
  return byClose.get(close);
}

/**
 * The close code that a connection's end stands for: its own, but where it broke off (1006) right behind an error event,
 * the one of that event's code. Some engines cannot send a close frame behind what was not read.
 */
export function closeBehindError(close: number, error: string | undefined): number {
  if (close !== CLOSE_LOST || !isCode(error)) return close;
  const row: CodeRow = CODES[error];
  return row.close ?? close;
}

/** RFC 6455 §7.4.1: the peer says that this side broke the protocol; doing it again would end the same way. */
const OWN_FAULTS: ReadonlySet<number> = new Set([1002, 1003, 1007, 1008, 1009, 1010]);

/**
 * What a client does after a connection closed with `close`: the table's word for known codes; unknown ones
 * are final in 44xx and temporary in 45xx; RFC 6455's codes for a fault of this side are final; whatever else ends a
 * connection (1006 among them) is temporary.
 */
export function actionOfClose(close: number): ClientAction {
  const code = byClose.get(close);
  if (code !== undefined) return CODES[code].action;
  return (close >= 4400 && close < 4500) || OWN_FAULTS.has(close) ? 'final' : 'later';
}
