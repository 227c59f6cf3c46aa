import { describe, expect, it } from 'vitest';
import { RelaySocket, type SocketListener } from '../../src/connection/socket.js';
import { PugError } from '../../src/errors.js';
import type { WebSocketClass, WebSocketLike } from '../../src/platform/websocket-like.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { Queue } from '../relay/queue.js';
import { failureOf, within } from '../relay/wait.js';

type Handler = (event: never) => void;

/** A WebSocket as a browser has it: no `terminate`, nothing but what the WHATWG describes. */
class BrowserSocket implements WebSocketLike {
  static last: BrowserSocket | undefined;
  binaryType = 'blob';
  readyState = 0;
  readonly sent: unknown[] = [];
  readonly closes: (number | undefined)[] = [];
  readonly #handlers = new Map<string, Handler[]>();

  constructor(
    readonly url: string,
    readonly protocols: string,
  ) {
    BrowserSocket.last = this;
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(code?: number): void {
    this.closes.push(code);
  }

  addEventListener(type: string, handler: Handler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  fire(type: string, event: object = {}): void {
    for (const handler of this.#handlers.get(type) ?? []) handler(event as never);
  }
}

async function connected(origin = 'https://relay.example:8443') {
  const clock = new FakeClock();
  const told = new Queue<unknown[]>();
  const listener: SocketListener = {
    open: () => told.push(['open']),
    text: (text) => told.push(['text', text]),
    bytes: (bytes) => told.push(['bytes', bytes]),
    closed: (code) => told.push(['closed', code]),
  };
  const webSocket = (): Promise<WebSocketClass> => Promise.resolve(BrowserSocket);
  const socket = await RelaySocket.connect(origin, environmentOf(clock, { webSocket }), listener);
  return { socket, clock, told, browser: BrowserSocket.last! };
}

describe('the socket of a relay', () => {
  it('is lost where the platform says but `error` of a connection that was never open', async () => {
    const { socket, told, browser } = await connected();
    browser.fire('error');
    browser.fire('close', { code: 1006 });
    expect(told.drain()).toEqual([['closed', 1006]]);
    await within(socket.close(1000), 'a close that waits for nothing');
  });

  it('waits for the close code where a connection that was open has an error', async () => {
    const { told, browser } = await connected();
    browser.fire('open');
    browser.fire('error');
    browser.fire('close', { code: 1009 });
    expect(told.drain()).toEqual([['open'], ['closed', 1009]]);
  });

  it.each([
    ['https://relay.example:8443', 'wss://relay.example:8443/ws'],
    ['http://127.0.0.1:3000', 'ws://127.0.0.1:3000/ws'],
  ])('of %s is %s, with the subprotocol alone', async (origin, url) => {
    const { browser } = await connected(origin);
    expect(browser).toMatchObject({ url, protocols: 'pug.v1', binaryType: 'arraybuffer' });
  });

  it('tells what comes, and nothing after it has closed', async () => {
    const { browser, told } = await connected();
    browser.fire('open');
    browser.fire('message', { data: 'text' });
    browser.fire('message', { data: Uint8Array.of(1, 2).buffer });
    browser.fire('message', { data: { neither: true } });
    browser.fire('error');
    browser.fire('close', { code: 4429 });
    browser.fire('message', { data: 'late' });
    browser.fire('close', { code: 1006 });
    expect(told.drain()).toEqual([
      ['open'],
      ['text', 'text'],
      ['bytes', Uint8Array.of(1, 2)],
      ['closed', 4429],
    ]);
  });

  it.each([0, 2, 3])('sends nothing in the ready state %i', async (readyState) => {
    const { socket, browser } = await connected();
    browser.readyState = readyState;
    expect(socket.send('x')).toBe(false);
    expect(browser.sent).toEqual([]);
  });

  it('sends while it is open, and not after its end', async () => {
    const { socket, browser } = await connected();
    browser.readyState = 1;
    expect(socket.send('x')).toBe(true);
    browser.fire('close', { code: 1000 });
    expect(socket.send('y')).toBe(false);
    expect(browser.sent).toEqual(['x']);
  });

  it('tells nothing more once it is closed from here, and waits for the other side', async () => {
    const { socket, clock, browser, told } = await connected();
    const closing = socket.close(4000);
    browser.fire('message', { data: 'late' });
    browser.fire('close', { code: 4000 });
    await within(closing, 'the socket to be closed');
    expect(browser.closes[0]).toBe(4000);
    expect(told.drain()).toEqual([]);
    expect(clock.timers).toEqual([]);
  });

  it('waits two seconds for a peer that does not close', async () => {
    const { socket, clock } = await connected();
    let isClosed = false;
    const closing = socket.close(1000).then(() => {
      isClosed = true;
    });
    clock.advance(1_999);
    await Promise.resolve();
    expect(isClosed).toBe(false);
    clock.advance(1);
    await within(closing, 'the socket to give up waiting');
  });

  it('tells 1006 at once when it is given up, and lets go of the connection', async () => {
    const { socket, browser, told } = await connected();
    socket.giveUp();
    browser.fire('close', { code: 1000 });
    expect(told.drain()).toEqual([['closed', 1006]]);
    expect(browser.closes).toHaveLength(1);
  });

  it('rejects where there is no class to make one of', async () => {
    const missing = new PugError('websocket_unavailable');
    const own = environmentOf(new FakeClock(), { webSocket: () => Promise.reject(missing) });
    const connecting = RelaySocket.connect('http://127.0.0.1:1', own, {} as SocketListener);
    expect(await failureOf(connecting)).toBe(missing);
  });
});
