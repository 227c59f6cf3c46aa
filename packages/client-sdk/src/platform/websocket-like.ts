/** A WebSocket as the WHATWG describes it, as far as it is used here. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  /** One text or binary frame. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Begins to close. */
  close(code?: number, reason?: string): void;
  /** The connection is open, or has failed. */
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  /** One frame has come: a string or an ArrayBuffer. */
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  /** The connection is closed. */
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
}

/** The class of {@link WebSocketLike}: the platform's own, or that of `ws`. */
export type WebSocketClass = new (url: string, protocols: string) => WebSocketLike;
