import {
  blobOf,
  closeBehindError,
  decodeEvent,
  decodeFrame,
  encodeKeepAlive,
  encodeRequest,
  type Member,
  type RoomJoined,
} from '@pug-network/protocol';
import { Receiver, type Arrival, type Verdict } from '../crypto/receiver.js';
import type { RoomCipher } from '../crypto/cipher.js';
import { open } from '../crypto/seal.js';
import { Views } from '../crypto/views.js';
import type { Environment } from '../platform/environment.js';
import { Inbox } from './inbox.js';
import type { Echo } from '../sending/outbox.js';
import { Heartbeat } from './heartbeat.js';
import type { RelaySocket } from './socket.js';

/** Why a connection is over. */
export type SessionEnd =
  | { readonly type: 'closed'; readonly close: number }
  | { readonly type: 'room-expired'; readonly reason: 'ttl' | 'purge' }
  | { readonly type: 'time-up' }
  | { readonly type: 'misbehaved' };

/** What a connection tells its room, in order; `end` comes last. */
export interface SessionListener {
  /** An own frame came back: which message it was, if one was waiting for it. Asked when the frame arrives. */
  acknowledge(frame: Uint8Array): Echo | undefined;
  echoed(echo: Echo): void;
  judged(senderId: number, verdict: Verdict): void;
  joined(member: Member): void;
  left(memberId: number): void;
  /** A purge was refused: this member is not the creator. */
  denied(): void;
  end(end: SessionEnd): void;
}

/** What a session needs of its socket. */
export type SessionSocket = Pick<RelaySocket, 'send' | 'close' | 'giveUp'>;

/** One connection that has joined: everything it brings, in order of arrival, worked off before its end is told. */
export class Session {
  readonly views: Views;
  readonly joined: RoomJoined;
  readonly #cipher: RoomCipher;
  readonly #environment: Environment;
  readonly #socket: SessionSocket;
  readonly #receiver: Receiver;
  readonly #heartbeat: Heartbeat;
  readonly #joinedAt: number;
  readonly #inbox = new Inbox();
  #listener: SessionListener | undefined;
  #isOver = false;
  /** The code of the last error event, for engines that cannot send the close code. */
  #lastError: string | undefined;

  constructor(
    socket: SessionSocket,
    joined: RoomJoined,
    tag: string,
    cipher: RoomCipher,
    environment: Environment,
  ) {
    this.#socket = socket;
    this.joined = joined;
    this.#cipher = cipher;
    this.#environment = environment;
    this.#joinedAt = environment.now();
    this.views = new Views(joined.view, joined.memberId, tag, joined.username);
    this.#receiver = new Receiver(joined.memberId, this.views);
    this.#heartbeat = new Heartbeat(
      environment,
      () => this.send(encodeKeepAlive()),
      () => socket.giveUp(),
    );
  }

  /** Monotonic time at which the room is over by this client's own clock. */
  get deadline(): number {
    return this.#joinedAt + this.joined.ttlRemaining;
  }

  /** Who is told; what arrived so far is held until {@link start}. */
  listen(listener: SessionListener): void {
    this.#listener = listener;
  }

  start(): void {
    this.#inbox.start();
  }

  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    return !this.#isOver && this.#socket.send(data);
  }

  purge(): boolean {
    return this.send(encodeRequest({ type: 'room:purge' }));
  }

  /** Ends the session behind everything that has arrived. */
  finish(end: SessionEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#heartbeat.stop();
    this.#tell((listener) => listener.end(end));
  }

  /** Closes the connection. */
  close(code: number): Promise<void> {
    this.#isOver = true;
    this.#heartbeat.stop();
    return this.#socket.close(code);
  }

  onText(text: string): void {
    if (this.#isOver) return;
    this.#heartbeat.heard();
    const event = decodeEvent(text);
    if (!event.ok) {
      this.finish({ type: 'misbehaved' });
      return;
    }
    switch (event.value.type) {
      case 'presence:join':
        this.#onPresenceJoin(event.value);
        return;
      case 'presence:leave':
        this.#onPresenceLeave(event.value.memberId);
        return;
      case 'room:expired':
        this.finish({ type: 'room-expired', reason: event.value.reason });
        return;
      case 'error':
        this.#onError(event.value.code);
        return;
      case 'room:joined':
        this.finish({ type: 'misbehaved' });
        return;
      case 'unknown':
    }
  }

  onBytes(bytes: Uint8Array): void {
    if (this.#isOver) return;
    this.#heartbeat.heard();
    const frame = decodeFrame(bytes);
    if (!frame.ok) this.finish({ type: 'misbehaved' });
    else if (frame.value.type === 'message') this.#onFrame(frame.value.senderId, bytes);
  }

  onClosed(close: number): void {
    this.finish({ type: 'closed', close: closeBehindError(close, this.#lastError) });
  }

  /** The chain of views goes on at once: what is sealed from here on must know of the new member. */
  #onPresenceJoin({ memberId, username, tag }: Member & { readonly tag: string }): void {
    if (memberId !== this.views.epoch + 1) {
      this.finish({ type: 'misbehaved' });
      return;
    }
    this.views.append(memberId, tag, username);
    this.#tell((listener) => listener.joined({ memberId, username }));
  }

  #onPresenceLeave(memberId: number): void {
    // A relay says so to the others alone.
    if (memberId !== this.joined.memberId) this.#tell((listener) => listener.left(memberId));
  }

  #onError(code: string): void {
    if (code === 'not_creator') this.#tell((listener) => listener.denied());
    else this.#lastError = code;
  }

  #onFrame(senderId: number, frame: Uint8Array): void {
    const echo = senderId === this.joined.memberId ? this.#listener?.acknowledge(frame) : undefined;
    if (echo) {
      this.#tell((listener) => listener.echoed(echo));
      return;
    }
    const { epoch: knownEpoch } = this.views;
    const sinceJoinMs = this.#environment.now() - this.#joinedAt;
    this.#tell(async (listener) => {
      const plaintext = await open(this.#cipher, senderId, blobOf(frame));
      listener.judged(senderId, this.#judge({ senderId, plaintext, knownEpoch, sinceJoinMs }));
    });
  }

  /** A frame under one's own memberId that nobody here sent is never shown, however well it opens. */
  #judge(arrival: Arrival): Verdict {
    if (arrival.senderId !== this.joined.memberId) return this.#receiver.judge(arrival);
    return arrival.plaintext === undefined ? { type: 'undecryptable', missing: 0 } : { type: 'replay' };
  }

  /** Behind everything that has arrived so far. */
  #tell(telling: (listener: SessionListener) => Promise<void> | void): void {
    this.#inbox.push(() => this.#listener && telling(this.#listener));
  }
}
