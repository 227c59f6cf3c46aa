/** Floods: sockets that send the same bytes again and again, and come back as soon as they are closed. */
import { encodeFrame, join, joinMessage, newRoom, OPCODE } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { many } from '../../lib/many.js';
import { KIB, MIB } from './caps.js';
import { openSocket } from './raw-socket.js';
import { countOf, judgeEnds } from './tally.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {{ sockets: number, seconds: number }} FloodSize */
/** @typedef {{ ends: import('./tally.js').Tally, sent: number, keepersClosed: number }} FloodResult */

/** All sockets of a flood together offer this much: what a line of 128 Mbit/s carries. */
const FLOOD_BYTES_PER_S = 16 * MIB;
const BLOCK_BYTES = 16 * KIB;
const MS = 1_000;
/** What has become of a socket that was open at the end. */
export const OPEN = 'open';
/** How long the relay has at the end to close a socket that it has reason to. */
const GRACE_MS = 3_000;

/** @param {boolean} isSmall */
export const floodSize = (isSmall) => (isSmall ? { sockets: 4, seconds: 0.4 } : { sockets: 20, seconds: 4 });

/**
 * The same bytes again and again until they are a block to write at once.
 * @param {Buffer} unit
 * @param {number} [bytes] at most
 */
export function blockOf(unit, bytes = BLOCK_BYTES) {
  const count = Math.max(1, Math.floor(bytes / unit.length));
  return Buffer.concat(Array.from({ length: count }, () => unit));
}

/**
 * Floods from members of a room that one other member, who does nothing wrong, is in as well.
 * @param {Target} target
 * @param {FloodSize} size
 * @param {{ lead?: Buffer, block: Buffer, reads?: (index: number) => boolean }} what the lead goes before the first block
 * @returns {Promise<FloodResult>}
 */
export async function floodAsMembers(target, size, { lead = Buffer.alloc(0), block, reads = () => true }) {
  const room = await newRoom(target, `?capacity=${2 * size.sockets + 1}`);
  const keeper = await join(target, room);
  const result = await flood(target, size, async (socket, index) => {
    if (!reads(index)) socket.pause();
    socket.write(
      encodeFrame({ opcode: OPCODE.text, payload: Buffer.from(JSON.stringify(joinMessage(room))) }),
    );
    socket.write(lead);
    return block;
  });
  const isKept = await isAlive(keeper.peer);
  keeper.peer.cut();
  return { ...result, keepersClosed: isKept ? 0 : 1 };
}

/**
 * @param {Target} target
 * @param {FloodSize} size
 * @param {(socket: import('./raw-socket.js').RawSocket, index: number) => Promise<Buffer>} begin gives the block to repeat
 */
async function flood(target, { sockets, seconds }, begin) {
  const until = performance.now() + seconds * MS;
  let sent = 0;
  /** @type {(number | string)[]} */
  const ends = [];
  await many(sockets, sockets, async (index) => {
    while (performance.now() < until) {
      const socket = await openSocket(target);
      sent += await sendTo(socket, { block: await begin(socket, index), sockets, until });
      if (socket.isOpen()) await Promise.race([socket.ended, sleep(GRACE_MS)]);
      ends.push(socket.isOpen() ? OPEN : await socket.ended);
      socket.destroy();
    }
  });
  return { ends: countOf(ends), sent };
}

/**
 * Sends the block at the pace, once at least, until the socket is closed or the time is over.
 * @param {import('./raw-socket.js').RawSocket} socket
 * @param {{ block: Buffer, sockets: number, until: number }} how
 * @returns {Promise<number>} the bytes that were sent
 */
async function sendTo(socket, { block, sockets, until }) {
  const pauseMs = (MS * block.length * sockets) / FLOOD_BYTES_PER_S;
  let sent = 0;
  do {
    if (socket.takesMore()) {
      socket.write(block);
      sent += block.length;
    }
    await Promise.race([socket.ended, sleep(pauseMs)]);
  } while (socket.isOpen() && performance.now() < until);
  return sent;
}

/**
 * Whether a member that has done nothing but listen is still one.
 * @param {import('@pug-network/conformance/wire').Peer} peer
 */
async function isAlive(peer) {
  peer.sendBinary(Buffer.from([0x00]));
  for (;;) {
    const item = await peer.inbox
      .next('a sign of life for a member that does nothing wrong')
      .catch(() => undefined);
    if (item === undefined || item.kind === 'closed') return false;
    if (item.kind === 'frame') return true;
  }
}

/**
 * @param {string} who the sockets are
 * @param {FloodResult} result
 * @param {FloodSize} size
 * @param {{ expected: readonly (number | string)[], least?: number, note: string }} documented how such a socket ends
 * @returns {import('./scenario.js').Finding[]}
 */
export function judgeFlood(who, { ends, sent, keepersClosed }, size, { expected, least = 1, note }) {
  const rate = `${(sent / MIB / size.seconds).toFixed(1)} MiB/s offered by ${size.sockets} sockets; ${note}`;
  return [
    ...judgeEnds(who, ends, { expected, least, note: rate }),
    { what: `others closed in the room of the ${who}`, value: keepersClosed, most: 0 },
  ];
}
