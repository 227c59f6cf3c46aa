/** Between the links of the SDK and the rooms of the conformance kit. */
import { randomBytes } from 'node:crypto';
import { formatRoomLink, parseRoomLink } from '@pug-network/client-sdk';

/**
 * A link to a room that the kit has made, with a key of its own.
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {import('@pug-network/conformance/wire').Room} room
 */
export const linkOf = ({ origin }, { roomId, roomSecret }) =>
  formatRoomLink({ origin, roomId, roomSecret, key: randomBytes(32) });

/**
 * What the kit needs to join the room of a link.
 * @param {string} link
 */
export function roomOf(link) {
  const parsed = parseRoomLink(link);
  if (!parsed.ok) throw new Error(`no room link: ${parsed.code}`);
  return parsed.value;
}
