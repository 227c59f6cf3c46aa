import { CLOSE_LOST, CLOSE_NORMAL, encodeUtf8 } from '@pug-network/protocol';
import type { WebSocketLike } from '../../platform/websocket-like.js';
import type { Line } from './line.js';

/** The relay's end of a connection. */
export interface RelayEnd {
  message(data: Uint8Array, isBinary: boolean): void;
  /** The client's Close frame came. */
  closed(): void;
}

/** Where sockets connect to. */
export interface Network {
  /** Lets a socket knock; the relay calls {@link ClientEnd.open} or {@link ClientEnd.fail}. */
  connect(end: ClientEnd, url: string, protocols: readonly string[]): Line;
}

type Listener = (event: object) => void;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
/** A Close frame that gives no code. */
const CLOSE_NO_CODE = 1005;

/** The client's end of a connection: what a browser's WebSocket is to a page. Binary frames come as ArrayBuffer. */
export class ClientEnd implements WebSocketLike {
  binaryType = 'arraybuffer';
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #line: Line;
  #readyState = CONNECTING;
  #relayEnd: RelayEnd | undefined;

  constructor(network: Network, url: string, protocols: string | readonly string[] = []) {
    this.#line = network.connect(this, url, [protocols].flat());
  }

  get readyState(): number {
    return this.#readyState;
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener as Listener));
  }

  removeEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.get(type)?.delete(listener as Listener);
  }

  send(data: string | Uint8Array): void {
    if (this.#readyState === CONNECTING) throw new TypeError('the socket is not open yet');
    if (this.#readyState !== OPEN) return;
    const isBinary = typeof data !== 'string';
    const bytes = isBinary ? data.slice() : encodeUtf8(data);
    this.#line.carry(() => this.#relayEnd?.message(bytes, isBinary));
  }

  close(code: number = CLOSE_NO_CODE, reason = ''): void {
    if (this.#readyState >= CLOSING) return;
    const wasOpen = this.#readyState === OPEN;
    this.#readyState = CLOSING;
    this.#line.carry(() => {
      this.#relayEnd?.closed();
      if (wasOpen) this.#line.carry(() => this.closed(code, reason));
      else this.fail();
    });
  }

  /** The relay took the connection; false where the client does not want it any more. */
  open(makeRelayEnd: () => RelayEnd): boolean {
    if (this.#readyState !== CONNECTING) return false;
    this.#readyState = OPEN;
    this.#relayEnd = makeRelayEnd();
    this.#emit('open');
    return true;
  }

  /** One frame arrived. */
  receive(data: string | Uint8Array): void {
    if (this.#readyState !== OPEN) return;
    this.#emit('message', { data: typeof data === 'string' ? data : data.slice().buffer });
  }

  /** The relay's Close frame, or its answer to one's own, arrived. */
  closed(code: number = CLOSE_NORMAL, reason = ''): void {
    if (this.#readyState === CLOSED) return;
    this.#readyState = CLOSED;
    this.#line.cut();
    this.#emit('close', { code, reason, wasClean: code !== CLOSE_LOST });
  }

  /** The connection broke, or never came to be. */
  fail(): void {
    if (this.#readyState === CLOSED) return;
    this.#emit('error');
    this.closed(CLOSE_LOST);
  }

  /** A listener that throws is the test's own matter: nobody else is disturbed. */
  #emit(type: string, fields: object = {}): void {
    for (const listener of Array.from(this.#listeners.get(type) ?? [])) {
      try {
        listener({ type, ...fields });
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
