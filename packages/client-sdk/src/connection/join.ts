import {
  CLOSE_LOST,
  CLOSE_MISBEHAVED,
  CLOSE_NORMAL,
  closeBehindError,
  decodeEvent,
  encodeBase64url,
  encodeRequest,
  TAG_BYTES,
  type RoomJoined,
  type RoomLink,
} from '@pug-network/protocol';
import type { AbortSignalLike } from '../platform/abort-signal-like.js';
import type { RoomCipher } from '../crypto/cipher.js';
import type { Environment } from '../platform/environment.js';
import { RelaySocket, type SocketListener } from './socket.js';
import { Session } from './session.js';

/** What came of an attempt to join: a session, or how it failed. */
export type JoinOutcome =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly failure: 'misbehaved' | { readonly close: number } };

const JOIN_WAIT_MS = 15_000;

/** The first messages of a connection: join, and what the relay says to it (protocol.md §3). */
class Handshake implements SocketListener {
  readonly #tag: string;
  readonly #link: RoomLink;
  readonly #cipher: RoomCipher;
  readonly #environment: Environment;
  readonly #settle: (outcome: JoinOutcome) => void;
  #socket: RelaySocket | undefined;
  #session: Session | undefined;
  #isSettled = false;
  #lastError: string | undefined;

  constructor(
    link: RoomLink,
    cipher: RoomCipher,
    environment: Environment,
    settle: (outcome: JoinOutcome) => void,
  ) {
    this.#link = link;
    this.#cipher = cipher;
    this.#environment = environment;
    this.#tag = encodeBase64url(environment.crypto.randomBytes(TAG_BYTES));
    this.#settle = settle;
  }

  /** The socket is made; it tells nothing before the turn in which it is handed in is over. */
  use(socket: RelaySocket): void {
    this.#socket = socket;
  }

  open(): void {
    const { roomId, roomSecret } = this.#link;
    this.#socket?.send(encodeRequest({ type: 'room:join', roomId, roomSecret, tag: this.#tag }));
  }

  text(text: string): void {
    if (this.#session) {
      this.#session.onText(text);
      return;
    }
    const event = decodeEvent(text);
    if (!event.ok) this.fail('misbehaved');
    else if (event.value.type === 'room:joined') this.#onJoined(event.value);
    else if (event.value.type === 'error') this.#lastError = event.value.code;
    else if (event.value.type !== 'unknown') this.fail('misbehaved');
  }

  bytes(bytes: Uint8Array): void {
    this.#session?.onBytes(bytes);
  }

  closed(close: number): void {
    if (this.#session) this.#session.onClosed(close);
    else this.#finish({ ok: false, failure: { close: closeBehindError(close, this.#lastError) } });
  }

  /** Gives the attempt up from this side. */
  fail(failure: 'misbehaved' | 'timeout' | 'aborted'): void {
    if (this.#isSettled) return;
    void this.#socket?.close(failure === 'misbehaved' ? CLOSE_MISBEHAVED : CLOSE_NORMAL);
    this.#finish({ ok: false, failure: failure === 'misbehaved' ? failure : { close: CLOSE_LOST } });
  }

  #onJoined(joined: RoomJoined): void {
    const areBefore = joined.members.every(({ memberId }) => memberId < joined.memberId);
    if (!this.#socket || !areBefore) {
      this.fail('misbehaved');
      return;
    }
    this.#session = new Session(this.#socket, joined, this.#tag, this.#cipher, this.#environment);
    this.#finish({ ok: true, session: this.#session });
  }

  #finish(outcome: JoinOutcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#settle(outcome);
  }
}

/** Connects and joins once; settles in at most 15 s. Rejects with `websocket_unavailable`, `crypto_unavailable`. */
export async function joinOnce(
  link: RoomLink,
  cipher: RoomCipher,
  environment: Environment,
  signal?: AbortSignalLike,
): Promise<JoinOutcome> {
  let settle: (outcome: JoinOutcome) => void = () => undefined;
  const outcome = new Promise<JoinOutcome>((resolve) => {
    settle = resolve;
  });
  const handshake = new Handshake(link, cipher, environment, settle);
  handshake.use(await RelaySocket.connect(link.origin, environment, handshake));
  const abort = (): void => handshake.fail('aborted');
  const cancel = environment.after(JOIN_WAIT_MS, () => handshake.fail('timeout'));
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  try {
    return await outcome;
  } finally {
    cancel();
    signal?.removeEventListener('abort', abort);
  }
}
