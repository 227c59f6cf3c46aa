import { pause } from './clock.js';
import type { CloseCode } from './codes.js';
import type { Connection } from './connection.js';
import type { JsonObject } from './json.js';
import { endIfDue } from './purge.js';
import { refuse, tellRefusal } from './refuse.js';
import type { Relay } from './relay.js';
import type { Room } from './room.js';
import { isSecret } from './secret.js';
import { seat } from './seat.js';

/** 16 bytes in canonical base64url. */
const TAG = /^[A-Za-z0-9_-]{21}[AQgw]$/;

interface Join {
  readonly roomId: string;
  readonly roomSecret: string;
  readonly tag: string;
}

/** `room:join`: the checks and the adding of the member are one step without a pause. protocol.md §3. */
export async function join(relay: Relay, connection: Connection, message: JsonObject): Promise<void> {
  const { faults } = relay;
  const wanted = decodeJoin(relay, message);
  const room = wanted && roomOf(relay, wanted.roomId);
  const code = wanted ? joinRefusal(relay, room, wanted) : 'bad_frame';
  if (code && faults.on('join.failure-goes-on')) {
    tellRefusal(relay, connection, code);
  } else if (code) {
    refuse(relay, connection, code);
  } else if (room) {
    if (faults.on('join.parallel-exceeds-capacity')) await pause();
    seat(relay, connection, room, wanted.tag);
  }
}

function decodeJoin({ faults }: Relay, { roomId, roomSecret, tag }: JsonObject): Join | undefined {
  if (typeof roomId !== 'string' || typeof roomSecret !== 'string' || typeof tag !== 'string')
    return undefined;
  const isUnchecked = faults.on('join.tag-not-checked') || faults.on('join.tag-after-room');
  return TAG.test(tag) || isUnchecked ? { roomId, roomSecret, tag } : undefined;
}

function roomOf({ faults, rooms }: Relay, roomId: string): Room | undefined {
  if (faults.on('join.room-id-decoded'))
    return rooms.get(Buffer.from(roomId, 'base64url').toString('base64url'));
  return rooms.get(roomId);
}

/** The first of the checks that fails; protocol.md §3. */
function joinRefusal(relay: Relay, room: Room | undefined, wanted: Join): CloseCode | undefined {
  const { faults, memory } = relay;
  if (memory.endedRooms.has(wanted.roomId)) return 'room_expired';
  if (!room) return faults.on('join.secret-before-existence') ? 'bad_secret' : 'room_not_found';
  if (!TAG.test(wanted.tag) && faults.on('join.tag-after-room')) return 'bad_frame';
  if (endIfDue(relay, room)) return 'room_expired';
  const isRight = isSecret(faults, wanted.roomSecret, room.secretDigest);
  if (!isRight && faults.on('join.full-after-secret')) return 'bad_secret';
  if (room.members.size >= placesOf(relay, room)) return 'room_full';
  if (!isRight && faults.on('join.failure-takes-number')) room.lastMemberId++;
  return isRight ? undefined : 'bad_secret';
}

function placesOf({ faults }: Relay, { capacity }: Room): number {
  if (faults.on('join.one-more-than-capacity')) return capacity + 1;
  return faults.on('join.one-less-than-capacity') ? capacity - 1 : capacity;
}
