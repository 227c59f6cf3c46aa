import {
  HIGHEST_CAPACITY,
  MAX_REQUEST_BODY_BYTES,
  MAX_NONCE_CHARS,
  MAX_TOKEN_CHARS,
  POW_ALGORITHM,
  SUBPROTOCOL,
} from './constants.js';
import { isAmount, isFields, isString, isWhole, jsonCodec, type Fields } from './json.js';
import { isRoomId, isRoomSecret } from './link.js';
import type {
  Challenge,
  CreatedRoom,
  ErrorBody,
  Health,
  Limits,
  Range,
  Rate,
  Redemption,
  Session,
} from './messages.js';

/** An answer is a few hundred bytes; a longer one is not read. */
const MAX_ANSWER_BYTES = 16_384;
const HIGHEST_DIFFICULTY_BITS = 256;
const HIGHEST_RATE = 2 ** 40;

const TOKEN = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_TOKEN_CHARS}}$`);
const NONCE = new RegExp(`^[0-9a-f]{1,${MAX_NONCE_CHARS}}$`);

/** True for a string of a challenge token's form. */
export const isToken = (value: unknown): value is string => isString(value) && TOKEN.test(value);

/** True for a string of a nonce's form. */
export const isNonce = (value: unknown): value is string => isString(value) && NONCE.test(value);

/** `GET /api/pow-challenge` (protocol.md §1). Refused: `bad_request`. */
export const { encode: encodeChallenge, decode: decodeChallenge } = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ token, algorithm, difficulty, expiresAt }: Fields): Challenge | undefined =>
    isToken(token) &&
    algorithm === POW_ALGORITHM &&
    isWhole(difficulty, 0, HIGHEST_DIFFICULTY_BITS) &&
    isAmount(expiresAt)
      ? { token, algorithm, difficulty, expiresAt }
      : undefined,
);

/** `POST /api/pow-redeem` (protocol.md §1): any string is well-typed, the gate judges it. Refused: `bad_request`. */
export const { encode: encodeRedemption, decode: decodeRedemption } = jsonCodec(
  'bad_request',
  MAX_REQUEST_BODY_BYTES,
  ({ token, nonce }: Fields): Redemption | undefined =>
    isString(token) && isString(nonce) ? { token, nonce } : undefined,
);

/** The answer of `POST /api/pow-redeem` (protocol.md §1). Refused: `bad_request`. */
export const { encode: encodeSession, decode: decodeSession } = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ sessionToken, expiresAt }: Fields): Session | undefined =>
    isString(sessionToken) && sessionToken !== '' && isAmount(expiresAt)
      ? { sessionToken, expiresAt }
      : undefined,
);

/** `GET /api/create-room` (protocol.md §2). Refused: `bad_request`. */
export const { encode: encodeCreatedRoom, decode: decodeCreatedRoom } = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ roomId, roomSecret, expiresAt, ttl, capacity }: Fields): CreatedRoom | undefined =>
    isString(roomId) &&
    isRoomId(roomId) &&
    isString(roomSecret) &&
    isRoomSecret(roomSecret) &&
    isAmount(expiresAt) &&
    isAmount(ttl) &&
    isWhole(capacity, 1, HIGHEST_CAPACITY)
      ? { roomId, roomSecret, expiresAt, ttl, capacity }
      : undefined,
);

/** `GET /api/limits` (protocol.md §2). Refused: `bad_request`. */
export const { encode: encodeLimits, decode: decodeLimits } = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  (fields: Fields): Limits | undefined => {
    const { protocol, difficulty, maxFrameBytes } = fields;
    const ttl = readRange(fields['ttl']);
    const capacity = readRange(fields['capacity']);
    const rate = readRate(fields['rate']);
    return protocol === SUBPROTOCOL &&
      isWhole(difficulty, 0, HIGHEST_DIFFICULTY_BITS) &&
      isAmount(maxFrameBytes) &&
      ttl &&
      capacity &&
      rate
      ? { protocol, difficulty, ttl, capacity, maxFrameBytes, rate }
      : undefined;
  },
);

/** `GET /healthz`. Refused: `bad_request`. */
export const { encode: encodeHealth, decode: decodeHealth } = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ status }: Fields): Health | undefined =>
    status === 'ok' || status === 'draining' ? { status } : undefined,
);

/** Every HTTP error (protocol.md, HTTP). Refused: `bad_request`. */
export const { encode: encodeErrorBody, decode: decodeErrorBody } = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ error }: Fields): ErrorBody | undefined => {
    if (!isFields(error)) return undefined;
    const { code, message } = error;
    return isString(code) && isString(message) ? { error: { code, message } } : undefined;
  },
);

function readRange(value: unknown): Range | undefined {
  if (!isFields(value)) return undefined;
  const { min, max, default: usual } = value;
  return isAmount(min) && isAmount(max) && isAmount(usual) ? { min, max, default: usual } : undefined;
}

function readRate(value: unknown): Rate | undefined {
  if (!isFields(value)) return undefined;
  const { frames, frameBurst, bytes, byteBurst } = value;
  return isRate(frames) && isRate(frameBurst) && isRate(bytes) && isRate(byteBurst)
    ? { frames, frameBurst, bytes, byteBurst }
    : undefined;
}

const isRate = (value: unknown): value is number => isWhole(value, 1, HIGHEST_RATE);
