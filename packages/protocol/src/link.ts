import { decodeBase64url, encodeBase64url } from './base64url.js';
import { KEY_BYTES, ROOM_ID_BYTES, ROOM_SECRET_BYTES } from './constants.js';
import { accept, refuse, type Result } from './result.js';

/** What a room link holds (protocol.md §0). */
export interface RoomLink {
  /** Scheme, host and port of the relay, e.g. `https://chat.example`. */
  readonly origin: string;
  /** 16 bytes as base64url, 22 characters. */
  readonly roomId: string;
  /** AES-256 key, 32 bytes. Never leaves the client. */
  readonly key: Uint8Array;
  /** 16 bytes as base64url, 22 characters: the access token for joining. */
  readonly roomSecret: string;
}

/** The part of a link that keeps it from being read; never the part's content. */
export type LinkFault = 'link_malformed' | 'link_room_id' | 'link_key' | 'link_secret';

/** Scheme and host in any letter case, the path in this one; no user, query, backslash, blank or control character. */
const LINK = /^([Hh][Tt][Tt][Pp][Ss]?:\/\/[^/?#\\@\s\p{Cc}]+)\/r\/([^/?#]*)#(.*)$/u;

/** True for a canonical room id: 16 bytes of base64url. */
export const isRoomId = (text: string): boolean => decodeBase64url(text, ROOM_ID_BYTES) !== undefined;

/** True for a canonical room secret: 16 bytes of base64url. */
export const isRoomSecret = (text: string): boolean => decodeBase64url(text, ROOM_SECRET_BYTES) !== undefined;

/**
 * Reads a room link, `<origin>/r/<roomId>#k=<key>&s=<roomSecret>` (protocol.md §0). `k` and `s` stand once each, in
 * any order; other names are ignored. What is not canonical is refused: `link_malformed`, `link_room_id`,
 * `link_key` or `link_secret` says which part.
 */
export function parseRoomLink(text: string): Result<RoomLink, LinkFault> {
  const parts = LINK.exec(text);
  const origin = parts?.[1] === undefined ? undefined : originOf(parts[1]);
  if (parts === null || origin === undefined) return refuse('link_malformed');
  const [, , roomId = '', fragment = ''] = parts;
  if (!isRoomId(roomId)) return refuse('link_room_id');
  const key = decodeBase64url(only(fragment, 'k'), KEY_BYTES);
  if (key === undefined) return refuse('link_key');
  const roomSecret = only(fragment, 's');
  if (!isRoomSecret(roomSecret)) return refuse('link_secret');
  return accept({ origin, roomId, key, roomSecret });
}

/** Writes a room link; the inverse of {@link parseRoomLink}. Throws a RangeError on parts of the wrong form. */
export function formatRoomLink(link: RoomLink): string {
  const sound =
    originOf(link.origin) === link.origin &&
    isRoomId(link.roomId) &&
    isRoomSecret(link.roomSecret) &&
    link.key.length === KEY_BYTES;
  if (!sound) throw new RangeError('a part of the room link is not of its form');
  return `${link.origin}/r/${link.roomId}#k=${encodeBase64url(link.key)}&s=${link.roomSecret}`;
}

/** The value of a name that stands exactly once in a fragment, else an empty string. */
function only(fragment: string, name: string): string {
  const values = fragment.split('&').filter((pair) => pair.startsWith(`${name}=`));
  const [first] = values;
  return values.length === 1 && first !== undefined ? first.slice(name.length + 1) : '';
}

function originOf(text: string): string | undefined {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return pathname === '/' ? origin : undefined;
}
