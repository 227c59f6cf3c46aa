import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { Mismatch } from '../../check.js';
import { CLOSE, type CloseCode } from '../../wire/table.js';
import { notesFor, showBytes, type Notes } from '../../wire/transcript.js';
import { Mailbox } from '../mailbox.js';
import { headerOf, type ApiRequest } from './api.js';

/** What the client can do on its connection; the end is the last of it. */
export type Arrival =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'frame'; readonly bytes: Buffer }
  | { readonly kind: 'pong' }
  | { readonly kind: 'closed'; readonly code: number };

const KEEP_ALIVE = Buffer.from([0x00]);

/** A connection of the client's, from the relay's side. */
export class ClientSocket {
  /** When it was opened, in ms. */
  readonly openedAt = performance.now();
  /** The times at which keep-alives came, in ms. They are answered unless {@link answersKeepAlives} says otherwise. */
  readonly keepAlives = new Mailbox<number>(String);
  answersKeepAlives = true;
  /** When a message was sent last, or else when the connection was opened, in ms. */
  spokenAt = this.openedAt;
  /** Takes a purge, which is not looked at further then. */
  onPurge: (() => void) | undefined;
  /** Everything that the client has sent, in WebSocket messages. */
  readonly sent: Buffer[] = [];
  readonly #request: ApiRequest;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #arrivals = new Mailbox<Arrival>(showArrival);
  readonly #note: Notes = notesFor('socket', () => this.#socket.terminate());

  constructor(request: ApiRequest, socket: WebSocket, stream: Duplex) {
    this.#request = request;
    this.#socket = socket;
    this.#stream = stream;
    this.#note('opened', request.path);
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#take(data, isBinary));
    socket.on('pong', () => this.#arrivals.push({ kind: 'pong' }));
    socket.on('error', (error) => this.#note('received', `an error: ${error.message}`));
    socket.on('close', (code: number) => {
      this.#note('closed', String(code));
      this.#arrivals.push({ kind: 'closed', code });
      const reason = new Error('the client has closed the connection');
      this.#arrivals.end(reason);
      this.keepAlives.end(reason);
    });
  }

  /** What the client has asked to be upgraded with. */
  header(name: string): string | undefined {
    return headerOf(this.#request, name);
  }

  send(event: object): void {
    this.sendText(JSON.stringify(event));
  }

  sendText(text: string): void {
    this.#note('sent', `text ${text}`);
    this.spokenAt = performance.now();
    this.#socket.send(text, { binary: false });
  }

  /** Sends a binary frame. */
  deliver(bytes: Buffer): void {
    this.#note('sent', `binary ${showBytes(bytes)}`);
    this.spokenAt = performance.now();
    this.#socket.send(bytes, { binary: true });
  }

  ping(): void {
    this.#note('sent', 'ping');
    this.#socket.ping();
  }

  close(code: number, reason = ''): void {
    this.#note('sent', `close ${code} ${reason}`);
    this.#socket.close(code, reason);
  }

  /** The error event, and the close code, of `code`. */
  refuse(code: CloseCode): void {
    this.send({ type: 'error', code, message: 'No.' });
    this.close(CLOSE[code], code);
  }

  /** Ends the TCP connection without a Close frame, behind everything that was sent: the client sees 1006. */
  hangUp(): void {
    this.#note('closed', 'hung up by the kit');
    this.#stream.end();
  }

  /** Cuts the TCP connection at once: the client sees 1006. */
  cut(): void {
    this.#note('closed', 'cut by the kit');
    this.#socket.terminate();
  }

  /** The next thing that the client does must be a control message of this type. */
  async text(type: string, ms?: number): Promise<Readonly<Record<string, unknown>>> {
    const arrival = await this.#arrivals.next(`the message ${type}`, ms);
    const message =
      arrival.kind === 'text' ? (JSON.parse(arrival.text) as Record<string, unknown>) : undefined;
    if (message?.['type'] !== type)
      throw new Mismatch('what the client does next', `the message ${type}`, showArrival(arrival));
    return message;
  }

  /** The next thing that the client does must be to send a binary frame. */
  async frame(ms?: number): Promise<Buffer> {
    return frameOf(await this.#arrivals.next('a binary frame', ms));
  }

  /** The frames that come until there is a pause. */
  async frames(): Promise<Buffer[]> {
    const arrivals = await this.#arrivals.burst();
    return arrivals.map((arrival) => frameOf(arrival));
  }

  /** The next thing that happens must be this. */
  async expect(kind: 'pong' | 'closed', ms?: number): Promise<void> {
    const arrival = await this.#arrivals.next(kind, ms);
    if (arrival.kind !== kind) throw new Mismatch('what the client does next', kind, showArrival(arrival));
  }

  /** Nothing comes in `ms`, keep-alives aside. */
  async quiet(ms?: number): Promise<void> {
    await this.#arrivals.quiet('what the client sends', ms);
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#note('received', isBinary ? `binary ${showBytes(data)}` : `text ${data.toString('utf8')}`);
    this.sent.push(data);
    if (!isBinary) this.#takeText(data.toString('utf8'));
    else if (!data.equals(KEEP_ALIVE)) this.#arrivals.push({ kind: 'frame', bytes: data });
    else this.#answerKeepAlive();
  }

  #takeText(text: string): void {
    if (this.onPurge && text.includes('room:purge')) this.onPurge();
    else this.#arrivals.push({ kind: 'text', text });
  }

  #answerKeepAlive(): void {
    this.keepAlives.push(performance.now());
    if (this.answersKeepAlives) this.deliver(KEEP_ALIVE);
  }
}

function frameOf(arrival: Arrival): Buffer {
  if (arrival.kind === 'frame') return arrival.bytes;
  throw new Mismatch('what the client does next', 'a binary frame', showArrival(arrival));
}

function showArrival(arrival: Arrival): string {
  if (arrival.kind === 'text') return `text ${arrival.text}`;
  if (arrival.kind === 'frame') return `frame ${showBytes(arrival.bytes)}`;
  return arrival.kind === 'closed' ? `close ${arrival.code}` : 'pong';
}
