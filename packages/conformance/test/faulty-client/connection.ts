import { WebSocket } from 'ws';
import { newTag, type Joined } from '../../src/wire/member.js';
import type { End } from './codes.js';
import type { Faults } from './faults.js';
import { Heartbeat } from './heartbeat.js';
import type { Link } from './link.js';

/** What a connection tells its room. */
export interface ConnectionListener {
  readonly joined: (event: Joined, tag: string) => void;
  readonly event: (event: Readonly<Record<string, unknown>>) => void;
  readonly frame: (bytes: Buffer) => void;
  readonly over: (end: Omit<End, 'wasIn'>) => void;
}

/** What a connection goes by. */
export interface ConnectionParts {
  readonly link: Link;
  readonly faults: Faults;
  readonly secondMs: number;
  readonly tag: string | undefined;
}

const KEEP_ALIVE = Buffer.from([0x00]);
const MESSAGE = 0x01;
const LATE_MS = 6_000;
const ONE_TAG = 'CxIZICcuNTxDSlFYX2ZtdA';

/** One WebSocket to a relay, from its join on. */
export class Connection {
  readonly tag: string;
  readonly #parts: ConnectionParts;
  readonly #listener: ConnectionListener;
  readonly #socket: WebSocket;
  #heartbeat: Heartbeat | undefined;
  #lastError: string | undefined;
  #isOver = false;

  constructor(parts: ConnectionParts, listener: ConnectionListener) {
    const { link, faults, tag } = parts;
    this.#parts = parts;
    this.#listener = listener;
    this.tag = tag ?? (faults.on('join.one-tag') ? ONE_TAG : newTag());
    const query = faults.on('link.secret-in-url') ? `?${link.roomSecret}` : '';
    const url = `${link.origin.replace(/^http/i, 'ws')}/ws${query}`;
    const offered = faults.on('join.no-subprotocol') ? [] : ['pug.v1'];
    this.#socket = new WebSocket(url, offered, {
      perMessageDeflate: false,
      autoPong: !faults.on('join.no-pong'),
    });
    const lateMs = faults.on('join.late') ? LATE_MS : 0;
    this.#socket.on('open', () => (lateMs > 0 ? setTimeout(() => this.#join(), lateMs) : this.#join()));
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => this.#take(data, isBinary));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', (close: number) => this.#end(close));
  }

  send(data: Buffer | string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data);
  }

  /** Closes it; nothing is told any more. */
  close(): void {
    this.#isOver = true;
    this.#heartbeat?.stop();
    this.#socket.close();
  }

  /** Takes it for lost. */
  giveUp(): void {
    this.#end(1006);
    this.#socket.terminate();
  }

  #join(): void {
    const { link, faults, secondMs } = this.#parts;
    if (faults.on('join.hello-first')) this.send('{"type":"hello"}');
    const { roomId, roomSecret } = link;
    const tag = faults.on('join.padded-tag') ? `${this.tag}==` : this.tag;
    const more = faults.on('link.key-in-join') ? { key: link.key.toString('base64url') } : {};
    this.send(JSON.stringify({ type: 'room:join', roomId, roomSecret, tag, ...more }));
    this.#heartbeat = new Heartbeat(
      faults,
      secondMs,
      () => this.send(KEEP_ALIVE),
      () => this.giveUp(),
    );
  }

  #take(data: Buffer, isBinary: boolean): void {
    if (this.#isOver) return;
    this.#heartbeat?.heard(isBinary && data.equals(KEEP_ALIVE));
    if (!isBinary) this.#takeEvent(JSON.parse(data.toString('utf8')) as Record<string, unknown>);
    else if (data[0] === MESSAGE) this.#listener.frame(data);
    else if (data[0] !== KEEP_ALIVE[0] && this.#parts.faults.on('ignore.no-binary')) this.giveUp();
  }

  #takeEvent(event: Record<string, unknown>): void {
    if (event['type'] === 'room:joined') this.#listener.joined(event as unknown as Joined, this.tag);
    else if (event['type'] === 'error' && event['code'] !== 'not_creator')
      this.#lastError = String(event['code']);
    else this.#listener.event(event);
  }

  #end(close: number): void {
    this.#heartbeat?.stop();
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.over({ close, error: this.#lastError });
  }
}
