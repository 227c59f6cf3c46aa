import type { Socket } from 'node:net';
import { upgradeHeaders, type HeaderChanges } from './handshake.js';
import { Peer, type RoomEvent } from './peer.js';
import { OPCODE, decodeFrame, encodeFrame, type FrameParts, type ServerFrame } from './rfc6455.js';
import { dial, type Target } from './target.js';
import { notesFor, showBytes, type Notes } from './transcript.js';
import { within } from './wait.js';

const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8]);

/** A WebSocket client that sends any bytes it is told to, and can stop reading. */
export class RawPeer extends Peer {
  readonly #socket: Socket;
  readonly #note: Notes = notesFor('socket', () => this.#socket.destroy());
  #received: Buffer = Buffer.alloc(0);
  #handler: () => void = () => undefined;
  #hasClosed = false;
  #answersPings = true;
  #resolvePinged: () => void = () => undefined;
  /** Resolves at the server's first RFC 6455 ping. */
  readonly pinged = new Promise<void>((resolve) => (this.#resolvePinged = resolve));

  private constructor(target: Target) {
    super();
    this.#socket = dial(target);
    this.#socket.on('data', (bytes) => {
      this.#received = this.#received.length > 0 ? Buffer.concat([this.#received, bytes]) : bytes;
      this.#handler();
    });
    this.#socket.on('error', () => this.#close(1006, ''));
    this.#socket.on('close', () => this.#close(1006, ''));
  }

  static async open(target: Target, changes: HeaderChanges = {}): Promise<RawPeer> {
    const peer = new RawPeer(target);
    const headers = upgradeHeaders(changes).map((header) => header.join(': '));
    const head = [`GET /ws HTTP/1.1`, `Host: ${target.host}`, ...headers];
    peer.#socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await within(peer.#upgraded(), 'the WebSocket to open');
    peer.#note('opened', '/ws');
    return peer;
  }

  /** All frames in one write, so that the server gets them in one read. */
  write(...frames: readonly FrameParts[]): void {
    for (const frame of frames) this.#note('sent', showFrame(frame));
    this.#socket.write(Buffer.concat(frames.map(encodeFrame)));
  }

  /** Bytes that need not be frames. */
  writeBytes(bytes: Buffer): void {
    this.#note('sent', `bytes ${showBytes(bytes)}`);
    this.#socket.write(bytes);
  }

  override sendText(text: string | Buffer): void {
    this.write({ opcode: OPCODE.text, payload: Buffer.from(text) });
  }

  override sendBinary(bytes: Buffer): void {
    this.write({ opcode: OPCODE.binary, payload: bytes });
  }

  override leave(): void {
    this.write({ opcode: OPCODE.close, payload: NORMAL_CLOSURE });
  }

  override cut(): void {
    this.#note('closed', 'cut by the client');
    this.#socket.destroy();
  }

  /** Ends the sending side of the TCP connection (FIN), without a Close frame. */
  halfClose(): void {
    this.#note('closed', 'FIN by the client');
    this.#socket.end();
  }

  /** From now on pings go unanswered, as from a machine that is gone. */
  fallSilent(): void {
    this.#answersPings = false;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  #upgraded(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#handler = () => {
        const head = this.#received.indexOf('\r\n\r\n');
        if (head < 0) return;
        const [status = ''] = this.#received.toString('latin1').split('\r\n');
        if (!status.startsWith('HTTP/1.1 101 ')) reject(new Error(`not upgraded: ${status}`));
        this.#received = this.#received.subarray(head + 4);
        this.#handler = () => this.#drain();
        this.#drain();
        resolve();
      };
    });
  }

  #drain(): void {
    try {
      for (let frame = decodeFrame(this.#received); frame; frame = decodeFrame(this.#received)) {
        this.#received = this.#received.subarray(frame.bytes);
        this.#take(frame);
      }
    } catch (error) {
      this.inbox.end(error as Error);
      this.#socket.destroy();
    }
  }

  #take({ opcode, payload }: ServerFrame): void {
    this.#note('received', showFrame({ opcode, payload }));
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
    if (this.#answersPings) this.write({ opcode: OPCODE.pong, payload });
  }

  #answerClose(payload: Buffer): void {
    this.#close(payload.length >= 2 ? payload.readUInt16BE(0) : 1005, payload.subarray(2).toString('utf8'));
    this.#socket.end(encodeFrame({ opcode: OPCODE.close, payload: payload.subarray(0, 2) }));
  }

  #close(code: number, reason: string): void {
    if (this.#hasClosed) return;
    this.#hasClosed = true;
    this.#note('closed', `${code} ${reason}`);
    this.inbox.push({ kind: 'closed', code, reason });
    this.inbox.end(new Error('the connection has ended'));
  }
}

function showFrame({ opcode, payload = Buffer.alloc(0), ...odd }: FrameParts): string {
  const name = Object.entries(OPCODE).find(([, number]) => number === opcode)?.[0] ?? `opcode ${opcode}`;
  const content = opcode === OPCODE.text ? payload.toString('utf8') : showBytes(payload);
  const oddities = Object.keys(odd).length > 0 ? ` ${JSON.stringify(odd)}` : '';
  return `${name} ${content}${oddities}`;
}
