/** Error code → HTTP status (docs/protocol.md, Code table). */
export const STATUS = {
  bad_request: 400,
  session_invalid: 401,
  origin_forbidden: 403,
  pow_invalid: 403,
  not_found: 404,
  method_not_allowed: 405,
  pow_replayed: 409,
  pow_expired: 410,
  payload_too_large: 413,
  rate_limited: 429,
  server_full: 503,
  server_shutdown: 503,
} as const;

/** Error code → WebSocket close code (docs/protocol.md, Code table). */
export const CLOSE = {
  server_shutdown: 1001,
  bad_frame: 4400,
  bad_secret: 4401,
  room_not_found: 4404,
  join_timeout: 4408,
  room_full: 4409,
  room_expired: 4410,
  room_purged: 4411,
  rate_limited: 4429,
  server_full: 4503,
} as const;

export type HttpCode = keyof typeof STATUS;
export type CloseCode = keyof typeof CLOSE;

/** What an engine's own hand closes with; 1006 where it sends no close frame (docs/protocol.md, What is a bad frame). */
export const ENGINE_CLOSE = {
  violation: [1002, 1006],
  badUtf8: [1007, 1006],
  tooBig: [1009, 1006],
} as const;

/** A reader that is too slow is told 4508, or 1006 where the engine cannot. */
export const SLOW_CLOSE: readonly number[] = [4508, 1006];

export const MAX_FRAME_BYTES = 16_000;
export const MAX_CONTROL_BYTES = 1_024;
export const MAX_BODY_BYTES = 1_024;
export const MIN_BLOB_BYTES = 28;

/** 16 bytes in canonical base64url: the last character carries two bits, so it is one of four. */
export const ID_16 = /^[A-Za-z0-9_-]{21}[AQgw]$/;
/** 32 bytes in canonical base64url: the last character carries four bits, so it is one of sixteen. */
export const ID_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
