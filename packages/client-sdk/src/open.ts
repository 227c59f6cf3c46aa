import { originOf, parseRoomLink, startJoining } from '@pug-network/protocol';
import type { CreateOptions } from './creating/create.js';
import { loadCreating } from './creating/load.js';
import { newKey } from './crypto/cipher.js';
import { enter, type JoinOptions } from './enter.js';
import { platformEnvironment } from './platform/environment.js';
import { PugError } from './errors.js';
import type { Room } from './types.js';

/**
 * Creates a room at a relay, e.g. `https://chat.example`, and joins it as its creator: challenge, proof of work, create, join
 * (protocol.md §1–§3). Rejects with a {@link PugError}: the relay's code, `network`, `aborted`, `difficulty_too_high`,
 * `misbehaving_relay`, `crypto_unavailable`, `websocket_unavailable`, `invalid_argument`.
 *
 * ```ts
 * const room = await createRoom('http://localhost:3000', { ttl: 3600, capacity: 10 });
 * console.log(room.link); // hand it over by any other way
 * await room.send('hello');
 * ```
 */
export async function createRoom(relay: string, options: CreateOptions = {}): Promise<Room> {
  const environment = platformEnvironment(options);
  const origin = originOf(relay);
  if (origin === undefined) throw new PugError('invalid_argument');
  // Before the work, not after it.
  environment.crypto.subtle();
  const key = newKey(environment.crypto);
  const { create } = await loadCreating();
  const { room, state } = await create({ origin, environment }, options);
  const { roomId, roomSecret } = room;
  return enter({ origin, roomId, roomSecret, key }, state, environment, options);
}

/**
 * Joins the room of a link (protocol.md §0, §3). Rejects with a {@link PugError}: `link_malformed`, `link_room_id`,
 * `link_key`, `link_secret`, the relay's code (`room_not_found`, `room_full` …), `network`, `aborted`.
 *
 * ```ts
 * const room = await joinRoom(link);
 * room.on('message', (message) => console.log(message.from.username, message));
 * ```
 */
export async function joinRoom(link: string, options: JoinOptions = {}): Promise<Room> {
  const parsed = parseRoomLink(link);
  if (!parsed.ok) throw new PugError(parsed.code);
  const environment = platformEnvironment(options);
  return enter(parsed.value, startJoining().state, environment, options);
}
