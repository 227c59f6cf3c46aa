/** Healthy rooms: members that talk at a gentle pace, each message timed from its write to its read at each receiver. */
import { join, message, newRoom } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { many } from '../../lib/many.js';

/** @typedef {import('@pug-network/conformance/wire').Member} Member */

const ROOM_SIZE = 4;
const ROOMS = 10;
/** Somebody says something this often: at 40 members, each every half second. */
const TURN_MS = 12;
const BLOB_BYTES = 300;
/** Where the blob begins; its first bytes, random, tell one message from another. */
const HEADER_BYTES = 5;
const MARK_BYTES = 12;
/** The longest silence of a connection that is not a failure here. */
const PATIENCE_MS = 60_000;

/**
 * Opens the rooms and lets them talk until `stop`.
 * @param {import('@pug-network/conformance/wire').Target} target
 */
export async function talkOn(target) {
  const rooms = await many(ROOMS, 2, () => openRoom(target));
  /** Turns go around the rooms. */
  const members = Array.from({ length: ROOM_SIZE }, (_, seat) =>
    rooms.flatMap((room) => room[seat] ?? []),
  ).flat();
  const account = { sent: 0, delays: /** @type {number[]} */ ([]), received: 0, closed: 0 };
  /** @type {Map<string, number>} */
  const writtenAt = new Map();
  let isOver = false;
  for (const { peer } of members) void listen(peer);

  /** @param {import('@pug-network/conformance/wire').Peer} peer */
  async function listen(peer) {
    for (;;) {
      const item = await peer.inbox.next('what a healthy room says', PATIENCE_MS).catch(() => undefined);
      if (item?.kind === 'frame') take(item.bytes);
      else if (item === undefined || item.kind === 'closed') break;
    }
    if (!isOver) account.closed += 1;
  }

  /** @param {Buffer} bytes */
  function take(bytes) {
    account.received += 1;
    account.delays.push(performance.now() - (writtenAt.get(markOf(bytes)) ?? Number.NaN));
  }

  /** @param {number} turn */
  function say(turn) {
    const { peer, joined } = /** @type {Member} */ (members[turn % members.length]);
    const frame = message(joined.memberId, BLOB_BYTES);
    account.sent += 1;
    writtenAt.set(markOf(frame), performance.now());
    peer.sendBinary(frame);
  }

  let turn = 0;
  const timer = setInterval(() => say(turn++), TURN_MS);
  return {
    members: members.length,
    /** The delays since it was last asked, in ms. */
    delays: () => account.delays.splice(0),
    /** Ends the talk once everything said has been heard, or nothing more can come. */
    async stop() {
      clearInterval(timer);
      const deadline = performance.now() + PATIENCE_MS;
      const missing = () => account.sent * ROOM_SIZE - account.received;
      while (missing() > 0 && account.closed === 0 && performance.now() < deadline) await sleep(5);
      isOver = true;
      for (const { peer } of members) peer.cut();
      return { closed: account.closed, missing: missing() };
    },
  };
}

/** @param {import('@pug-network/conformance/wire').Target} target */
async function openRoom(target) {
  const room = await newRoom(target, `?capacity=${ROOM_SIZE}`);
  return many(ROOM_SIZE, 1, () => join(target, room));
}

/** @param {Buffer} frame */
const markOf = (frame) => frame.toString('latin1', HEADER_BYTES, HEADER_BYTES + MARK_BYTES);
