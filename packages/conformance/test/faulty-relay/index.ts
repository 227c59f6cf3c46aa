import { randomBytes } from 'node:crypto';
import { ServerResponse, createServer, type IncomingMessage, type Server } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { startBeat } from './beat.js';
import { bodyRefusal } from './body.js';
import { systemClock, type Clock } from './clock.js';
import { Faults, type FaultName } from './faults.js';
import { answer } from './http.js';
import type { Relay } from './relay.js';
import { DEFAULTS, type Settings } from './settings.js';
import { shutDown } from './shutdown.js';
import { openSockets } from './socket.js';
import { pathOf } from './target.js';
import { upgradeRefusal } from './upgrade.js';
import { writeMalformed } from './write.js';

export { FAULTS, type Fault, type FaultName } from './faults.js';
export type { Settings } from './settings.js';

const HMAC_KEY_BYTES = 32;

/** A relay that listens. */
export interface RunningRelay {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Says goodbye to everybody and ends, within about 2 s. */
  stop(): Promise<void>;
}

/** Starts a relay that conforms to protocol.md, but for `fault` if one is named. It keeps to itself on 127.0.0.1. */
export async function startRelay(
  settings: Settings = {},
  fault?: FaultName,
  clock: Clock = systemClock,
): Promise<RunningRelay> {
  const relay = makeRelay(settings, new Faults(fault), clock);
  const server = createServer({ requireHostHeader: false });
  const tcp = serve(relay, server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stopBeat = startBeat(relay);
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    await shutDown(relay, server, tcp);
    stopBeat();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

function makeRelay(settings: Settings, faults: Faults, clock: Clock): Relay {
  return {
    settings: { ...DEFAULTS, ...settings },
    faults,
    clock,
    hmacKey: randomBytes(HMAC_KEY_BYTES),
    redeemed: new Map(),
    sessions: new Map(),
    rooms: new Map(),
    connections: new Set(),
    isDraining: false,
    memory: { lastMemberId: 0, endedRooms: new Set() },
  };
}

/** Hands what the server receives to HTTP and WebSocket; gives the TCP connections, kept up to date. */
function serve(relay: Relay, server: Server): ReadonlySet<Socket> {
  const tcp = new Set<Socket>();
  const upgrade = openSockets(relay);
  server.on('connection', (socket) => {
    tcp.add(socket);
    socket.on('close', () => tcp.delete(socket));
  });
  server.on('request', (request, response) => void answer(relay, request, response, request));
  server.on('clientError', (_error, socket) => writeMalformed(relay, socket));
  server.on('upgrade', (request, socket, head) => {
    if (!(socket instanceof Socket)) return;
    const isWanted = pathOf(request.url) === '/ws' && !bodyRefusal(relay, request);
    if (isWanted && !upgradeRefusal(relay, request)) {
      upgrade(request, socket, head);
    } else {
      socket.unshift(head);
      void answer(relay, request, responseOver(socket, request), socket);
    }
  });
  return tcp;
}

/** For a request with an Upgrade header that is not taken up: node:http leaves its answer to us. */
function responseOver(socket: Socket, request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on('finish', () => socket.destroySoon());
  socket.on('error', () => socket.destroy());
  return response;
}
