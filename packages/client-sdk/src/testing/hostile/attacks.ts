import {
  encodeBase64url,
  encodeEvent,
  encodeMessage,
  MAX_FRAME_BYTES,
  MESSAGE_HEADER_BYTES,
  MIN_BLOB_BYTES,
  TAG_BYTES,
  writeU32,
} from '@pug-network/protocol';
import { below, oneOf, someBytes, type Random } from '../random.js';
import type { Delivery } from '../relay/delivery.js';
import type { AttackName } from './attack-name.js';
import { eventOf, senderOf, type PastFrame, type Traffic } from './traffic.js';

/** What an attack can draw on. */
export interface Scene {
  readonly traffic: Traffic;
  readonly random: Random;
}

/** What becomes of one delivery; `undefined` where there is nothing to attack. */
export type Attack = (delivery: Delivery, scene: Scene) => readonly Delivery[] | undefined;

const SENDER_AT = 1;
const MOST_OLD_FRAMES = 8;
const MOST_EXTRA_BYTES = 16;
const FLOOD_FRAMES = 10;
const MOST_JUNK_BYTES = 300;
const SHORTEST_FRAME_BYTES = MESSAGE_HEADER_BYTES + MIN_BLOB_BYTES;

/** The attacks of a relay that has turned against its users; each says what a client makes of it. */
export const ATTACKS: Readonly<Record<AttackName, Attack>> = {
  /** Delivers nothing: `gap`, once something follows from the same sender. */
  drop: onFrame(() => []),

  /** Delivers a frame and then, once more, that one or an earlier one of the same sender: `replay`. */
  replay: onFrame((delivery, { traffic, random }, senderId) => {
    const { roomId, to } = delivery;
    const seen = traffic.of(roomId).filter((past) => past.senderId === senderId && past.epoch >= to);
    const again = oneOf(random, seen);
    return again && [delivery, frameTo(delivery, again.frame, 'replay')];
  }),

  /** Delivers a frame behind its sender's next one: `gap`, then `replay`. */
  reorder: onFrame((delivery, { traffic }) => {
    traffic.holdBack({ ...delivery, attack: 'reorder' });
    return [];
  }),

  /** Delivers a frame as somebody else's: `undecryptable`. */
  reattribute: onFrame((delivery, { traffic, random }, senderId, frame) => {
    const others = traffic.admittedTo(delivery.roomId);
    const other = 1 + below(random, Math.max(1, others));
    return [frameTo(delivery, underId(frame, other === senderId ? others + 1 : other), 'reattribute')];
  }),

  /** Delivers a frame of another room instead: `undecryptable`. Needs frames of another room. */
  splice: onFrame((delivery, { traffic, random }) => {
    const room = oneOf(
      random,
      traffic.rooms.filter((roomId) => roomId !== delivery.roomId),
    );
    const other = room === undefined ? undefined : oneOf(random, traffic.of(room));
    return other && [frameTo(delivery, other.frame, 'splice')];
  }),

  /**
   * Delivers up to eight frames from before the receiver came, after its `room:joined` or a frame: dropped without a word
   * in its first 10 s in the room, then `replay`.
   */
  oldTraffic: (delivery, { traffic, random }) => {
    const { roomId, to, data } = delivery;
    const isWelcome = eventOf(data)?.type === 'room:joined';
    const old = traffic.of(roomId).filter(({ epoch }) => epoch < to);
    if (old.length === 0 || (!isWelcome && senderOf(data) === undefined)) return undefined;
    const from = isWelcome ? old.length : 1 + below(random, old.length);
    const fed = old.slice(Math.max(0, from - MOST_OLD_FRAMES), from);
    return [delivery, ...fed.map(({ frame }) => frameTo(delivery, frame, 'oldTraffic'))];
  },

  /** Delivers a frame without its end: `undecryptable`. */
  truncate: onFrame((delivery, { random }, _senderId, frame) => {
    const length = SHORTEST_FRAME_BYTES + below(random, frame.length - SHORTEST_FRAME_BYTES);
    return length < frame.length ? [frameTo(delivery, frame.slice(0, length), 'truncate')] : undefined;
  }),

  /** Delivers a frame with something behind it: `undecryptable`. */
  extend: onFrame((delivery, { random }, _senderId, frame) => {
    const extra = someBytes(random, 1 + below(random, MOST_EXTRA_BYTES));
    if (frame.length + extra.length > MAX_FRAME_BYTES) return undefined;
    return [frameTo(delivery, Uint8Array.of(...frame, ...extra), 'extend')];
  }),

  /** Delivers a frame with one bit of its sender, IV, ciphertext or tag the other way round: `undecryptable`. */
  flip: onFrame((delivery, { random }, _senderId, frame) => {
    const flipped = frame.slice();
    const place = SENDER_AT + below(random, frame.length - SENDER_AT);
    flipped[place] = (flipped[place] ?? 0) ^ (1 << below(random, 8));
    return [frameTo(delivery, flipped, 'flip')];
  }),

  /** Delivers a frame and ten more that are nothing but noise: `undecryptable`, each. */
  flood: onFrame((delivery, { random }, senderId) => {
    const junk = Array.from({ length: FLOOD_FRAMES }, () => {
      const blob = someBytes(random, MIN_BLOB_BYTES + below(random, MOST_JUNK_BYTES));
      return frameTo(delivery, encodeMessage(senderId, blob), 'flood');
    });
    return [delivery, ...junk];
  }),

  /** Tells one member another story of who joins: from then on it and the others are `undecryptable` to each other. */
  fork: (delivery, { random }) => {
    const event = eventOf(delivery.data);
    if (event?.type !== 'presence:join') return undefined;
    return [{ ...delivery, data: encodeEvent({ ...event, tag: newTag(random) }), attack: 'fork' }];
  },

  /** Tells one member, before a frame, of somebody who is not there: from then on, what it says is `undecryptable` to the others. */
  fakeJoin: onFrame((delivery, { traffic, random }) => {
    const memberId = traffic.toldTo(delivery) + 1;
    const event = { type: 'presence:join', memberId, username: 'nobody-here', tag: newTag(random) } as const;
    return [{ ...delivery, data: encodeEvent(event), attack: 'fakeJoin' }, delivery];
  }),

  /** Says that the sender of a frame has left, before the frame: both are told as they come, for who leaves is the relay's word. */
  fakeLeave: onFrame((delivery, _scene, memberId) => {
    const event = { type: 'presence:leave', memberId } as const;
    return [{ ...delivery, data: encodeEvent(event), attack: 'fakeLeave' }, delivery];
  }),
};

type FrameAttack = (
  delivery: Delivery,
  scene: Scene,
  senderId: number,
  frame: Uint8Array,
) => readonly Delivery[] | undefined;

/** An attack on messages alone. */
function onFrame(attack: FrameAttack): Attack {
  return (delivery, scene) => {
    const { data } = delivery;
    const senderId = senderOf(data);
    return senderId === undefined || typeof data === 'string'
      ? undefined
      : attack(delivery, scene, senderId, data);
  };
}

const frameTo = (delivery: Delivery, frame: PastFrame['frame'], attack: AttackName): Delivery => ({
  ...delivery,
  data: frame,
  attack,
});

function underId(frame: Uint8Array, senderId: number): Uint8Array {
  const copy = frame.slice();
  writeU32(copy, SENDER_AT, senderId);
  return copy;
}

const newTag = (random: Random): string => encodeBase64url(someBytes(random, TAG_BYTES));
