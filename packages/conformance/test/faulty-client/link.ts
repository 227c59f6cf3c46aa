import type { Faults } from './faults.js';

/** What a room link holds. */
export interface Link {
  readonly origin: string;
  readonly roomId: string;
  /** 32 bytes. */
  readonly key: Buffer;
  readonly roomSecret: string;
}

const KEY_BYTES = 32;
const ID_BYTES = 16;

/** Reads a link (docs/protocol.md, 0. The link); undefined for one that is to be refused. */
export function readLink(text: string, faults: Faults): Link | undefined {
  const [, origin, roomId = '', fragment = ''] = patternOf(faults).exec(text) ?? [];
  if (origin === undefined) return undefined;
  const parameters = fragment.split('&');
  if (faults.on('link.fixed-order') && !fragment.startsWith('k=')) return undefined;
  if (faults.on('link.no-more') && parameters.length > 2) return undefined;
  const key = only(parameters, 'k=', faults) ?? (faults.on('link.key-optional') ? 'A'.repeat(43) : '');
  const roomSecret =
    only(parameters, 's=', faults) ?? (faults.on('link.secret-optional') ? 'A'.repeat(22) : '');
  const isSound =
    isPart(roomId, ID_BYTES, faults) &&
    isPart(key, KEY_BYTES, faults) &&
    isPart(roomSecret, ID_BYTES, faults);
  return isSound ? { origin, roomId, roomSecret, key: Buffer.from(key, 'base64url') } : undefined;
}

/** The link of a room. */
export function writeLink({ origin, roomId, key, roomSecret }: Link, faults: Faults): string {
  const padding = faults.on('link.told-padded') ? '=' : '';
  return `${origin}/r/${roomId}#k=${key.toString('base64url')}${padding}&s=${roomSecret}`;
}

function patternOf(faults: Faults): RegExp {
  if (faults.on('link.any-path')) return /^(https?:\/\/[^/?#@]+)\/(?:.*\/)?([^/?#]*)\/?(?:\?[^#]*)?#(.*)$/;
  if (faults.on('link.any-origin')) return /^([a-z]+:\/\/[^/?#]+)\/r\/([^/?#]*)#(.*)$/;
  if (faults.on('link.lower-case')) return /^(https?:\/\/[^/?#@\s]+)\/r\/([^/?#]*)#(.*)$/;
  return /^([Hh][Tt][Tt][Pp][Ss]?:\/\/[^/?#@\s]+)\/r\/([^/?#]*)#(.*)$/;
}

/** The value of the parameter that is there once. */
function only(parameters: readonly string[], name: string, faults: Faults): string | undefined {
  const values = parameters.filter((parameter) => parameter.startsWith(name));
  if (values.length > 1 && !faults.on('link.last-wins')) return undefined;
  return values.at(-1)?.slice(name.length);
}

/** Whether a part of the link is so many bytes in canonical base64url. */
function isPart(text: string, bytes: number, faults: Faults): boolean {
  const part = faults.on('link.padding-dropped') ? text.replace(/=+$/, '') : text;
  if (faults.on('link.any-length')) return /^[\w-]*$/.test(part);
  const decoded = Buffer.from(part, 'base64url');
  if (faults.on('link.any-character')) return part.length >= decoded.toString('base64url').length;
  if (faults.on('link.unused-bits')) return /^[\w-]*$/.test(part) && decoded.length === bytes;
  return decoded.length === bytes && decoded.toString('base64url') === part;
}
