import { STATUS_CODES } from 'node:http';
import { MAX_FRAME_BYTES, SUBPROTOCOL } from '@pug-network/protocol';
import type * as UwsModule from 'uWebSockets.js';
import type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_listen_socket,
  us_socket_context_t,
  WebSocket,
} from 'uWebSockets.js';
import type { Core, Engine, Handling, Reply, RequestHead, Socket, SocketListener } from '../socket.js';
import { assertCanListen } from './port.js';
import { Turn } from './turn.js';

/** uWebSockets.js as far as this engine uses it. */
export type Uws = Pick<typeof UwsModule, 'App' | 'us_listen_socket_close' | 'us_socket_local_port'>;

interface Peer {
  listener: SocketListener | undefined;
  socket: UwsSocket | undefined;
  readonly address: string;
}

/** The core pings and cuts off; this only frees connections whose peer never answers their close frame. */
const IDLE_TIMEOUT_S = 68;
/** Never reached: the core's rule for slow members comes long before; a guard against losing frames silently. */
const LAST_RESORT_BYTES = 64 * 1024 * 1024;

/** Many, because it is not to be known which connection a request came on: a crowd may ask once each. */
const MOST_ANSWERS = 1_024;

/** The native engine: uWebSockets.js, its `publish` for fan-out. */
export class UwsEngine implements Engine {
  readonly #app: TemplatedApp;
  readonly #uws: Uws;
  readonly #core: Core;
  readonly #turn = new Turn(MOST_ANSWERS);
  #listening: us_listen_socket | undefined;

  constructor(core: Core, uws: Uws) {
    this.#core = core;
    this.#uws = uws;
    this.#app = uws
      .App()
      .ws<Peer>('/ws', {
        maxPayloadLength: MAX_FRAME_BYTES,
        idleTimeout: IDLE_TIMEOUT_S,
        sendPingsAutomatically: false,
        maxBackpressure: LAST_RESORT_BYTES,
        closeOnBackpressureLimit: 1,
        upgrade: (res, req, context) => this.#upgrade(res, req, context),
        open: (ws) => this.#open(ws),
        message: (ws, data, isBinary) => ws.getUserData().listener?.message(new Uint8Array(data), isBinary),
        ping: (ws) => ws.getUserData().listener?.heard(),
        pong: (ws) => ws.getUserData().listener?.heard(),
        drain: (ws) => ws.getUserData().socket?.drained(),
        close: (ws) => closed(ws.getUserData()),
      })
      .any('/*', (res, req) => {
        const head = new UwsHead(res, req);
        this.#answer(res, head.method === 'HEAD', this.#core.handle(head));
      });
  }

  publishText(topic: string, text: string): void {
    this.#app.publish(topic, text, false);
  }

  publishBytes(topic: string, bytes: Uint8Array): void {
    this.#app.publish(topic, bytes, true);
  }

  async listen(host: string, port: number): Promise<number> {
    await assertCanListen(host, port);
    return new Promise((resolve, reject) => {
      this.#app.listen(host, port, (socket) => {
        if (!socket) {
          reject(new Error('the native engine cannot listen there'));
          return;
        }
        this.#listening = socket;
        resolve(this.#uws.us_socket_local_port(socket));
      });
    });
  }

  close(): Promise<void> {
    if (this.#listening) this.#uws.us_listen_socket_close(this.#listening);
    this.#listening = undefined;
    return Promise.resolve();
  }

  #upgrade(res: HttpResponse, req: HttpRequest, context: us_socket_context_t): void {
    const head = new UwsHead(res, req);
    const decision = this.#core.decideUpgrade(head);
    if (!decision.accepted) {
      this.#send(res, decision.reply, false);
      return;
    }
    const peer: Peer = { listener: undefined, socket: undefined, address: decision.address };
    res.upgrade(peer, req.getHeader('sec-websocket-key'), SUBPROTOCOL, '', context);
  }

  #answer(res: HttpResponse, isHead: boolean, handling: Handling): void {
    let isAborted = false;
    res.onAborted(() => {
      isAborted = true;
    });
    if ('reply' in handling) {
      this.#send(res, handling.reply, isHead);
      return;
    }
    const chunks: Buffer[] = [];
    res.onData((chunk, isLast) => {
      chunks.push(Buffer.from(new Uint8Array(chunk)));
      if (isLast && !isAborted) this.#send(res, handling.readBody(Buffer.concat(chunks)), isHead);
    });
  }

  #send(res: HttpResponse, { status, headers, body, hangUp = false }: Reply, isHead: boolean): void {
    const isLast = this.#turn.isOverfull(body?.length ?? 0) || hangUp;
    res.cork(() => {
      res.writeStatus(`${status} ${STATUS_CODES[status] ?? ''}`);
      for (const [name, value] of headers) res.writeHeader(name, value);
      if (isLast) res.end(isHead ? undefined : body, true);
      else if (body !== undefined && !isHead) sendBody(res, body);
      else sendWithoutBody(res, body);
    });
  }

  #open(ws: WebSocket<Peer>): void {
    const peer = ws.getUserData();
    peer.socket = new UwsSocket(ws);
    peer.listener = this.#core.open(peer.socket, peer.address);
    // One connection too many is closed before there is anybody to be told of it.
    if (peer.socket.isClosed) peer.listener.closed();
  }
}

/** The library throws at any use of a socket from here on. */
function closed({ socket, listener }: Peer): void {
  if (socket) socket.isClosed = true;
  listener?.closed();
}

class UwsSocket implements Socket {
  isClosed = false;
  readonly #ws: WebSocket<Peer>;
  #ending: { readonly code: number; readonly reason: string } | undefined;

  constructor(ws: WebSocket<Peer>) {
    this.#ws = ws;
  }

  sendText(text: string): void {
    if (!this.isClosed) this.#ws.send(text, false);
  }

  sendBytes(bytes: Uint8Array): void {
    if (!this.isClosed) this.#ws.send(bytes, true);
  }

  ping(): void {
    if (!this.isClosed) this.#ws.ping();
  }

  subscribe(topic: string): void {
    if (!this.isClosed) this.#ws.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    if (!this.isClosed) this.#ws.unsubscribe(topic);
  }

  unsent(): number {
    return this.isClosed ? 0 : this.#ws.getBufferedAmount();
  }

  /** `end` gives the socket out of hand, so it waits until everything before is sent: till then it can be cut off. */
  end(code: number, reason: string): void {
    this.#ending = { code, reason };
    this.drained();
  }

  drained(): void {
    if (!this.#ending || this.isClosed || this.#ws.getBufferedAmount() > 0) return;
    this.#ws.end(this.#ending.code, this.#ending.reason);
  }

  terminate(): void {
    if (!this.isClosed) this.#ws.close();
  }
}

class UwsHead implements RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly #res: HttpResponse;
  readonly #headers = new Map<string, string[]>();

  constructor(res: HttpResponse, req: HttpRequest) {
    this.method = req.getMethod().toUpperCase();
    this.path = req.getUrl();
    this.query = req.getQuery();
    this.#res = res;
    req.forEach((name, value) => {
      const values = this.#headers.get(name);
      if (values) values.push(value);
      else this.#headers.set(name, [value]);
    });
  }

  headers(name: string): readonly string[] {
    return this.#headers.get(name) ?? [];
  }

  address(): string {
    return Buffer.from(this.#res.getRemoteAddressAsText()).toString('latin1');
  }
}

/** The answer waits for a client that does not read it: what is pipelined behind it is then not even looked at. */
function sendBody(res: HttpResponse, body: Uint8Array | string): void {
  res.onAborted(() => undefined);
  const [isTaken] = res.tryEnd(body, body.length);
  if (!isTaken) res.onWritable((offset) => res.tryEnd(restOf(body, offset), body.length)[0]);
}

const restOf = (body: Uint8Array | string, offset: number): Uint8Array | string =>
  typeof body === 'string' ? body.slice(offset) : body.subarray(offset);

function sendWithoutBody(res: HttpResponse, body: Uint8Array | string | undefined): void {
  // Told the length itself, the library forgets to close where the client asked it to.
  if (body !== undefined) res.writeHeader('Content-Length', String(body.length));
  res.endWithoutBody();
}
