import { is16Bytes, is32Bytes } from './base64url.js';
import { MAX_CONTROL_BYTES, MAX_U32, MAX_USERNAME_CHARS } from './constants.js';
import { isAmount, isString, isWhole, parseFields } from './json.js';
import type { ClientRequest, JoinRequest, Member, RelayEvent, RoomExpired } from './messages.js';
import { accept, refuse, type Result } from './result.js';
import { fit, type Shape } from './shape.js';

/** `room:joined` of a full room of 200 is about 14 kB; nothing a relay says is longer than this. */
const MAX_EVENT_BYTES = 65_536;

/** An event whose type this version does not know; clients ignore it. */
export interface UnknownEvent {
  readonly type: 'unknown';
}

/** True for an ephemeral name (protocol.md §3). */
export const isUsername = (value: unknown): value is string =>
  isString(value) && value.length <= MAX_USERNAME_CHARS && /^[a-z]+-[a-z]+(-[0-9]+)?$/.test(value);

const isMemberId = (value: unknown): value is number => isWhole(value, 1, MAX_U32);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isReason = (value: unknown): value is RoomExpired['reason'] => value === 'ttl' || value === 'purge';

const JOIN: Shape<JoinRequest> = {
  type: 'room:join',
  roomId: isString,
  roomSecret: isString,
  tag: is16Bytes,
};
const MEMBER: Shape<Member> = { memberId: isMemberId, username: isUsername };
const EVENTS: { readonly [Type in RelayEvent['type']]: Shape<Extract<RelayEvent, { type: Type }>> } = {
  'room:joined': {
    type: 'room:joined',
    memberId: isMemberId,
    username: isUsername,
    creator: isFlag,
    members: [MEMBER],
    view: is32Bytes,
    capacity: isAmount,
    expiresAt: isAmount,
    ttlRemaining: isAmount,
  },
  'presence:join': { type: 'presence:join', memberId: isMemberId, username: isUsername, tag: is16Bytes },
  'presence:leave': { type: 'presence:leave', memberId: isMemberId },
  'room:expired': { type: 'room:expired', reason: isReason },
  error: { type: 'error', code: isString, message: isString },
};

/** What a client says, as the text of one frame (protocol.md §3, §6). */
export const encodeRequest = (request: ClientRequest): string => JSON.stringify(request);

/** What a client says in a text frame of at most 1,024 bytes. Refused: `bad_frame`. */
export function decodeRequest(data: unknown): Result<ClientRequest, 'bad_frame'> {
  const fields = parseFields(data, MAX_CONTROL_BYTES);
  if (fields?.['type'] === 'room:purge') return accept({ type: 'room:purge' });
  const join = fit(fields, JOIN);
  return join ? accept(join) : refuse('bad_frame');
}

/** A relay's event as the text of one frame (protocol.md §3–§6). */
export const encodeEvent = (event: RelayEvent): string => JSON.stringify(event);

/** What a relay says in a text frame; an unknown type is `{ type: 'unknown' }`. Refused: `bad_frame`. */
export function decodeEvent(data: unknown): Result<RelayEvent | UnknownEvent, 'bad_frame'> {
  const fields = parseFields(data, MAX_EVENT_BYTES);
  const type = fields?.['type'];
  if (!isString(type)) return refuse('bad_frame');
  if (!isKnown(type)) return accept({ type: 'unknown' });
  const event = fit<RelayEvent>(fields, EVENTS[type]);
  return event ? accept(event) : refuse('bad_frame');
}

const isKnown = (type: string): type is RelayEvent['type'] => Object.hasOwn(EVENTS, type);
