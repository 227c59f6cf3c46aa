interface Row {
  readonly status?: number;
  readonly close?: number;
  readonly message: string;
}

/** protocol.md, Code table: HTTP status, WebSocket close code, and the sentence for a person. */
export const CODES = {
  bad_request: { status: 400, message: 'The request does not have the form that it should.' },
  session_invalid: { status: 401, message: 'The session token is not, or no longer, good for a room.' },
  origin_forbidden: { status: 403, message: 'Pages of this origin may not use this relay.' },
  pow_invalid: { status: 403, message: 'The token or its proof of work is wrong.' },
  not_found: { status: 404, message: 'There is nothing at this path.' },
  method_not_allowed: { status: 405, message: 'The path does not take this method.' },
  pow_replayed: { status: 409, message: 'The token was redeemed before.' },
  pow_expired: { status: 410, message: 'The token came too late.' },
  payload_too_large: { status: 413, message: 'The body is longer than 1,024 bytes.' },
  rate_limited: { status: 429, close: 4429, message: 'Too much was sent in too short a time.' },
  server_full: { status: 503, close: 4503, message: 'The relay has no place left.' },
  server_shutdown: { status: 503, close: 1001, message: 'The relay is going away.' },
  bad_frame: { close: 4400, message: 'The frame does not have the form that it should.' },
  bad_secret: { close: 4401, message: 'The room secret is wrong.' },
  room_not_found: { close: 4404, message: 'There is no such room.' },
  join_timeout: { close: 4408, message: 'No join came in time.' },
  room_full: { close: 4409, message: 'Every place in the room is taken.' },
  room_expired: { close: 4410, message: 'The time of the room is up.' },
  room_purged: { close: 4411, message: 'The creator has ended the room.' },
  not_creator: { message: 'Only the creator may end the room.' },
  slow_consumer: { close: 4508, message: 'Too much is waiting to be read.' },
} as const satisfies Readonly<Record<string, Row>>;

export type Code = keyof typeof CODES;
/** Codes that an HTTP answer can have. */
export type HttpCode = {
  [C in Code]: (typeof CODES)[C] extends { readonly status: number } ? C : never;
}[Code];
/** Codes that end a connection. */
export type CloseCode = {
  [C in Code]: (typeof CODES)[C] extends { readonly close: number } ? C : never;
}[Code];
