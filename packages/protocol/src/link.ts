import { decodeBase64url, encodeBase64url, is16Bytes } from './base64url.js';
import { KEY_BYTES } from './constants.js';
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
const LINK = /^([a-zA-Z]+:\/\/[^/?#\\@\s\p{Cc}]+)\/r\/([^/?#]*)#(.*)$/u;

/** True for a canonical room id: 16 bytes of base64url. */
export const isRoomId: (text: string) => boolean = is16Bytes;

/** True for a canonical room secret: 16 bytes of base64url. */
export const isRoomSecret: (text: string) => boolean = is16Bytes;

/**
 * Reads a room link, `<origin>/r/<roomId>#k=<key>&s=<roomSecret>` (protocol.md §0). `k` and `s` stand once each, in
 * any order; other names are ignored. What is not canonical is refused: `link_malformed`, `link_room_id`,
 * `link_key` or `link_secret` says which part.
 */
export function parseRoomLink(text: string): Result<RoomLink, LinkFault> {
  const [, address = '', roomId = '', fragment = ''] = LINK.exec(text) ?? [];
  const origin = originOf(address);
  if (origin === undefined) return refuse('link_malformed');
  if (!is16Bytes(roomId)) return refuse('link_room_id');
  const key = decodeBase64url(only(fragment, 'k='), KEY_BYTES);
  if (key === undefined) return refuse('link_key');
  const roomSecret = only(fragment, 's=');
  return is16Bytes(roomSecret) ? accept({ origin, roomId, key, roomSecret }) : refuse('link_secret');
}

/** Writes a room link; the inverse of {@link parseRoomLink}. Throws a RangeError on parts of the wrong form. */
export function formatRoomLink(link: RoomLink): string {
  const sound =
    originOf(link.origin) === link.origin &&
    is16Bytes(link.roomId) &&
    is16Bytes(link.roomSecret) &&
    link.key.length === KEY_BYTES;
  if (!sound) throw new RangeError('a part of the room link is not of its form');
  return `${link.origin}/r/${link.roomId}#k=${encodeBase64url(link.key)}&s=${link.roomSecret}`;
}

/** What follows a name that stands exactly once in a fragment, else an empty string. */
function only(fragment: string, name: string): string {
  const [pair = '', another] = fragment.split('&').filter((part) => part.startsWith(name));
  return another === undefined ? pair.slice(name.length) : '';
}

/** Scheme, host and port of an http(s) address without a path; `undefined` for everything else. */
export function originOf(address: string): string | undefined {
  try {
    const { protocol, origin, pathname } = new URL(address);
    return /^https?:$/.test(protocol) && pathname === '/' ? origin : undefined;
  } catch {
    return undefined;
  }
}
