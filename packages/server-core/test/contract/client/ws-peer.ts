import { WebSocket } from 'ws';
import { Peer, type RoomEvent } from './peer.js';
import { within } from './wait.js';

/** A well-behaved WebSocket client: the `ws` package's, with an inbox. */
export class WsPeer extends Peer {
  readonly #socket: WebSocket;

  private constructor(port: number, headers: Record<string, string>) {
    super();
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['pug.v1'], {
      headers,
      perMessageDeflate: false,
    });
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.inbox.push({ kind: 'frame', bytes: data });
      else this.inbox.push({ kind: 'event', event: JSON.parse(data.toString('utf8')) as RoomEvent });
    });
    this.#socket.on('close', (code: number, reason: Buffer) => {
      this.inbox.push({ kind: 'closed', code, reason: reason.toString('utf8') });
      this.inbox.end(new Error('the connection has ended'));
    });
  }

  static async open(port: number, headers: Record<string, string> = {}): Promise<WsPeer> {
    const peer = new WsPeer(port, headers);
    const opened = new Promise<void>((resolve, reject) => {
      peer.#socket.once('open', resolve);
      peer.#socket.on('error', reject);
    });
    await within(opened, 'the WebSocket to open');
    return peer;
  }

  override sendText(text: string | Buffer): void {
    this.#socket.send(text, { binary: false });
  }

  override sendBinary(bytes: Buffer): void {
    this.#socket.send(bytes, { binary: true });
  }

  override leave(): void {
    this.#socket.close(1000);
  }

  override cut(): void {
    this.#socket.terminate();
  }
}
