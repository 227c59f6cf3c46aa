import { parseRoomLink, startJoining } from '@pug-network/protocol';
import { Api } from './api.js';
import { create, type CreateOptions } from './create.js';
import { newKey, subtle } from './crypto/key.js';
import { enter, type JoinOptions } from './enter.js';
import { platformEnvironment } from './environment.js';
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
  const api = new Api(originOf(relay), environment);
  // Before the work, not after it.
  subtle();
  const key = newKey();
  const { room, state } = await create(api, options);
  const { roomId, roomSecret } = room;
  return enter({ origin: api.origin, roomId, roomSecret, key }, state, api, environment, options);
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
  const api = new Api(parsed.value.origin, environment);
  return enter(parsed.value, startJoining().state, api, environment, options);
}

/** Scheme, host and port of a relay's address. */
function originOf(relay: string): string {
  const url = URL.canParse(relay) ? new URL(relay) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new PugError('invalid_argument');
  }
  return url.origin;
}
