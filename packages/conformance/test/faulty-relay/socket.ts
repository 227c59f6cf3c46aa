import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { addressOf, isFull } from './address.js';
import { Connection } from './connection.js';
import { FragmentCounter } from './fragments.js';
import { leave } from './leave.js';
import { MAX_FRAME_BYTES } from './limits.js';
import { corsHeaders } from './origin.js';
import { endRoom } from './purge.js';
import { receive } from './receive.js';
import { refuse } from './refuse.js';
import type { Relay } from './relay.js';
import { selectProtocol } from './upgrade.js';
import { writeMalformed } from './write.js';

/** A WebSocket that says when `ws` begins to close it: as soon as a Close frame, or an error, has been read. */
class Peer extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    this.emit('ending');
    super.close(code, reason);
  }
}

/** Makes an upgrade that nothing speaks against. */
export type Upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

export function openSockets(relay: Relay): Upgrade {
  const { faults } = relay;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayload(relay),
    perMessageDeflate: faults.on('socket.compressed'),
    skipUTF8Validation: faults.on('json.bad-utf8-accepted'),
    autoPong: false,
    handleProtocols: selectProtocol,
    WebSocket: Peer,
  });
  server.on('headers', (headers, request) => {
    for (const [name, value] of Object.entries(corsHeaders(relay, request)))
      headers.push(`${name}: ${value}`);
  });
  server.on('wsClientError', (_error, socket) => writeMalformed(relay, socket));
  return (request, socket, head) =>
    server.handleUpgrade(request, socket, head, (peer) => accept(relay, peer, request, socket));
}

function maxPayload({ faults }: Relay): number {
  if (faults.on('frame.long-frame-accepted')) return 2 * MAX_FRAME_BYTES;
  return faults.on('frame.longest-frame-refused') ? MAX_FRAME_BYTES - 1 : MAX_FRAME_BYTES;
}

function accept(relay: Relay, peer: WebSocket, request: IncomingMessage, socket: Socket): void {
  const connection = new Connection(relay, peer, addressOf(relay, request));
  peer.on('error', () => undefined);
  if (relay.isDraining) refuse(relay, connection, 'server_shutdown');
  else if (isFull(relay, request)) refuse(relay, connection, 'server_full');
  else serve(relay, connection, socket);
}

function serve(relay: Relay, connection: Connection, socket: Socket): void {
  const { connections, faults } = relay;
  const { peer } = connection;
  connections.add(connection);
  if (!faults.on('slow.never-closed')) connection.onSlow = () => refuseSlow(relay, connection);
  peer.on('message', (data, isBinary) => receive(relay, connection, data as Buffer, isBinary));
  peer.on('close', () => {
    connections.delete(connection);
    leave(relay, connection);
  });
  peer.on('ending', () => {
    if (!connection.isClosing && !faults.on('leave.close-frame-waited-out')) leave(relay, connection);
  });
  listen(relay, connection, socket);
}

/** What is below the messages: anything heard, pings, and the end of what the peer sends. */
function listen(relay: Relay, connection: Connection, socket: Socket): void {
  const { clock, faults } = relay;
  const { peer } = connection;
  const fragments = new FragmentCounter();
  socket.on('data', (bytes: Buffer) => {
    connection.heardMs = clock.monotonic();
    if (faults.on('rate.fragments-counted'))
      for (let n = fragments.count(bytes); n > 0; n--) connection.allowance.take(0, clock.monotonic());
  });
  socket.on('end', () => leave(relay, connection));
  peer.on('ping', (data) => {
    peer.pong(data);
    const isCounted = faults.on('rate.pings-counted') && !connection.isOut;
    if (isCounted && !connection.allowance.take(data.length, clock.monotonic()))
      refuse(relay, connection, 'rate_limited');
  });
}

/** The room goes on without a member that reads too slowly; protocol.md, Rates and backlog. */
function refuseSlow(relay: Relay, connection: Connection): void {
  const { isOut, member } = connection;
  if (member && relay.faults.on('slow.room-ended')) endRoom(relay, member.room, 'ttl');
  else if (!isOut) refuse(relay, connection, 'slow_consumer');
}
