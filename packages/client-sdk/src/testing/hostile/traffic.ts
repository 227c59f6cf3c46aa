import { decodeEvent, decodeFrame, type RelayEvent } from '@pug-network/protocol';
import type { Delivery } from '../relay/delivery.js';

/** A frame that somebody has sent. */
export interface PastFrame {
  readonly senderId: number;
  /** The last memberId that the room had given out when it was sent. */
  readonly epoch: number;
  readonly frame: Uint8Array;
}

const MOST_FRAMES = 256;
const MOST_ROOMS = 64;

/** What a relay remembers though it should not: the last 256 frames of each of the last 64 rooms. */
export class Traffic {
  readonly #frames = new Map<string, PastFrame[]>();
  /** roomId → the last memberId that it has given out. */
  readonly #admitted = new Map<string, number>();
  /** Room and member → the last memberId that the member was told of. */
  readonly #told = new Map<string, number>();
  /** Frames that wait for their sender's next frame to the same member. */
  readonly #heldBack = new Map<string, Delivery>();

  /** The rooms whose frames are remembered. */
  get rooms(): readonly string[] {
    return Array.from(this.#frames.keys());
  }

  /** Frames of a room, oldest first. */
  of(roomId: string): readonly PastFrame[] {
    return this.#frames.get(roomId) ?? [];
  }

  /** The last memberId that a room has given out. */
  admittedTo(roomId: string): number {
    return this.#admitted.get(roomId) ?? 0;
  }

  /** The last memberId that the receiver of a delivery was told of. */
  toldTo({ roomId, to }: Delivery): number {
    return this.#told.get(placeOf(roomId, to)) ?? to;
  }

  /** What an honest relay would deliver. */
  note({ roomId, to, data }: Delivery): void {
    const senderId = senderOf(data);
    if (eventOf(data)?.type === 'room:joined') this.#admitted.set(roomId, to);
    if (senderId === undefined || typeof data === 'string') return;
    const frames = this.#frames.get(roomId) ?? this.#newRoom(roomId);
    // It is on its way to each member, one after the other.
    if (frames.at(-1)?.frame === data) return;
    frames.push({ senderId, epoch: this.admittedTo(roomId), frame: data });
    if (frames.length > MOST_FRAMES) frames.shift();
  }

  /** What is delivered. */
  noteTold({ roomId, to, data }: Delivery): void {
    const event = eventOf(data);
    if (event?.type === 'presence:join') this.#told.set(placeOf(roomId, to), event.memberId);
  }

  /** Keeps a frame until its sender's next one to the same member. */
  holdBack(delivery: Delivery): void {
    this.#heldBack.set(laneOf(delivery), delivery);
  }

  /** What was kept until this delivery, and is not any more. */
  release(delivery: Delivery): Delivery | undefined {
    const lane = laneOf(delivery);
    const held = this.#heldBack.get(lane);
    this.#heldBack.delete(lane);
    return held;
  }

  #newRoom(roomId: string): PastFrame[] {
    const frames: PastFrame[] = [];
    this.#frames.set(roomId, frames);
    const [oldest] = this.#frames.keys();
    if (this.#frames.size > MOST_ROOMS && oldest !== undefined) this.#frames.delete(oldest);
    return frames;
  }
}

/** Whose frame it is; `undefined` for what is none. */
export function senderOf(data: string | Uint8Array): number | undefined {
  const frame = typeof data === 'string' ? undefined : decodeFrame(data);
  return frame?.ok && frame.value.type === 'message' ? frame.value.senderId : undefined;
}

/** What it tells, where it is an event. */
export function eventOf(data: string | Uint8Array): RelayEvent | undefined {
  const event = typeof data === 'string' ? decodeEvent(data) : undefined;
  return event?.ok && event.value.type !== 'unknown' ? event.value : undefined;
}

const placeOf = (roomId: string, memberId: number): string => `${roomId} ${memberId}`;
const laneOf = ({ roomId, to, data }: Delivery): string => `${placeOf(roomId, to)} ${senderOf(data) ?? ''}`;
