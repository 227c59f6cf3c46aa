import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelay, type Relay } from '../../src/index.js';
import { ask, newRoom, webSocketTo } from '../support/ask.js';
import { joinOf } from '../support/registry.js';
import { next, within } from '../support/wait.js';

const OWN = { status: 200, body: 'own' };

let server: Server;
let relay: Relay;
let port: number;
let sockets: WebSocket[];

const own = vi.fn<RequestListener>((_request, response) => {
  response.end('own');
});

beforeEach(async () => {
  sockets = [];
  own.mockClear();
  server = createServer(own);
  relay = createRelay({ powDifficulty: 2 });
  relay.attach(server);
  server.listen(0, '127.0.0.1');
  await next(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await within(relay.close(), 'the relay to close', 10_000);
  server.closeAllConnections();
  if (server.listening) await within(new Promise((resolve) => server.close(resolve)), 'the server to close');
});

function connect(path?: string, subprotocol?: string): WebSocket {
  const socket = webSocketTo(port, path, subprotocol);
  sockets.push(socket);
  return socket;
}

const event = async (socket: WebSocket): Promise<unknown> =>
  JSON.parse(String((await next(socket, 'message'))[0]));

describe('a relay on a server that is there already', () => {
  it('says that it runs on ws and has no address of its own', () => {
    expect([relay.engine, relay.address]).toEqual(['ws', undefined]);
    expect(relay.whyNotUws).toMatch(/attached/);
  });

  it.each(['/', '/index.html', '/r/x', '/healthz', '/api', '/api/', '/api/other', '/api/limits/', '/wss'])(
    'leaves %s to the handlers of the server',
    async (path) => {
      expect(await ask(port, path)).toEqual(OWN);
      expect(await ask(port, path, { method: 'POST', body: 'x'.repeat(5_000) })).toEqual(OWN);
    },
  );

  it('answers the paths of the protocol itself, and nobody else does', async () => {
    expect(JSON.parse((await ask(port, '/api/limits?x')).body)).toMatchObject({
      protocol: 'pug.v1',
      difficulty: 2,
    });
    expect((await ask(port, '/api/pow-challenge', { method: 'POST' })).status).toBe(405);
    expect((await ask(port, '/api/create-room')).status).toBe(401);
    expect((await ask(port, '/ws')).status).toBe(400);
    expect(own).not.toHaveBeenCalled();
  });

  it('lets people meet', async () => {
    const room = await newRoom(port);
    const socket = connect();
    await next(socket, 'open');
    expect(socket.protocol).toBe('pug.v1');
    socket.send(JSON.stringify(joinOf(room)));
    expect(await event(socket)).toMatchObject({ type: 'room:joined', memberId: 1, creator: true });
    const frame = Buffer.concat([Buffer.from('0100000001', 'hex'), Buffer.alloc(28, 7)]);
    socket.send(frame);
    expect((await next(socket, 'message'))[0]).toEqual(frame);
    expect(relay.load).toEqual({ rooms: 1, connections: 1 });
  });

  it('refuses an upgrade to another path where nobody else takes upgrades', async () => {
    const [error] = await next(connect('/other'), 'error');
    expect(String(error)).toMatch(/404/);
  });

  it('leaves the upgrade listeners of the server alone', async () => {
    const others = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, duplex, head) => {
      if (request.url === '/hmr') others.handleUpgrade(request, duplex, head, (peer) => peer.send('own'));
    });
    const theirs = connect('/hmr', 'vite-hmr');
    expect(String((await next(theirs, 'message'))[0])).toBe('own');
    const ours = connect();
    await next(ours, 'open');
    expect(ours.protocol).toBe('pug.v1');
    expect(others.clients.size).toBe(1);
  });

  it('gives the server back as it was when it closes, and lets it run', async () => {
    const socket = connect();
    await next(socket, 'open');
    const closed = next(socket, 'close');
    await within(relay.close(), 'the relay to close');
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1001, 'server_shutdown']);
    expect(server.listeners('request')).toEqual([own]);
    expect(server.listenerCount('upgrade')).toBe(0);
    expect(server.listening).toBe(true);
    expect(await ask(port, '/api/limits')).toEqual(OWN);
  });
});

describe('attaching', () => {
  it('calls every handler that the server had, as the server, in their order', async () => {
    const calls: unknown[] = [];
    const shared = createServer();
    shared.on('request', function (this: unknown) {
      calls.push(['first', this === shared]);
    });
    shared.on('request', (_request, response) => {
      calls.push('second');
      response.end('own');
    });
    const other = createRelay();
    other.attach(shared);
    shared.listen(0, '127.0.0.1');
    await next(shared, 'listening');
    expect(await ask((shared.address() as AddressInfo).port, '/')).toEqual(OWN);
    expect(calls).toEqual([['first', true], 'second']);
    await within(other.close(), 'the relay to close');
    await within(new Promise((resolve) => shared.close(resolve)), 'the server to close');
  });

  it('is refused where uWebSockets.js was asked for, and changes nothing then', () => {
    const shared = createServer(own);
    expect(() => createRelay({ engine: 'uws' }).attach(shared)).toThrow(TypeError);
    expect(shared.listeners('request')).toEqual([own]);
    expect(shared.listenerCount('upgrade')).toBe(0);
  });

  it('is refused a second time, and to a relay that listens or has closed', async () => {
    expect(() => relay.attach(createServer())).toThrow(TypeError);
    await expect(relay.listen({ port: 0 })).rejects.toThrow(TypeError);
    const closed = createRelay();
    await closed.close();
    expect(() => closed.attach(createServer())).toThrow(TypeError);
  });
});
