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
import { Receiver, type Verdict } from '../crypto/receiver.js';
import { open, type RoomCipher } from '../crypto/seal.js';
import { Views } from '../crypto/views.js';
import type { Environment } from '../environment.js';
import { Inbox } from '../room/inbox.js';
import type { Echo } from '../room/outbox.js';
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
  denied(code: string): void;
  end(end: SessionEnd): void;
}

/** What a session needs of its socket. */
export type SessionSocket = Pick<RelaySocket, 'send' | 'close' | 'giveUp'>;

type Item =
  | {
      readonly type: 'frame';
      readonly frame: Uint8Array;
      readonly senderId: number;
      readonly knownEpoch: number;
      readonly sinceJoinMs: number;
    }
  | { readonly type: 'echo'; readonly echo: Echo }
  | { readonly type: 'joined'; readonly member: Member }
  | { readonly type: 'left'; readonly memberId: number }
  | { readonly type: 'denied'; readonly code: string }
  | { readonly type: 'end'; readonly end: SessionEnd };

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
  readonly #inbox: Inbox<Item>;
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
    this.#inbox = new Inbox((item) => this.#workOff(item));
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
    this.#inbox.push({ type: 'end', end });
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
        this.#inbox.push({ type: 'left', memberId: event.value.memberId });
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
    this.#inbox.push({ type: 'joined', member: { memberId, username } });
  }

  #onError(code: string): void {
    if (code === 'not_creator') this.#inbox.push({ type: 'denied', code });
    else this.#lastError = code;
  }

  #onFrame(senderId: number, frame: Uint8Array): void {
    const echo = senderId === this.joined.memberId ? this.#listener?.acknowledge(frame) : undefined;
    if (echo) {
      this.#inbox.push({ type: 'echo', echo });
      return;
    }
    const sinceJoinMs = this.#environment.now() - this.#joinedAt;
    this.#inbox.push({ type: 'frame', frame, senderId, knownEpoch: this.views.epoch, sinceJoinMs });
  }

  async #workOff(item: Item): Promise<void> {
    const listener = this.#listener;
    if (listener === undefined) return;
    switch (item.type) {
      case 'frame': {
        const plaintext = await open(this.#cipher, item.senderId, blobOf(item.frame));
        listener.judged(item.senderId, this.#judge(item, plaintext));
        return;
      }
      case 'echo':
        listener.echoed(item.echo);
        return;
      case 'joined':
        listener.joined(item.member);
        return;
      case 'left':
        listener.left(item.memberId);
        return;
      case 'denied':
        listener.denied(item.code);
        return;
      case 'end':
        listener.end(item.end);
    }
  }

  /** A frame under one's own memberId that nobody here sent is never shown, however well it opens. */
  #judge(item: Extract<Item, { type: 'frame' }>, plaintext: Uint8Array | undefined): Verdict {
    const isOwnId = item.senderId === this.joined.memberId;
    if (isOwnId) return plaintext === undefined ? { type: 'undecryptable', missing: 0 } : { type: 'replay' };
    return this.#receiver.judge({ ...item, plaintext });
  }
}
