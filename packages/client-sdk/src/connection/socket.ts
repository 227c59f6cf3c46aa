import { CLOSE_LOST, SUBPROTOCOL } from '@pug-network/protocol';
import type { Environment } from '../platform/environment.js';
import type { WebSocketLike } from '../platform/websocket-like.js';
import { PugError } from '../errors.js';

/** What a socket tells; nothing after `closed`. */
export interface SocketListener {
  open(): void;
  text(text: string): void;
  bytes(bytes: Uint8Array): void;
  closed(close: number): void;
}

const OPEN = 1;
const CLOSE_WAIT_MS = 2_000;

/** One WebSocket to a relay's `/ws`, whatever the platform calls it. */
export class RelaySocket {
  readonly #environment: Environment;
  readonly #webSocket: WebSocketLike;
  readonly #listener: SocketListener;
  readonly #whenClosed: Promise<void>;
  #wasOpen = false;
  #isOver = false;

  private constructor(webSocket: WebSocketLike, environment: Environment, listener: SocketListener) {
    this.#webSocket = webSocket;
    this.#environment = environment;
    this.#listener = listener;
    webSocket.binaryType = 'arraybuffer';
    webSocket.addEventListener('open', () => {
      this.#wasOpen = true;
      this.#tell((told) => told.open());
    });
    webSocket.addEventListener('message', ({ data }) => this.#tell((told) => handOver(data, told)));
    this.#whenClosed = new Promise((resolve) => {
      const close = (code: number): void => {
        this.#finish(code);
        resolve();
      };
      webSocket.addEventListener('close', ({ code }) => close(code));
      // Not every platform says `close` of a connection that has never been open.
      webSocket.addEventListener('error', () => {
        if (!this.#wasOpen) close(CLOSE_LOST);
      });
    });
  }

  /** Connects to the relay at `origin`. Rejects with `websocket_unavailable`, `network`. */
  static async connect(
    origin: string,
    environment: Environment,
    listener: SocketListener,
  ): Promise<RelaySocket> {
    const WebSocketClass = await environment.webSocket();
    try {
      const webSocket = new WebSocketClass(`${origin.replace(/^http/, 'ws')}/ws`, SUBPROTOCOL);
      return new RelaySocket(webSocket, environment, listener);
    } catch (cause) {
      throw new PugError('network', { cause });
    }
  }

  /** Sends one frame; false where the socket is not open any more. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#isOver || this.#webSocket.readyState !== OPEN) return false;
    this.#webSocket.send(data);
    return true;
  }

  /** Closes, and tells nothing more. Resolves when it is closed, or after 2 s whatever the other side does. */
  async close(code: number): Promise<void> {
    this.#isOver = true;
    this.#webSocket.close(code);
    let cancel = (): void => undefined;
    const timeout = new Promise<void>((resolve) => {
      cancel = this.#environment.after(CLOSE_WAIT_MS, resolve);
    });
    await Promise.race([this.#whenClosed, timeout]);
    cancel();
    this.#terminate();
  }

  /** Takes the connection for lost. */
  giveUp(): void {
    this.#finish(CLOSE_LOST);
    this.#terminate();
  }

  /** `ws` would wait for half a minute for a peer that is gone. */
  #terminate(): void {
    const { terminate } = this.#webSocket as { terminate?: () => void };
    if (terminate) terminate.call(this.#webSocket);
    else this.#webSocket.close();
  }

  #finish(close: number): void {
    this.#tell((told) => {
      this.#isOver = true;
      told.closed(close);
    });
  }

  #tell(tell: (listener: SocketListener) => void): void {
    if (!this.#isOver) tell(this.#listener);
  }
}

function handOver(data: unknown, listener: SocketListener): void {
  if (typeof data === 'string') listener.text(data);
  else if (data instanceof ArrayBuffer) listener.bytes(new Uint8Array(data));
}
