import { encodeEvent, MAX_UNSENT_BYTES, type RelayEvent } from '@pug-network/protocol';
import type { Publisher } from '../socket.js';
import type { Room } from './room.js';

/** What RFC 6455 puts before a frame of 126 to 65,535 bytes; shorter ones have less. */
const MAX_FRAME_HEADER_BYTES = 4;

/** Runs a callback once the engine has handed what was published to the operating system. */
export type Later = (callback: () => void) => void;

export interface PublishContext {
  readonly publisher: Publisher;
  readonly later: Later;
}

/**
 * Sends an event to everybody in the room, one by one: uWebSockets.js writes what it sends to a connection while it reads from it in
 * one go, but no longer once something is published to it (docs/adr/0018-events-one-by-one.md).
 */
export function publishEvent(room: Room, event: RelayEvent, context: PublishContext): void {
  if (room.seats === undefined || room.seats.size === 0) return;
  const text = encodeEvent(event);
  // A connection may be found to be lost by it.
  for (const { member } of Array.from(room.seats.values())) member.sendText(text);
  charge(room, text.length, context);
}

/** Sends a frame to everybody in the room, as it is. */
export function publishBytes(room: Room, frame: Uint8Array, context: PublishContext): void {
  context.publisher.publishBytes(room.id, frame);
  charge(room, frame.length, context);
}

/**
 * Counts what was sent to a room. No member can have more unsent than it had when last looked at, plus what was sent
 * since: so its members are looked at only when that could pass the limit, not at each message
 * (docs/adr/0004-slow-consumers.md).
 */
export function charge(room: Room, bytes: number, { later }: PublishContext): void {
  room.unsentBudget -= bytes + MAX_FRAME_HEADER_BYTES;
  if (room.unsentBudget > 0 || room.isSweepDue) return;
  room.isSweepDue = true;
  later(() => {
    sweep(room);
  });
}

/** Cuts off members with more than 256 KiB unsent and sets how much may be sent until the next look. */
function sweep(room: Room): void {
  room.isSweepDue = false;
  let most = 0;
  for (const { member } of Array.from(room.seats?.values() ?? [])) {
    const unsent = member.unsent();
    if (unsent > MAX_UNSENT_BYTES) member.tooSlow();
    else most = Math.max(most, unsent);
  }
  room.unsentBudget = MAX_UNSENT_BYTES - most + 1;
}
