import { is16Bytes } from './base64url.js';
import {
  HIGHEST_CAPACITY,
  MAX_NONCE_CHARS,
  MAX_REQUEST_BODY_BYTES,
  MAX_TOKEN_CHARS,
  POW_ALGORITHM,
  SUBPROTOCOL,
} from './constants.js';
import { isAmount, isString, isWhole } from './json.js';
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
import type { Result } from './result.js';
import { decodeJson, type Shape } from './shape.js';

/** An answer is a few hundred bytes; a longer one is not read. */
const MAX_ANSWER_BYTES = 16_384;
const HIGHEST_DIFFICULTY_BITS = 256;
/** 2^40. */
const HIGHEST_RATE = 1_099_511_627_776;

/** True for a string of a challenge token's form. */
export const isToken = (value: unknown): value is string =>
  isString(value) && value.length <= MAX_TOKEN_CHARS && /^[A-Za-z0-9_-]+$/.test(value);

/** True for a string of a nonce's form. */
export const isNonce = (value: unknown): value is string =>
  isString(value) && value.length <= MAX_NONCE_CHARS && /^[0-9a-f]+$/.test(value);

const isDifficulty = (value: unknown): value is number => isWhole(value, 0, HIGHEST_DIFFICULTY_BITS);
const isCapacity = (value: unknown): value is number => isWhole(value, 1, HIGHEST_CAPACITY);
const isRate = (value: unknown): value is number => isWhole(value, 1, HIGHEST_RATE);
const isOpaque = (value: unknown): value is string => isString(value) && value !== '';
const isStatus = (value: unknown): value is Health['status'] => value === 'ok' || value === 'draining';

const CHALLENGE: Shape<Challenge> = {
  token: isToken,
  algorithm: POW_ALGORITHM,
  difficulty: isDifficulty,
  expiresAt: isAmount,
};
const REDEMPTION: Shape<Redemption> = { token: isString, nonce: isString };
const SESSION: Shape<Session> = { sessionToken: isOpaque, expiresAt: isAmount };
const CREATED_ROOM: Shape<CreatedRoom> = {
  roomId: is16Bytes,
  roomSecret: is16Bytes,
  expiresAt: isAmount,
  ttl: isAmount,
  capacity: isCapacity,
};
const RANGE: Shape<Range> = { min: isAmount, max: isAmount, default: isAmount };
const RATE: Shape<Rate> = { frames: isRate, frameBurst: isRate, bytes: isRate, byteBurst: isRate };
const LIMITS: Shape<Limits> = {
  protocol: SUBPROTOCOL,
  difficulty: isDifficulty,
  ttl: RANGE,
  capacity: RANGE,
  maxFrameBytes: isAmount,
  rate: RATE,
};
const HEALTH: Shape<Health> = { status: isStatus };
const ERROR_BODY: Shape<ErrorBody> = { error: { code: isString, message: isString } };

/** A challenge as the answer of `GET /api/pow-challenge` (protocol.md §1). */
export const encodeChallenge = (challenge: Challenge): string => JSON.stringify(challenge);

/** The challenge of such an answer. Refused: `bad_request`. */
export const decodeChallenge = (data: unknown): Result<Challenge, 'bad_request'> =>
  decodeAnswer(data, CHALLENGE);

/** A proof as the body of `POST /api/pow-redeem` (protocol.md §1). */
export const encodeRedemption = (redemption: Redemption): string => JSON.stringify(redemption);

/** The proof of such a body, at most 1,024 bytes: any strings, the gate judges them. Refused: `bad_request`. */
export const decodeRedemption = (data: unknown): Result<Redemption, 'bad_request'> =>
  decodeJson(data, MAX_REQUEST_BODY_BYTES, 'bad_request', REDEMPTION);

/** A session as the answer of `POST /api/pow-redeem` (protocol.md §1). */
export const encodeSession = (session: Session): string => JSON.stringify(session);

/** The session of such an answer. Refused: `bad_request`. */
export const decodeSession = (data: unknown): Result<Session, 'bad_request'> => decodeAnswer(data, SESSION);

/** A new room as the answer of `GET /api/create-room` (protocol.md §2). */
export const encodeCreatedRoom = (room: CreatedRoom): string => JSON.stringify(room);

/** The new room of such an answer. Refused: `bad_request`. */
export const decodeCreatedRoom = (data: unknown): Result<CreatedRoom, 'bad_request'> =>
  decodeAnswer(data, CREATED_ROOM);

/** A deployment's limits as the answer of `GET /api/limits` (protocol.md §2). */
export const encodeLimits = (limits: Limits): string => JSON.stringify(limits);

/** The limits of such an answer. Refused: `bad_request`. */
export const decodeLimits = (data: unknown): Result<Limits, 'bad_request'> => decodeAnswer(data, LIMITS);

/** The answer of `GET /healthz` (protocol.md §2). */
export const encodeHealth = (health: Health): string => JSON.stringify(health);

/** The health of such an answer. Refused: `bad_request`. */
export const decodeHealth = (data: unknown): Result<Health, 'bad_request'> => decodeAnswer(data, HEALTH);

/** An error as the body of an HTTP answer (protocol.md, HTTP). */
export const encodeErrorBody = (body: ErrorBody): string => JSON.stringify(body);

/** The error of such a body. Refused: `bad_request`. */
export const decodeErrorBody = (data: unknown): Result<ErrorBody, 'bad_request'> =>
  decodeAnswer(data, ERROR_BODY);

const decodeAnswer = <T>(data: unknown, shape: Shape<T>): Result<T, 'bad_request'> =>
  decodeJson(data, MAX_ANSWER_BYTES, 'bad_request', shape);
