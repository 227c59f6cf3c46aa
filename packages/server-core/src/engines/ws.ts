import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { DRAIN_LIMIT_MS, MAX_FRAME_BYTES, SUBPROTOCOL } from '@pug-network/protocol';
import { WebSocketServer } from 'ws';
import type { Core, Engine, Reply } from '../socket.js';
import { encodeServerFrame, OPCODE } from './frame.js';
import { answer, NodeHead, sendRaw } from './node-http.js';
import { SipQueue, Sips } from './sips.js';
import { isOpen, WsPeer } from './ws-peer.js';
import { WsSocket } from './ws-socket.js';

const HTTP_TIMEOUT_MS = 10_000;
/** How often Node looks for requests that are over it; its own half a minute would be added to it. */
const CHECK_INTERVAL_MS = 100;
/** A request without Host is answered here: Node's own answer has no body. */
const HTTP_OPTIONS = {
  headersTimeout: HTTP_TIMEOUT_MS,
  requestTimeout: HTTP_TIMEOUT_MS,
  connectionsCheckingInterval: CHECK_INTERVAL_MS,
  requireHostHeader: false,
};
/** For a peer that takes nothing of its answer. Longer than the others, so that who is too slow to ask is answered before. */
const IDLE_TIMEOUT_MS = HTTP_TIMEOUT_MS + 2_000;
/** How long the end of the other side is waited for, behind the last answer of a connection. */
const LINGER_MS = 2_000;
/** More fragments than anybody makes of 16,000 bytes who does not want to waste memory. */
const MAX_FRAGMENTS = 128;

const OPTIONS = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: MAX_FRAME_BYTES,
  maxFragments: MAX_FRAGMENTS,
  closeTimeout: DRAIN_LIMIT_MS,
  handleProtocols: () => SUBPROTOCOL,
  WebSocket: WsPeer,
};

/** The engine that runs everywhere: `ws` on an HTTP server of its own, or on one that is there already. */
export class WsEngine implements Engine {
  readonly #core: Core;
  readonly #server: Server;
  /** Who answers what is not the relay's, on a server that is not its own. */
  readonly #others: readonly RequestListener[] | undefined;
  readonly #upgrades = new WebSocketServer(OPTIONS);
  readonly #topics = new Map<string, Set<WsSocket>>();
  readonly #queue = new SipQueue();
  readonly #sips = new WeakMap<Duplex, Sips>();
  /** Connections that end with the answer they are getting, and it. */
  readonly #hungUp = new WeakMap<Duplex, ServerResponse>();

  constructor(core: Core, server?: Server) {
    this.#core = core;
    this.#server = server ?? createServer(HTTP_OPTIONS);
    this.#others = server && (server.rawListeners('request') as RequestListener[]);
    if (this.#others) this.#server.removeAllListeners('request');
    else this.#answerAll();
    this.#server.on('request', this.#onRequest);
    this.#server.on('upgrade', this.#onUpgrade);
    // What the library finds wrong with a handshake, it would refuse in words of its own.
    this.#upgrades.on('wsClientError', (_error, duplex) => this.#sendLast(duplex, core.refuseMalformed()));
  }

  publishBytes(topic: string, bytes: Uint8Array): void {
    const frame = encodeServerFrame(OPCODE.binary, bytes);
    for (const socket of this.#topics.get(topic) ?? []) socket.write(frame);
  }

  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  async close(): Promise<void> {
    this.#server.off('request', this.#onRequest);
    this.#server.off('upgrade', this.#onUpgrade);
    if (this.#others) {
      for (const listener of this.#others) this.#server.on('request', listener);
      return;
    }
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  readonly #onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const head = new NodeHead(request);
    if (this.#others === undefined || this.#core.claims(head.path)) {
      this.#answer(request, response, head);
      return;
    }
    for (const listener of this.#others) listener.call(this.#server, request, response);
  };

  /** On a server of its own: what Node would answer in its own words, or not at all. */
  #answerAll(): void {
    this.#server.setTimeout(IDLE_TIMEOUT_MS);
    this.#server.on('connection', (socket: Socket) => {
      this.#sipsOf(socket);
      // How Node ends a connection behind its last answer.
      socket.destroySoon = () => this.#linger(socket);
    });
    this.#server.on('clientError', this.#onClientError);
    this.#server.on('checkExpectation', this.#onRequest);
    this.#server.on('checkContinue', (request, response) => {
      // Behind answers that wait it would end up within one of them; a client may do without.
      if (response.socket) response.writeContinue();
      this.#onRequest(request, response);
    });
    this.#server.on('connect', (request, duplex) => {
      duplex.on('error', () => duplex.destroy());
      this.#answerRaw(new NodeHead(request), duplex);
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse, head: NodeHead): void {
    const { socket } = request;
    if (this.#hungUp.has(socket)) return;
    const handling = isWithoutHost(request)
      ? { reply: this.#core.refuseMalformed() }
      : this.#core.handle(head);
    if ('reply' in handling && handling.reply.hangUp === true) response.setHeader('Connection', 'close');
    if (response.hasHeader('Connection') || !response.shouldKeepAlive) this.#hungUp.set(socket, response);
    answer(request, response, handling);
  }

  #answerRaw(head: NodeHead, duplex: Duplex): void {
    const handling = this.#core.handle(head);
    const reply = 'reply' in handling ? handling.reply : this.#core.refuseMalformed();
    this.#sendLast(duplex, reply, head.method);
  }

  #sendLast(duplex: Duplex, reply: Reply, method = ''): void {
    sendRaw(duplex, reply, method === 'HEAD');
    this.#linger(duplex);
  }

  /** RFC 9112 §9.6: a socket that is closed with something unread takes along what its peer has not read. So all of it is read. */
  #linger(socket: Duplex): void {
    socket.end();
    this.#sipsOf(socket).discard();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  }

  /** A socket is read in sips from the first time that they are asked for. */
  #sipsOf(socket: Duplex): Sips {
    const sips = this.#sips.get(socket) ?? new Sips(socket, this.#queue);
    this.#sips.set(socket, sips);
    return sips;
  }

  readonly #onUpgrade = (request: IncomingMessage, duplex: Duplex, rest: Buffer): void => {
    duplex.on('error', () => duplex.destroy());
    if (this.#hungUp.has(duplex)) return;
    // Until there is somebody who listens.
    if (this.#sips.has(duplex)) duplex.pause();
    // What was asked for before it, in the same breath, has been answered by then.
    setImmediate(() => this.#upgrade(request, duplex, rest));
  };

  #upgrade(request: IncomingMessage, duplex: Duplex, rest: Buffer): void {
    const head = new NodeHead(request);
    if (head.path !== '/ws') {
      this.#refuseUpgrade(head, duplex);
      return;
    }
    const decision = this.#core.decideUpgrade(head);
    if (!decision.accepted) {
      this.#sendLast(duplex, decision.reply, head.method);
      return;
    }
    this.#upgrades.handleUpgrade(request, duplex, rest, (peer) => this.#open(peer, duplex, decision.address));
  }

  readonly #onClientError = (_error: Error, duplex: Duplex): void => {
    const last = this.#hungUp.get(duplex);
    // Its answer is on its way, or will be once the turn has come of the end of its body: there is no second one.
    if (last && (last.headersSent || last.req.complete)) setImmediate(() => duplex.end());
    else if (duplex.writable) this.#sendLast(duplex, this.#core.refuseMalformed());
    else duplex.destroy();
  };

  /** An upgrade anywhere but at the relay's path is somebody else's, or an ordinary request. */
  #refuseUpgrade(head: NodeHead, duplex: Duplex): void {
    if (this.#server.listenerCount('upgrade') > 1) return;
    this.#answerRaw(head, duplex);
  }

  #open(peer: WsPeer, duplex: Duplex, address: string): void {
    peer.sips = this.#sipsOf(duplex);
    const listener = this.#core.open(new WsSocket(peer, duplex, this.#topics), address);
    const closed = (): void => listener.closed();
    peer.onClosing = closed;
    const heard = (): void => {
      if (isOpen(peer)) listener.heard();
    };
    peer.on('message', (data: Buffer, isBinary: boolean) => {
      if (isOpen(peer)) listener.message(data, isBinary);
    });
    peer.on('ping', heard);
    peer.on('pong', heard);
    peer.on('error', closed);
    peer.on('close', closed);
    duplex.once('end', closed);
    peer.sips.upgraded();
  }
}

/** RFC 9112 §3.2: malformed. */
const isWithoutHost = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion === '1.1' && headers.host === undefined;
