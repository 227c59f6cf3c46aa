import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuse } from './refuse.js';
import type { Relay } from './relay.js';

/** With members there, draining lasts this long at least, so that it can be seen. */
const MIN_DRAIN_MS = 300;
const MAX_DRAIN_MS = 2_000;
const LOOK_MS = 25;

/** Says goodbye to every connection, answers as draining until they have gone, then ends; 2 s at most. */
export async function shutDown(relay: Relay, server: Server, tcp: ReadonlySet<Socket>): Promise<void> {
  const { connections, rooms } = relay;
  relay.isDraining = true;
  for (const room of rooms.values()) room.members.clear();
  rooms.clear();
  const hadConnections = connections.size > 0;
  for (const connection of connections) {
    delete connection.member;
    if (!connection.isOut) refuse(relay, connection, 'server_shutdown');
  }
  if (hadConnections) await drained(relay);
  const closed = new Promise((resolve) => server.close(resolve));
  for (const socket of tcp) socket.destroy();
  await closed;
}

async function drained({ connections }: Relay): Promise<void> {
  for (let waited = 0; waited < MAX_DRAIN_MS; waited += LOOK_MS) {
    if (waited >= MIN_DRAIN_MS && connections.size === 0) return;
    await sleep(LOOK_MS);
  }
}
