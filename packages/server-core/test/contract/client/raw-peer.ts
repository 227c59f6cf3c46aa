import { connect, type Socket } from 'node:net';
import { upgradeHeaders } from './handshake.js';
import { Peer, type RoomEvent } from './peer.js';
import { OPCODE, decodeFrame, encodeFrame, type FrameParts, type ServerFrame } from './rfc6455.js';
import { within } from './wait.js';

/** A WebSocket client that sends any bytes it is told to, and can stop reading. */
export class RawPeer extends Peer {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #handler: () => void = () => undefined;
  #hasClosed = false;
  #resolvePinged: () => void = () => undefined;
  /** Resolves at the server's first RFC 6455 ping. */
  readonly pinged = new Promise<void>((resolve) => (this.#resolvePinged = resolve));

  private constructor(port: number) {
    super();
    this.#socket = connect({ port, host: '127.0.0.1' });
    this.#socket.on('data', (bytes) => {
      this.#received = this.#received.length > 0 ? Buffer.concat([this.#received, bytes]) : bytes;
      this.#handler();
    });
    this.#socket.on('error', () => {
      this.#close(1006, '');
    });
    this.#socket.on('close', () => {
      this.#close(1006, '');
    });
  }

  static async open(port: number): Promise<RawPeer> {
    const peer = new RawPeer(port);
    const opened = new Promise<void>((resolve, reject) => {
      peer.#handler = () => {
        const head = peer.#received.indexOf('\r\n\r\n');
        if (head < 0) return;
        if (!peer.#received.toString('latin1').startsWith('HTTP/1.1 101 ')) reject(new Error('not upgraded'));
        peer.#received = peer.#received.subarray(head + 4);
        peer.#handler = () => {
          peer.#drain();
        };
        peer.#drain();
        resolve();
      };
    });
    const head = [
      `GET /ws HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      ...upgradeHeaders().map((h) => h.join(': ')),
    ];
    peer.#socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await within(opened, 'the raw WebSocket to open');
    return peer;
  }

  /** All frames in one write, so that the server gets them in one read. */
  write(...frames: readonly FrameParts[]): void {
    this.#socket.write(Buffer.concat(frames.map(encodeFrame)));
  }

  override sendText(text: string | Buffer): void {
    this.write({ opcode: OPCODE.text, payload: Buffer.from(text) });
  }

  override sendBinary(bytes: Buffer): void {
    this.write({ opcode: OPCODE.binary, payload: bytes });
  }

  override leave(): void {
    this.write({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) });
  }

  override cut(): void {
    this.#socket.destroy();
  }

  /** Ends the sending side of the TCP connection (FIN), without a Close frame. */
  halfClose(): void {
    this.#socket.end();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #drain(): void {
    for (let frame = decodeFrame(this.#received); frame; frame = decodeFrame(this.#received)) {
      this.#received = this.#received.subarray(frame.bytes);
      this.#take(frame);
    }
  }

  #take({ opcode, payload }: ServerFrame): void {
    if (opcode === OPCODE.text)
      this.inbox.push({ kind: 'event', event: JSON.parse(payload.toString('utf8')) as RoomEvent });
    else if (opcode === OPCODE.binary) this.inbox.push({ kind: 'frame', bytes: payload });
    else if (opcode === OPCODE.pong) this.inbox.push({ kind: 'pong', bytes: payload });
    else if (opcode === OPCODE.ping) this.#answerPing(payload);
    else if (opcode === OPCODE.close) this.#answerClose(payload);
    else throw new Error(`the server sent opcode ${opcode}`);
  }

  #answerPing(payload: Buffer): void {
    this.#resolvePinged();
    this.write({ opcode: OPCODE.pong, payload });
  }

  #answerClose(payload: Buffer): void {
    this.#close(payload.length >= 2 ? payload.readUInt16BE(0) : 1005, payload.subarray(2).toString('utf8'));
    this.#socket.end(encodeFrame({ opcode: OPCODE.close, payload: payload.subarray(0, 2) }));
  }

  #close(code: number, reason: string): void {
    if (this.#hasClosed) return;
    this.#hasClosed = true;
    this.inbox.push({ kind: 'closed', code, reason });
    this.inbox.end(new Error('the connection has ended'));
  }
}
