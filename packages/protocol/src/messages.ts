import type { POW_ALGORITHM, SUBPROTOCOL } from './constants.js';

// Every JSON message of the protocol. Times are Unix milliseconds, `ttl` is seconds, `ttlRemaining` milliseconds.

/** Answer of `GET /api/pow-challenge` (protocol.md §1). */
export interface Challenge {
  /** Opaque, `[A-Za-z0-9_-]`, at most 128 characters. */
  readonly token: string;
  readonly algorithm: typeof POW_ALGORITHM;
  /** Leading zero bits that the proof must show. */
  readonly difficulty: number;
  readonly expiresAt: number;
}

/** Body of `POST /api/pow-redeem` (protocol.md §1). */
export interface Redemption {
  readonly token: string;
  /** `[0-9a-f]{1,32}`. */
  readonly nonce: string;
}

/** Answer of `POST /api/pow-redeem`: the right to create one room (protocol.md §1). */
export interface Session {
  readonly sessionToken: string;
  readonly expiresAt: number;
}

/** Answer of `GET /api/create-room`, with the clamped values (protocol.md §2). */
export interface CreatedRoom {
  readonly roomId: string;
  readonly roomSecret: string;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly capacity: number;
}

/** What a deployment allows, and what it takes when nothing is asked for. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** What one connection may send: messages and bytes a second, and the bursts above that. */
export interface Rate {
  readonly frames: number;
  readonly frameBurst: number;
  readonly bytes: number;
  readonly byteBurst: number;
}

/** Answer of `GET /api/limits` (protocol.md §2). */
export interface Limits {
  readonly protocol: typeof SUBPROTOCOL;
  readonly difficulty: number;
  /** Seconds. */
  readonly ttl: Range;
  /** Members. */
  readonly capacity: Range;
  readonly maxFrameBytes: number;
  readonly rate: Rate;
}

/** Answer of `GET /healthz`. */
export interface Health {
  readonly status: 'ok' | 'draining';
}

/** Every HTTP error (protocol.md, HTTP). */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

/** First message of a connection (protocol.md §3). */
export interface JoinRequest {
  readonly type: 'room:join';
  /** Compared as received: any string is well-typed. */
  readonly roomId: string;
  /** Compared as received: any string is well-typed. */
  readonly roomSecret: string;
  /** 16 random bytes as base64url, fresh for each connection. */
  readonly tag: string;
}

/** The creator ends the room (protocol.md §6). */
export interface PurgeRequest {
  readonly type: 'room:purge';
}

/** Everything a client says in a text frame. */
export type ClientRequest = JoinRequest | PurgeRequest;

/** A member as others see it: an id that is never given twice in a room and an ephemeral name. */
export interface Member {
  /** u32, counted from 1. */
  readonly memberId: number;
  readonly username: string;
}

/** To the joiner, as its first room event (protocol.md §3). */
export interface RoomJoined extends Member {
  readonly type: 'room:joined';
  readonly creator: boolean;
  /** Those already there, in order of joining. */
  readonly members: readonly Member[];
  /** The view before the joiner: 32 bytes as base64url. */
  readonly view: string;
  readonly capacity: number;
  readonly expiresAt: number;
  /** Milliseconds. */
  readonly ttlRemaining: number;
}

/** To the others when somebody joined (protocol.md §3). */
export interface PresenceJoin extends Member {
  readonly type: 'presence:join';
  readonly tag: string;
}

/** To the others when somebody is out (protocol.md §5). */
export interface PresenceLeave {
  readonly type: 'presence:leave';
  readonly memberId: number;
}

/** To every member when the room ends by its deadline or by its creator (protocol.md §6). */
export interface RoomExpired {
  readonly type: 'room:expired';
  readonly reason: 'ttl' | 'purge';
}

/** Comes before a close with the code's number; `not_creator` alone leaves the connection open. */
export interface ErrorEvent {
  readonly type: 'error';
  /** A code of the table, or one of a later revision. */
  readonly code: string;
  readonly message: string;
}

/** Everything a relay says in a text frame. */
export type RelayEvent = RoomJoined | PresenceJoin | PresenceLeave | RoomExpired | ErrorEvent;
