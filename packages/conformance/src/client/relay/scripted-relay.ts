import { AsyncResource } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { notesFor, type Notes } from '../../wire/transcript.js';
import { Mailbox } from '../mailbox.js';
import { headerOf, readRequest, requestOf, sendReply, type Answer, type ApiRequest } from './api.js';
import { ClientSocket } from './client-socket.js';
import { Gate } from './gate.js';

const HOST = '127.0.0.1';
const SUBPROTOCOL = 'pug.v1';

/** A relay that the kit plays for one client: it keeps to the specification, but for what a case changes. */
export class ScriptedRelay {
  readonly gate = new Gate();
  /** Every request of the client's to the API, as it came. */
  readonly requests: ApiRequest[] = [];
  /** Every request for a WebSocket. */
  readonly upgrades: ApiRequest[] = [];
  /** Answers instead of the gate, where it does. */
  answers: Answer = () => undefined;
  /** Takes every new connection from a case that does not want it. */
  greet: ((socket: ClientSocket) => void) | undefined;
  /** TCP connections so far. */
  connections = 0;
  readonly #asked = new Mailbox<ApiRequest>(({ method, path }) => `${method} ${path}`);
  readonly #opened = new Mailbox<ClientSocket>(() => 'a WebSocket');
  readonly #sockets: ClientSocket[] = [];
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  });
  readonly #note: Notes;

  private constructor() {
    this.#note = notesFor('http', () => this.stop());
    this.#server = createServer();
    this.#server.on('connection', () => this.connections++);
    // The transcript is that of the case which starts this relay.
    this.#server.on(
      'request',
      AsyncResource.bind((message: IncomingMessage, response: ServerResponse) => {
        void this.#answer(message, response).catch(() => response.destroy());
      }),
    );
    this.#server.on('upgrade', AsyncResource.bind(this.#upgrade.bind(this)));
  }

  /** Starts one on a port that the system chooses. */
  static async start(): Promise<ScriptedRelay> {
    const relay = new ScriptedRelay();
    await once(relay.#server.listen(0, HOST), 'listening');
    return relay;
  }

  /** As in `http://127.0.0.1:4321`. */
  get origin(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next connection that the client opens. */
  socket(ms?: number): Promise<ClientSocket> {
    return this.#opened.next('a WebSocket to /ws', ms);
  }

  /** Settles when the client has opened a connection that nobody has asked for. */
  opened(): Promise<ClientSocket> {
    return this.#opened.sight(() => true);
  }

  /** The next request to the API at this path; those to other paths are passed over. */
  async request(path: string, ms?: number): Promise<ApiRequest> {
    for (;;) {
      const request = await this.#asked.next(`a request to ${path}`, ms);
      if (request.path === path) return request;
    }
  }

  /** Everything that the client has sent: the texts of its requests and the contents of its messages. */
  get sent(): readonly Buffer[] {
    const requests = [...this.requests, ...this.upgrades].map(({ text }) => Buffer.from(text, 'latin1'));
    return [...requests, ...this.#sockets.flatMap(({ sent }) => sent)];
  }

  /** Refuses every connection from now on. */
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#asked.end(new Error('the relay has stopped'));
    this.#opened.end(new Error('the relay has stopped'));
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    this.#note('received', request.text);
    this.requests.push(request);
    this.#asked.push(request);
    const reply = this.answers(request) ?? this.gate.answer(request);
    this.#note('sent', sendReply(response, request, reply));
  }

  #upgrade(message: IncomingMessage, stream: Duplex, head: Buffer): void {
    const request = requestOf(message, Buffer.alloc(0));
    this.upgrades.push(request);
    this.#note('received', request.text);
    const offered = headerOf(request, 'sec-websocket-protocol') ?? '';
    if (request.path !== '/ws' || !offered.split(/, */).includes(SUBPROTOCOL)) {
      stream.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#webSockets.handleUpgrade(message, stream, head, (webSocket) => {
      const socket = new ClientSocket(request, webSocket, stream);
      this.#sockets.push(socket);
      if (this.greet) this.greet(socket);
      else this.#opened.push(socket);
    });
  }
}
