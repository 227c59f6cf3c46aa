// The seam: what an engine is to the core and the core to an engine. An engine translates and decides nothing.

/** One client's connection, wherever it lives. Everything handed to it keeps its order; once it is closed, nothing has an effect. */
export interface Socket {
  /** One text frame. */
  sendText(text: string): void;
  /** One binary frame. */
  sendBytes(bytes: Uint8Array): void;
  /** An RFC 6455 ping. */
  ping(): void;
  /** From now on receives what is published under the topic. */
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** Bytes handed over that the operating system has not taken yet. */
  unsent(): number;
  /** Sends a close frame once everything handed over before is on its way. */
  end(code: number, reason: string): void;
  /** Cuts the connection off at once. */
  terminate(): void;
}

/** What an engine tells of a connection. */
export interface SocketListener {
  /** One whole message; `data` is only the listener's until it returns. */
  message(data: Uint8Array, isBinary: boolean): void;
  /** A control frame came: the peer lives. */
  heard(): void;
  /** The peer's Close frame was read, or the connection is gone, whichever is first; may come more than once. */
  closed(): void;
}

/** Sends one frame to every subscriber of a topic, in one order for all. */
export interface Publisher {
  publishBytes(topic: string, bytes: Uint8Array): void;
}

/** The start of an HTTP request; may be read only until the handler that was given it returns. */
export interface RequestHead {
  /** In upper case. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Every value of a header, its name in lower case. */
  headers(name: string): readonly string[];
  /** The peer's IP address as text. */
  address(): string;
}

/** A whole answer. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes, or ASCII text; `undefined` for an answer that has no body at all (204, 304). */
  readonly body: Uint8Array | string | undefined;
  /** The request cannot be trusted to end where it says: the connection must not be used again. */
  readonly hangUp?: boolean;
}

/** An answer, or what makes one once the request's body has been read. */
export type Handling = { readonly reply: Reply } | { readonly readBody: (body: Uint8Array) => Reply };

/** Whether an upgrade request becomes a connection. */
export type UpgradeDecision =
  { readonly accepted: true; readonly address: string } | { readonly accepted: false; readonly reply: Reply };

/** What the core is to an engine. */
export interface Core {
  /** True for a path that is the relay's own wherever it is attached. */
  claims(path: string): boolean;
  handle(request: RequestHead): Handling;
  /** What to say to bytes that are no HTTP request. */
  refuseMalformed(): Reply;
  decideUpgrade(request: RequestHead): UpgradeDecision;
  /** A connection is open; `address` is what {@link decideUpgrade} gave. */
  open(socket: Socket, address: string): SocketListener;
}

/** What carries the connections. */
export type EngineName = 'uws' | 'ws';

/** A running engine. */
export interface Engine extends Publisher {
  listen(host: string, port: number): Promise<number>;
  /** Stops listening; HTTP connections that are left end now, or where the engine cannot, by their own timeout. */
  close(): Promise<void>;
}
