import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { limits, type Answer, type Reply } from './answers.js';
import { Peer } from './peer.js';
import { Queue } from './queue.js';
import { deferred, within } from './wait.js';

/** One HTTP request as it came. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The exchange is over, answered or given up. */
  readonly over: Promise<void>;
}

/** What becomes of a WebSocket handshake: it is taken, refused over HTTP, or left without an answer. */
type Upgrading = 'take' | Reply | 'silence';

/** A relay that says what a test tells it to, over real sockets on a port of the system's choice. */
export class ScriptedRelay {
  readonly asked: Asked[] = [];
  readonly peers: Peer[] = [];
  upgrading: Upgrading = 'take';
  readonly #answers = new Map<string, Answer[]>([['/api/limits', [limits()]]]);
  readonly #newAsked = new Queue<Asked>();
  readonly #newPeers = new Queue<Peer>();
  readonly #handshakes = new Queue<{ readonly gone: Promise<void> }>();
  readonly #server = createServer((request, response) => void this.#onRequest(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'pug.v1' });
  #origin = '';

  static async start(): Promise<ScriptedRelay> {
    const relay = new ScriptedRelay();
    const { promise, resolve } = deferred();
    relay.#server.on('upgrade', (request, socket, head) => relay.#onUpgrade(request, socket, head));
    relay.#server.listen(0, '127.0.0.1', resolve);
    await within(promise, 'the relay to listen');
    relay.#origin = `http://127.0.0.1:${(relay.#server.address() as AddressInfo).port}`;
    return relay;
  }

  get origin(): string {
    return this.#origin;
  }

  /** What requests of `path` get, one after the other; the last answer stays. */
  answer(path: string, ...answers: readonly Answer[]): void {
    this.#answers.set(path, [...answers]);
  }

  /** The next request of `path`; others on the way to it are passed over. */
  async request(path: string): Promise<Asked> {
    for (;;) {
      const asked = await this.#newAsked.next(`a request of ${path}`);
      if (asked.url.split('?')[0] === path) return asked;
    }
  }

  /** Everything that was asked of `path`. */
  askedFor(path: string): readonly Asked[] {
    return this.asked.filter(({ url }) => url.split('?')[0] === path);
  }

  /** The next connection. */
  peer(what = 'a connection'): Promise<Peer> {
    return this.#newPeers.next(what);
  }

  /** The next WebSocket handshake that is left without an answer. */
  handshake(): Promise<{ readonly gone: Promise<void> }> {
    return this.#handshakes.next('a WebSocket handshake');
  }

  /** Waits until every request is over and every connection closed that there has been. */
  async nothingLeftOpen(): Promise<void> {
    const over = this.asked.map((asked) => asked.over);
    await within(
      Promise.all([...over, ...this.peers.map(({ closed }) => closed)]),
      'everything to be closed',
    );
  }

  async close(): Promise<void> {
    const { promise, resolve } = deferred();
    for (const peer of this.peers) peer.drop();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await within(promise, 'the relay to close');
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { promise: over, resolve } = deferred();
    response.on('close', resolve);
    const { method = '', url = '', headers } = request;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = { method, url, headers, body, over };
    this.asked.push(asked);
    this.#newAsked.push(asked);
    const answer = this.#next(url.split('?')[0] ?? '');
    if (answer === 'cut') response.destroy();
    else if (answer !== 'silence') response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #next(path: string): Answer {
    const answers = this.#answers.get(path);
    const [first] = answers ?? [];
    if (answers !== undefined && answers.length > 1) answers.shift();
    return first ?? { status: 404, body: 'this path has no script' };
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { upgrading } = this;
    socket.on('error', () => undefined);
    if (upgrading === 'take') {
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const peer = new Peer(webSocket, request);
        this.peers.push(peer);
        this.#newPeers.push(peer);
      });
    } else if (upgrading === 'silence') {
      const { promise: gone, resolve } = deferred();
      socket.on('close', resolve).on('end', () => socket.destroy());
      socket.resume();
      this.#handshakes.push({ gone });
    } else {
      const { status, body } = upgrading;
      const headers = `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n`;
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers}\r\n${body}`);
    }
  }
}
