import type { Content, EndReason, Member } from '@pug-network/protocol';
import type { AbortSignalLike } from './platform/abort-signal-like.js';

/** Somebody in the room; `self` for this client. */
export interface Participant extends Member {
  readonly self: boolean;
}

/** A message as everybody in the room gets it, in the same order: `kind` says which of text, value or bytes it holds. */
export type Message = Content & {
  readonly from: Participant;
  /** 1, 2, 3 … for each member. */
  readonly seq: number;
  /** Unix milliseconds by this client's clock. */
  readonly receivedAt: number;
};

/** `joined` and able to talk, `reconnecting` after a lost connection, or `closed` for good. */
export type RoomState = 'joined' | 'reconnecting' | 'closed';

/** How a room ended for this client. */
export interface Closed {
  readonly reason: EndReason;
  /** The relay's code, where it gave one. */
  readonly code: string | undefined;
}

/** Everything that a room tells, by name. */
export interface RoomEvents {
  /** Somebody's message, one's own too, once the relay has sent it to all. */
  message: Message;
  /** Somebody came in. */
  joined: Participant;
  /** Somebody is out. */
  left: Participant;
  /** Messages of this member never arrived. */
  gap: { readonly from: Participant; readonly missing: number };
  /** A frame that was seen before, or is from before this client joined; dropped. */
  replay: { readonly from: Participant };
  /** A frame that does not open, is damaged, or belongs to another story of who joined; dropped. */
  undecryptable: { readonly from: Participant };
  /** A frame of a later version; dropped. */
  unsupported: { readonly from: Participant };
  state: { readonly state: RoomState };
  closed: Closed;
}

/** How to send. */
export interface SendOptions {
  readonly signal?: AbortSignalLike | undefined;
  /** With bytes: an application's own kind, 128 to 255, handed over as it is. */
  readonly kind?: number | undefined;
}

/** A room that one is in. Holds its key so that nothing prints it: not toString, JSON or an inspection. */
export interface Room {
  /** The link to hand over, by any way that is not this room. Whoever has it can join and read from then on. */
  readonly link: string;
  readonly state: RoomState;
  /** This client as the others see it; somebody new after each reconnection. */
  readonly self: Participant;
  /** Whether this connection made the room, and so may purge it. */
  readonly creator: boolean;
  /** Everybody here, this client too, in order of joining; empty once closed. */
  readonly members: readonly Participant[];
  /** The most members that the room takes. */
  readonly capacity: number;
  /** When the room's time is up: Unix milliseconds by the relay's clock. */
  readonly expiresAt: number;
  /** Milliseconds until then, by a clock that nobody can set; 0 once it is over. */
  readonly ttlRemaining: number;
  /** How it ended; never rejects. */
  readonly closed: Promise<Closed>;

  /**
   * Sends a string as text, a Uint8Array as bytes, anything else as JSON. Resolves with the message when the relay has
   * sent it to everybody. Rejects with `message_too_large` and `unsendable` before anything is sent, `lost` where
   * its fate is unknown (it is never sent twice), `closed` where it was never sent, `aborted`.
   */
  send(data: unknown, options?: SendOptions): Promise<Message>;
  /** Listens; calling what it gives back ends that. Listeners added in the turn in which the room was got miss nothing. */
  on<Name extends keyof RoomEvents>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void;
  /**
   * Messages from now on, until the room ends. Holds at most 1,000 that nobody has read; beyond that it throws
   * `overflow` once those are read.
   */
  messages(): AsyncIterableIterator<Message>;
  /** Ends the room for everybody. Rejects with `not_creator`, `lost`, `closed`. */
  purge(): Promise<void>;
  /** Leaves; resolves when the connection is closed. */
  leave(): Promise<void>;
}
