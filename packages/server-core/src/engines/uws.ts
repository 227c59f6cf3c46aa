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
import type { Core, Engine, Socket, SocketListener } from '../socket.js';
import { assertCanListen } from './port.js';
import { UwsAnswers, UwsHead } from './uws-http.js';

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

/** The native engine: uWebSockets.js, its `publish` for fan-out. */
export class UwsEngine implements Engine {
  readonly #app: TemplatedApp;
  readonly #uws: Uws;
  readonly #core: Core;
  readonly #answers = new UwsAnswers();
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
        this.#answers.answer(res, head, this.#core.handle(head));
      });
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
      this.#answers.send(res, decision.reply, false);
      return;
    }
    const peer: Peer = { listener: undefined, socket: undefined, address: decision.address };
    res.upgrade(peer, req.getHeader('sec-websocket-key'), SUBPROTOCOL, '', context);
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
