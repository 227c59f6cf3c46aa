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

const challengeCodec = jsonCodec(
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

/** A challenge as the answer of `GET /api/pow-challenge` (protocol.md §1). */
export const encodeChallenge = challengeCodec.encode;

/** The challenge of such an answer. Refused: `bad_request`. */
export const decodeChallenge = challengeCodec.decode;

const redemptionCodec = jsonCodec(
  'bad_request',
  MAX_REQUEST_BODY_BYTES,
  ({ token, nonce }: Fields): Redemption | undefined =>
    isString(token) && isString(nonce) ? { token, nonce } : undefined,
);

/** A proof as the body of `POST /api/pow-redeem` (protocol.md §1). */
export const encodeRedemption = redemptionCodec.encode;

/** The proof of such a body, at most 1,024 bytes: any strings, the gate judges them. Refused: `bad_request`. */
export const decodeRedemption = redemptionCodec.decode;

const sessionCodec = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ sessionToken, expiresAt }: Fields): Session | undefined =>
    isString(sessionToken) && sessionToken !== '' && isAmount(expiresAt)
      ? { sessionToken, expiresAt }
      : undefined,
);

/** A session as the answer of `POST /api/pow-redeem` (protocol.md §1). */
export const encodeSession = sessionCodec.encode;

/** The session of such an answer. Refused: `bad_request`. */
export const decodeSession = sessionCodec.decode;

const createdRoomCodec = jsonCodec(
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

/** A new room as the answer of `GET /api/create-room` (protocol.md §2). */
export const encodeCreatedRoom = createdRoomCodec.encode;

/** The new room of such an answer. Refused: `bad_request`. */
export const decodeCreatedRoom = createdRoomCodec.decode;

const limitsCodec = jsonCodec('bad_request', MAX_ANSWER_BYTES, (fields: Fields): Limits | undefined => {
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
});

/** A deployment's limits as the answer of `GET /api/limits` (protocol.md §2). */
export const encodeLimits = limitsCodec.encode;

/** The limits of such an answer. Refused: `bad_request`. */
export const decodeLimits = limitsCodec.decode;

const healthCodec = jsonCodec('bad_request', MAX_ANSWER_BYTES, ({ status }: Fields): Health | undefined =>
  status === 'ok' || status === 'draining' ? { status } : undefined,
);

/** The answer of `GET /healthz` (protocol.md §2). */
export const encodeHealth = healthCodec.encode;

/** The health of such an answer. Refused: `bad_request`. */
export const decodeHealth = healthCodec.decode;

const errorBodyCodec = jsonCodec(
  'bad_request',
  MAX_ANSWER_BYTES,
  ({ error }: Fields): ErrorBody | undefined => {
    if (!isFields(error)) return undefined;
    const { code, message } = error;
    return isString(code) && isString(message) ? { error: { code, message } } : undefined;
  },
);

/** An error as the body of an HTTP answer (protocol.md, HTTP). */
export const encodeErrorBody = errorBodyCodec.encode;

/** The error of such a body. Refused: `bad_request`. */
export const decodeErrorBody = errorBodyCodec.decode;

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
