import * as http from '../../src/codec-http.js';
import { decodeEvent, decodeRequest } from '../../src/codec-socket.js';
import { MAX_CONTROL_BYTES, MAX_REQUEST_BODY_BYTES } from '../../src/constants.js';
import type { Result } from '../../src/result.js';
import * as sample from '../samples.js';
import { faults, fits, type Json } from './schemas.js';

/** What this package reads a message with, and a sound one. */
interface Codec {
  readonly decode: (data: unknown) => Result<{ readonly type?: string } | object, string>;
  readonly sound: Json;
}

/** The codec of every message that has a schema, by the schema's name. */
export const CODECS: Readonly<Record<string, Codec>> = {
  challenge: { decode: http.decodeChallenge, sound: sample.CHALLENGE },
  'redeem-request': { decode: http.decodeRedemption, sound: sample.REDEMPTION },
  session: { decode: http.decodeSession, sound: sample.SESSION },
  room: { decode: http.decodeCreatedRoom, sound: sample.CREATED_ROOM },
  limits: { decode: http.decodeLimits, sound: sample.LIMITS },
  health: { decode: http.decodeHealth, sound: sample.HEALTH },
  'api-error': { decode: http.decodeErrorBody, sound: sample.ERROR_BODY },
  'room-join': { decode: decodeRequest, sound: sample.JOIN },
  'room-purge': { decode: decodeRequest, sound: sample.PURGE },
  'room-joined': { decode: decodeEvent, sound: sample.JOINED },
  'presence-join': { decode: decodeEvent, sound: sample.PRESENCE_JOIN },
  'presence-leave': { decode: decodeEvent, sound: sample.PRESENCE_LEAVE },
  'room-expired': { decode: decodeEvent, sound: sample.EXPIRED },
  error: { decode: decodeEvent, sound: sample.ERROR_EVENT },
};

/** The most bytes that a codec reads: a size is nothing that a schema can say. */
export const MAX_BYTES: Readonly<Record<string, number>> = {
  'redeem-request': MAX_REQUEST_BODY_BYTES,
  'room-join': MAX_CONTROL_BYTES,
  'room-purge': MAX_CONTROL_BYTES,
};

/** Whether the codec reads a message as the one of that name; a socket's codec knows others too. */
export function codecTakes(name: string, message: unknown): boolean {
  const { decode, sound } = CODECS[name]!;
  const result = decode(JSON.stringify(message));
  return result.ok && (!('type' in sound) || ('type' in result.value && result.value.type === sound['type']));
}

/**
 * Where the codec takes more than a relay of this version gives, by the path of the value and the keyword that refuses it
 * (schemas/README.md).
 */
const MORE: Readonly<Record<string, RegExp>> = {
  error: /^\/code enum$/,
  'api-error': /^\/error\/code enum$/,
  'room-joined': /^(\/capacity (minimum|maximum)|\/members maxItems)$/,
  limits:
    /^(\/capacity\/(min|max|default) (minimum|maximum)|\/rate\/byteBurst minimum|\/maxFrameBytes const)$/,
};

/** Where it takes less: a rate over 2^40. */
const isRateTooHigh = (message: unknown): boolean =>
  Object.values((message as { rate: Record<string, number> }).rate).some((rate) => rate > 2 ** 40);

/** How codec and schema differ over a message: not at all, in a way that the README tells, or in another one. */
export function difference(name: string, message: unknown): 'none' | 'told' | 'untold' {
  const reference = `${name}.json`;
  const taken = codecTakes(name, message);
  if (taken === fits(reference, message)) return 'none';
  const isTold = taken
    ? faults(reference, message).every((fault) => MORE[name]?.test(`${fault.instancePath} ${fault.keyword}`))
    : name === 'limits' && isRateTooHigh(message);
  return isTold ? 'told' : 'untold';
}
