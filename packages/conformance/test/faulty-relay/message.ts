import { later } from './clock.js';
import type { Relay } from './relay.js';
import type { Member, Room } from './room.js';

/** protocol.md §4: type and senderId. */
const HEAD_BYTES = 5;
const MIN_BLOB_BYTES = 28;
const SWAP_MS = 100;

/** A message of a member: to every member of the room, the sender too, as it came. protocol.md §4. */
export function message(relay: Relay, sender: Member, frame: Buffer): void {
  const { faults } = relay;
  const { room } = sender;
  for (const receiver of receiversOf(relay, sender)) {
    if (receiver === sender ? misses(relay, sender) : isSkipped(relay, receiver)) continue;
    const isChanged = receiver !== sender && faults.on('message.byte-changed');
    const bytes = isChanged ? withLastByteChanged(frame) : frame;
    if (receiver === lastOf(room) && faults.on('message.order-swapped')) forwardSwapped(receiver, bytes);
    else receiver.connection.forward(bytes);
  }
  if (faults.on('message.kept-for-joiner')) room.memory.lastFrame = frame;
}

/** Whether `frame` has the form of a message and the senderId of its sender. */
export function isMessage({ faults }: Relay, sender: Member, frame: Buffer): boolean {
  const isLong = frame.length >= HEAD_BYTES + MIN_BLOB_BYTES || faults.on('frame.short-blob-accepted');
  if (!isLong || frame.length < HEAD_BYTES) return false;
  return frame.readUInt32BE(1) === sender.id || faults.on('message.foreign-sender-forwarded');
}

function receiversOf({ faults, rooms }: Relay, { room }: Member): Member[] {
  if (!faults.on('message.other-rooms-too')) return [...room.members.values()];
  return [...rooms.values()].flatMap(({ members }) => [...members.values()]);
}

/** Whether the sender does not get its own message back. */
function misses({ faults }: Relay, { memory }: Member): boolean {
  const isFirst = memory.wasEchoed !== true;
  memory.wasEchoed = true;
  return faults.on('message.no-echo') || (!isFirst && faults.on('message.first-echo-only'));
}

function isSkipped({ faults }: Relay, receiver: Member): boolean {
  const isThird = receiver.room.members.size > 2 && receiver === lastOf(receiver.room);
  return isThird && faults.on('message.member-skipped');
}

function lastOf({ members }: Room): Member | undefined {
  return [...members.values()].at(-1);
}

function withLastByteChanged(frame: Buffer): Buffer {
  const changed = Buffer.from(frame);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return changed;
}

/** Keeps a frame back until the next one has gone out, or for a moment. */
function forwardSwapped({ connection, memory }: Member, frame: Buffer): void {
  const { held } = memory;
  if (held) {
    delete memory.held;
    connection.forward(frame);
    connection.forward(held);
    return;
  }
  memory.held = frame;
  later(SWAP_MS, () => {
    if (memory.held !== frame) return;
    delete memory.held;
    connection.forward(frame);
  });
}
