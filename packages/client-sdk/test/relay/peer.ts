import type { RelayEvent } from '@pug-network/protocol';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { Queue } from './queue.js';
import { deferred, within } from './wait.js';

export type Fields = Readonly<Record<string, unknown>>;

/** The `room:join` of a client. */
export interface JoinRequest {
  readonly type: string;
  readonly roomId: string;
  readonly roomSecret: string;
  readonly tag: string;
}

/** The relay's end of one connection, in the hands of a test. */
export class Peer {
  readonly #webSocket: WebSocket;
  readonly #texts = new Queue<string>();
  readonly #frames = new Queue<Uint8Array>();
  readonly #closed = deferred<number>();
  /** The handshake as it came. */
  readonly handshake: IncomingMessage;

  constructor(webSocket: WebSocket, handshake: IncomingMessage) {
    this.#webSocket = webSocket;
    this.handshake = handshake;
    webSocket.on('message', (data, isBinary) => {
      const bytes = data as Buffer;
      if (isBinary) this.#frames.push(new Uint8Array(bytes));
      else this.#texts.push(bytes.toString());
    });
    webSocket.on('error', () => undefined);
    webSocket.on('close', (code) => this.#closed.resolve(code));
  }

  /** The close code that the client ended with; 1006 where it sent no close frame. */
  get closed(): Promise<number> {
    return within(this.#closed.promise, 'the client to close');
  }

  /** The next text frame, read as JSON. */
  async request(): Promise<Fields> {
    return JSON.parse(await this.#texts.next('a request of the client')) as Fields;
  }

  async join(): Promise<JoinRequest> {
    return (await this.request()) as unknown as JoinRequest;
  }

  /** The next binary frame. */
  frame(what = 'a frame of the client'): Promise<Uint8Array> {
    return this.#frames.next(what);
  }

  frames(count: number): Promise<Uint8Array[]> {
    return this.#frames.take(count, 'frames of the client');
  }

  /** Hands over whatever the client says from here on. */
  each(onFrame: (frame: Uint8Array) => void, onRequest: (text: string) => void): void {
    this.#frames.each(onFrame);
    this.#texts.each(onRequest);
  }

  /** Binary frames that have arrived and that nobody has taken. */
  get waitingFrames(): number {
    return this.#frames.size;
  }

  tell(...events: readonly RelayEvent[]): void {
    for (const event of events) this.#webSocket.send(JSON.stringify(event));
  }

  /** Any text frame, well-formed or not. */
  tellRaw(text: string): void {
    this.#webSocket.send(text);
  }

  send(...frames: readonly Uint8Array[]): void {
    for (const frame of frames) this.#webSocket.send(frame);
  }

  close(code: number): void {
    this.#webSocket.close(code);
  }

  /** Ends the connection without a close frame, behind what was sent. */
  cut(): void {
    this.handshake.socket.end();
  }

  /** Lets go at once, whatever was sent. */
  drop(): void {
    this.#webSocket.terminate();
  }
}
