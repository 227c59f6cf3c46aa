/** Members that never read, while somebody in each of their rooms goes on talking. */
import { setTimeout as sleep } from 'node:timers/promises';
import { many } from '../../../lib/many.js';
import { openBusyRoom, SAID_BYTES } from '../busy-room.js';
import { capOf, DRAIN_LIMIT_MS, KIB, MAX_UNSENT_BYTES, MIB } from '../caps.js';
import { CUT } from '../raw-socket.js';
import { scenario } from '../scenario.js';
import { countOf, judgeEnds } from '../tally.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {import('../busy-room.js').BusyRoom} BusyRoom */
/** @typedef {{ room: BusyRoom, slow: import('../raw-socket.js').RawSocket[] }} SlowRoom */
/**
 * @typedef {object} Size
 * @property {number} rooms
 * @property {number} slow members that do not read, in each room
 * @property {number} busy rooms in which there is talk at a time, see {@link inTurns}
 * @property {number} everyMs something is said in each of those
 * @property {number} sample of so many members of a turn it is also looked at how their connection ended
 */

/** A talker waits for its echoes: the pace is the relay's where that is slower. */
const MAX_UNECHOED = 4;
const MARGIN_MS = 500;

export const neverRead = scenario({
  name: 'members that never read',
  options: {
    capacity: { max: 200 },
    rate: { frames: 500, frameBurst: 1_000, bytes: 4 * MIB, byteBurst: 8 * MIB },
  },
  size: (isSmall) =>
    isSmall
      ? { rooms: 1, slow: 5, busy: 1, everyMs: 4, sample: 0 }
      : { rooms: 20, slow: 50, busy: 5, everyMs: 20, sample: 5 },
  cap: ({ rooms, slow, busy }) => {
    const { bytes, because } = capOf(rooms * (slow + 1));
    const unsent = `${busy * slow} × twice 256 KiB unsent, in a buffer that grows by doubling`;
    return { bytes: bytes + busy * slow * 2 * MAX_UNSENT_BYTES, because: `${because}, ${unsent}` };
  },
  abuse: async (target, /** @type {Size} */ size) => {
    const rooms = await many(size.rooms, 2, () => openRoom(target, size));
    const results = await inTurns(rooms, size);
    for (const { room } of rooms) room.peer.cut();
    const fills = results.flatMap((result) => result.fills);
    return {
      cutOff: fills.reduce((sum, { left }) => sum + left, 0),
      talkersClosed: fills.filter(({ isClosed }) => isClosed).length,
      least: Math.min(...fills.map(({ first }) => first)),
      most: Math.max(...fills.map(({ sent }) => sent)),
      ends: countOf(results.flatMap((result) => result.ends)),
    };
  },
  judge: ({ cutOff, talkersClosed, least, most, ends }, { rooms, slow, busy, everyMs, sample }) => [
    {
      what: 'members that never read and were cut off',
      value: cutOff,
      least: rooms * slow,
      most: rooms * slow,
      note: `after ${Math.round((least * SAID_BYTES) / KIB)} to ${Math.round((most * SAID_BYTES) / KIB)} KiB, most of which the system holds; one talker in each of ${rooms} rooms, ${busy} of them busy at a time, ${Math.round((SAID_BYTES * 1_000) / everyMs / KIB)} KiB/s (rates raised for that)`,
    },
    { what: 'talkers closed in their rooms', value: talkersClosed, most: 0 },
    ...judgeEnds(`members that still do not read ${DRAIN_LIMIT_MS / 1_000} s later`, ends, {
      expected: [CUT],
      least: (sample * rooms) / busy,
      note: 'their connection was cut',
    }),
  ],
});

/**
 * @param {Target} target
 * @param {Size} size
 */
async function openRoom(target, { slow: count }) {
  const room = await openBusyRoom(target, count + 1);
  return { room, slow: await room.addSlow(count) };
}

/**
 * How a sample of connections have ended, read again only when the relay must have given them up.
 * @param {SlowRoom['slow']} sockets
 * @param {number} count
 */
async function endsAfterDrain(sockets, count) {
  await sleep(DRAIN_LIMIT_MS + MARGIN_MS);
  const sample = sockets.filter((_, index) => index % Math.ceil(sockets.length / count) === 0);
  for (const socket of sample) socket.resume();
  return Promise.all(sample.map(({ ended }) => ended));
}

/**
 * Not all rooms are busy at once: the system's own memory for connections would run out, some 4 MiB for each member, and
 * then it is the system that lets everybody wait.
 * @param {readonly SlowRoom[]} rooms
 * @param {Size} size
 */
async function inTurns(rooms, size) {
  const results = [];
  for (let first = 0; first < rooms.length; first += size.busy) {
    const busy = rooms.slice(first, first + size.busy);
    const fills = await Promise.all(busy.map(({ room }, index) => fillLater(room, index, size)));
    const sockets = busy.flatMap(({ slow }) => slow);
    const ends = size.sample > 0 ? await endsAfterDrain(sockets, size.sample) : [];
    for (const socket of sockets) socket.destroy();
    results.push({ fills, ends });
  }
  return results;
}

/**
 * The rooms that are busy take turns within the pace.
 * @param {BusyRoom} room
 * @param {number} index
 * @param {Size} size
 */
async function fillLater(room, index, size) {
  await sleep((size.everyMs * index) / size.busy);
  return fill(room, size);
}

/**
 * Talks at its pace until all that do not read have been taken out.
 * @param {BusyRoom} room
 * @param {Size} size
 */
async function fill(room, { slow, everyMs }) {
  const state = { sent: 0, unechoed: 0, left: 0, first: 0, isClosed: false };
  const timer = setInterval(() => {
    if (state.unechoed >= MAX_UNECHOED) return;
    state.unechoed += 1;
    state.sent += 1;
    room.say();
  }, everyMs);
  while (state.left < slow && !state.isClosed) {
    const came = await room.next();
    if (came === 'echo') state.unechoed -= 1;
    if (came === 'closed') state.isClosed = true;
    if (came !== 'left') continue;
    state.left += 1;
    if (state.left === 1) state.first = state.sent;
  }
  clearInterval(timer);
  return state;
}
