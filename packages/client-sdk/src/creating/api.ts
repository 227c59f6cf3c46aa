import {
  decodeChallenge,
  decodeCreatedRoom,
  decodeSession,
  encodeRedemption,
  type Challenge,
  type CreatedRoom,
  type Redemption,
  type Session,
} from '@pug-network/protocol';
import type { AbortSignalLike } from '../platform/abort-signal-like.js';
import { PugError } from '../errors.js';
import { request, type Relay } from '../request.js';

/** What a new room is asked to be; both are clamped into the relay's range. */
export interface RoomWish {
  /** Seconds. Default: the relay's. */
  readonly ttl?: number | undefined;
  /** Members. Default: the relay's. */
  readonly capacity?: number | undefined;
}

/** `GET /api/pow-challenge` (protocol.md §1). */
export const askChallenge = (relay: Relay, signal?: AbortSignalLike): Promise<Challenge> =>
  request(relay, { path: '/api/pow-challenge', decode: decodeChallenge }, signal);

/** `POST /api/pow-redeem` (protocol.md §1). */
export const redeem = (relay: Relay, redemption: Redemption, signal?: AbortSignalLike): Promise<Session> =>
  request(
    relay,
    { path: '/api/pow-redeem', method: 'POST', body: encodeRedemption(redemption), decode: decodeSession },
    signal,
  );

/** `GET /api/create-room` (protocol.md §2). */
export async function askRoom(
  relay: Relay,
  sessionToken: string,
  { ttl, capacity }: RoomWish,
  signal?: AbortSignalLike,
): Promise<CreatedRoom> {
  // What no header can hold would be named in the platform's own error.
  if (!/^[\x21-\x7e]+$/.test(sessionToken)) throw new PugError('misbehaving_relay');
  const query = new URLSearchParams();
  if (ttl !== undefined) query.set('ttl', String(ttl));
  if (capacity !== undefined) query.set('capacity', String(capacity));
  const headers = { authorization: `Bearer ${sessionToken}` };
  const path = `/api/create-room?${query.toString()}`;
  return request(relay, { path, headers, decode: decodeCreatedRoom }, signal);
}
