import { WebSocket } from 'ws';
import { Peer, type RoomEvent } from './peer.js';
import type { Target } from './target.js';
import { notesFor, showBytes, type Notes } from './transcript.js';
import { within } from './wait.js';

/** A well-behaved WebSocket client: the `ws` package's, with an inbox. */
export class WsPeer extends Peer {
  readonly #socket: WebSocket;
  readonly #note: Notes = notesFor('socket', () => this.#socket.terminate());

  private constructor({ origin }: Target, headers: Record<string, string>) {
    super();
    this.#socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`, ['pug.v1'], {
      headers,
      perMessageDeflate: false,
    });
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => this.#take(data, isBinary));
    this.#socket.on('close', (code: number, reason: Buffer) => {
      this.#note('closed', `${code} ${reason.toString('utf8')}`);
      this.inbox.push({ kind: 'closed', code, reason: reason.toString('utf8') });
      this.inbox.end(new Error('the connection has ended'));
    });
  }

  static async open(target: Target, headers: Record<string, string> = {}): Promise<WsPeer> {
    const peer = new WsPeer(target, headers);
    const opened = new Promise<void>((resolve, reject) => {
      peer.#socket.once('open', resolve);
      peer.#socket.on('error', reject);
    });
    await within(opened, 'the WebSocket to open');
    peer.#note('opened', '/ws');
    return peer;
  }

  override sendText(text: string | Buffer): void {
    this.#note('sent', `text ${text.toString()}`);
    this.#socket.send(text, { binary: false });
  }

  override sendBinary(bytes: Buffer): void {
    this.#note('sent', `binary ${showBytes(bytes)}`);
    this.#socket.send(bytes, { binary: true });
  }

  override leave(): void {
    this.#note('sent', 'close 1000');
    this.#socket.close(1000);
  }

  override cut(): void {
    this.#note('closed', 'cut by the client');
    this.#socket.terminate();
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#note('received', isBinary ? `binary ${showBytes(data)}` : `text ${data.toString('utf8')}`);
    if (isBinary) this.inbox.push({ kind: 'frame', bytes: data });
    else this.inbox.push({ kind: 'event', event: JSON.parse(data.toString('utf8')) as RoomEvent });
  }
}
