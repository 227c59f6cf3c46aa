import { decodeBase64url } from './base64url.js';
import { MAX_CONTROL_BYTES, MAX_U32, MAX_USERNAME_CHARS, TAG_BYTES, VIEW_BYTES } from './constants.js';
import { isAmount, isFields, isString, isWhole, jsonCodec, type Fields } from './json.js';
import type { ClientRequest, Member, RelayEvent, RoomJoined } from './messages.js';

/** `room:joined` of a full room of 200 is about 14 kB; nothing a relay says is longer than this. */
const MAX_EVENT_BYTES = 65_536;

const USERNAME = /^[a-z]+-[a-z]+(-[0-9]+)?$/;

/** An event whose type this version does not know; clients ignore it. */
export interface UnknownEvent {
  readonly type: 'unknown';
}

/** True for an ephemeral name (protocol.md §3). */
export const isUsername = (value: unknown): value is string =>
  isString(value) && value.length <= MAX_USERNAME_CHARS && USERNAME.test(value);

const isTag = (value: unknown): value is string =>
  isString(value) && decodeBase64url(value, TAG_BYTES) !== undefined;
const isView = (value: unknown): value is string =>
  isString(value) && decodeBase64url(value, VIEW_BYTES) !== undefined;
const isMemberId = (value: unknown): value is number => isWhole(value, 1, MAX_U32);
const isMember = (value: unknown): boolean =>
  isFields(value) && isMemberId(value['memberId']) && isUsername(value['username']);

const requestCodec = jsonCodec('bad_frame', MAX_CONTROL_BYTES, (fields): ClientRequest | undefined => {
  const { type, roomId, roomSecret, tag } = fields;
  if (type === 'room:purge') return { type };
  return type === 'room:join' && isString(roomId) && isString(roomSecret) && isTag(tag)
    ? { type, roomId, roomSecret, tag }
    : undefined;
});

/** What a client says, as the text of one frame (protocol.md §3, §6). */
export const encodeRequest = requestCodec.encode;

/** What a client says in a text frame of at most 1,024 bytes. Refused: `bad_frame`. */
export const decodeRequest = requestCodec.decode;

const eventCodec = jsonCodec('bad_frame', MAX_EVENT_BYTES, readEvent);

/** A relay's event as the text of one frame (protocol.md §3–§6). */
export const encodeEvent: (event: RelayEvent) => string = eventCodec.encode;

/** What a relay says in a text frame; an unknown type is `{ type: 'unknown' }`. Refused: `bad_frame`. */
export const decodeEvent = eventCodec.decode;

function readEvent(fields: Fields): RelayEvent | UnknownEvent | undefined {
  const { type, memberId, username, tag, reason, code, message } = fields;
  switch (type) {
    case 'room:joined':
      return readJoined(fields);
    case 'presence:join':
      return isMemberId(memberId) && isUsername(username) && isTag(tag)
        ? { type, memberId, username, tag }
        : undefined;
    case 'presence:leave':
      return isMemberId(memberId) ? { type, memberId } : undefined;
    case 'room:expired':
      return reason === 'ttl' || reason === 'purge' ? { type, reason } : undefined;
    case 'error':
      return isString(code) && isString(message) ? { type, code, message } : undefined;
    default:
      return isString(type) ? { type: 'unknown' } : undefined;
  }
}

function readJoined(fields: Fields): RoomJoined | undefined {
  const { memberId, username, creator, members, view, capacity, expiresAt, ttlRemaining } = fields;
  const sound =
    isMemberId(memberId) &&
    isUsername(username) &&
    typeof creator === 'boolean' &&
    Array.isArray(members) &&
    members.every(isMember) &&
    isView(view) &&
    isAmount(capacity) &&
    isAmount(expiresAt) &&
    isAmount(ttlRemaining);
  if (!sound) return undefined;
  const others = (members as readonly Member[]).map((m) => ({ memberId: m.memberId, username: m.username }));
  return {
    type: 'room:joined',
    memberId,
    username,
    creator,
    members: others,
    view,
    capacity,
    expiresAt,
    ttlRemaining,
  };
}
