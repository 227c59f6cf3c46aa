import type { Connection } from './connection.js';
import { leave } from './leave.js';
import { endDueRooms, endRoom } from './purge.js';
import { refuse } from './refuse.js';
import type { Relay } from './relay.js';

/** How late a deadline may be noticed where nobody asks. */
const BEAT_MS = 250;
/** protocol.md §3. */
const JOIN_MS = 5_000;
/** protocol.md §4: a ping at least every 30 s. */
const PING_MS = 25_000;
const SILENCE_MS = 60_000;

/** Looks at all deadlines again and again; gives what stops it. */
export function startBeat(relay: Relay): () => void {
  const timer = setInterval(() => beat(relay), BEAT_MS);
  return () => clearInterval(timer);
}

function beat(relay: Relay): void {
  const { clock, connections, redeemed, sessions } = relay;
  endDueRooms(relay);
  endUnjoinedRooms(relay);
  for (const connection of connections) look(relay, connection, clock.monotonic());
  const now = clock.wall();
  for (const expiries of [redeemed, sessions])
    for (const [token, expiresAt] of expiries) if (now >= expiresAt) forget(relay, expiries, token);
}

/** One connection: in time, heard of, and due for a ping? */
function look(relay: Relay, connection: Connection, nowMs: number): void {
  const { faults } = relay;
  if (connection.isOut) return;
  const isLate = !connection.member && nowMs - connection.startedMs >= JOIN_MS;
  const isSilent = nowMs - connection.heardMs >= SILENCE_MS;
  const isPingDue = nowMs - connection.pingedMs >= PING_MS;
  if (isLate && !faults.on('join.timeout-never')) {
    refuse(relay, connection, 'join_timeout');
  } else if (isSilent && !faults.on('keepalive.silent-kept')) {
    leave(relay, connection);
    connection.cut();
  } else if (isPingDue && !faults.on('keepalive.no-ping')) {
    connection.pingedMs = nowMs;
    connection.peer.ping();
  }
}

/** An expired token is told by its own expiry, so nothing is lost with it. */
function forget({ faults }: Relay, expiries: Map<string, number>, token: string): void {
  if (faults.on('create.session-never-expires') || faults.on('redeem.expired-accepted')) return;
  expiries.delete(token);
}

function endUnjoinedRooms(relay: Relay): void {
  if (!relay.faults.on('purge.unjoined-room-ended')) return;
  for (const room of relay.rooms.values())
    if (room.lastMemberId === 0 && relay.clock.wall() >= room.expiresAt - room.ttl * 1_000 + 1_000)
      endRoom(relay, room, 'ttl');
}
