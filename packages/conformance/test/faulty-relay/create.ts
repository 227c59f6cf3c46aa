import { randomBytes } from 'node:crypto';
import { pause } from './clock.js';
import type { HttpCode } from './codes.js';
import { readParameters, type Parameters } from './parameters.js';
import { endDueRooms } from './purge.js';
import type { Relay } from './relay.js';
import { ok, refusal, type Reply } from './reply.js';
import type { Room } from './room.js';
import { digestSecret } from './secret.js';
import { FIRST_VIEW } from './view.js';

const ID_BYTES = 16;
const MS_PER_SECOND = 1_000;

/** `GET /api/create-room`: a room for a session. Only a 200 spends the session, without a pause after the check. */
export async function create(relay: Relay, authorization: string, query: URLSearchParams): Promise<Reply> {
  const { clock, faults, sessions } = relay;
  endDueRooms(relay);
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? '';
  const parameters = readParameters(relay, query);
  const code = createRefusal(relay, token, parameters);
  if (code === 'bad_request' && faults.on('create.bad-request-spends')) sessions.delete(token);
  if (code === 'server_full' && faults.on('create.full-spends')) sessions.delete(token);
  if (code || !parameters) return refusal(relay, code ?? 'bad_request');
  if (faults.on('create.parallel-rooms')) await pause();
  if (!faults.on('create.session-reusable')) sessions.delete(token);
  const { room, roomSecret } = openRoom(relay, parameters);
  const { ttl, capacity } = faults.on('create.answer-as-asked') ? parameters.asked : room;
  const expiresAt = faults.on('create.expiry-in-seconds')
    ? Math.floor(clock.wall() / MS_PER_SECOND) + room.ttl
    : room.expiresAt;
  return ok({ roomId: room.id, roomSecret, expiresAt, ttl, capacity });
}

/** The first that is in the way of a room; protocol.md §2. */
function createRefusal(
  relay: Relay,
  token: string,
  parameters: Parameters | undefined,
): HttpCode | undefined {
  const { faults, rooms, settings } = relay;
  const isFull = rooms.size >= settings.maxRooms && !faults.on('create.room-limit-ignored');
  if (!parameters && faults.on('create.parameters-before-session')) return 'bad_request';
  if (!isSession(relay, token) && !faults.on('create.session-not-checked')) return 'session_invalid';
  if (isFull && faults.on('create.full-before-parameters')) return 'server_full';
  if (!parameters) return 'bad_request';
  return isFull ? 'server_full' : undefined;
}

function isSession({ clock, faults, sessions }: Relay, token: string): boolean {
  const expiresAt = sessions.get(token);
  if (expiresAt === undefined) return false;
  return clock.wall() < expiresAt || faults.on('create.session-never-expires');
}

/** Makes the room and sets its deadline; the secret itself is in the answer and nowhere else. */
function openRoom({ clock, faults, rooms }: Relay, { ttl, capacity }: Parameters): OpenedRoom {
  const form = faults.on('create.padded-id') ? 'base64' : 'base64url';
  const id = randomBytes(ID_BYTES).toString(form);
  const roomSecret = faults.on('create.secret-is-room-id') ? id : randomBytes(ID_BYTES).toString(form);
  const room: Room = {
    id,
    secretDigest: digestSecret(faults, roomSecret),
    capacity,
    ttl,
    expiresAt: clock.wall() + ttl * MS_PER_SECOND,
    deadlineMs: clock.monotonic() + ttl * MS_PER_SECOND,
    members: new Map(),
    usernames: new Set(),
    lastMemberId: 0,
    view: FIRST_VIEW,
    memory: {},
  };
  rooms.set(id, room);
  return { room, roomSecret };
}

interface OpenedRoom {
  readonly room: Room;
  readonly roomSecret: string;
}
