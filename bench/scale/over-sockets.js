/** What members cost over real sockets, so many of them connected: rooms of ten that fill, talk and are left. */
import { once } from 'node:events';
import { encodeFrame, OPCODE } from '../lib/frames.js';
import { HttpLane } from '../create/http-lane.js';
import { joinPug, over, provenOver, roomOver } from '../create/steps.js';
import { picker } from './random.js';

const ROOM_SIZE = 10;
const LANES = 16;
const MESSAGE_BYTES = 300;
const MESSAGE_TYPE = 0x01;
/**
 * Rooms in which one member speaks at one moment, and how often that is done. Never two in one room: they would share
 * writes, more often the fewer rooms there are. No member passes the rate of the relay.
 */
const SPEAKERS = 10;
const BURSTS = 200;
const WAIT_MS = 30_000;

/**
 * @typedef {{ connection: import('../lib/connection.js').Connection, memberId: number }} Joined
 * @typedef {{ micros: Record<string, number>, bytes: { heap: number, rss: number } }} Sample
 */

/**
 * @param {import('../lib/server-process.js').ServerProcess} server
 * @param {number} members a multiple of ten, at least a hundred
 * @param {(below: number) => number} random
 * @returns {Promise<Sample>}
 */
export async function overSockets(server, members, random) {
  const port = await server.port();
  const lanes = Array.from({ length: LANES }, () => new HttpLane(port));
  /** @type {Joined[]} */
  let joined = [];
  try {
    const rooms = await over(lanes, Array.from({ length: members / ROOM_SIZE }), async (lane) =>
      roomOver(lane, await provenOver(lane)),
    );
    const before = await server.memory();
    const seats = rooms.flatMap((room) => Array.from({ length: ROOM_SIZE }, () => room));
    const join = await costOf(server, members, async () => {
      joined = await over(lanes, seats, (_, room) => joinPug(port, room));
    });
    const after = await server.memory();
    const message = await costOf(server, SPEAKERS * BURSTS, () => talk(joined, random));
    const leave = await costOf(server, members - rooms.length, () => leaveAll(joined));
    const each = (/** @type {'rss' | 'heapUsed'} */ what) => (after[what] - before[what]) / members;
    return { micros: { join, message, leave }, bytes: { heap: each('heapUsed'), rss: each('rss') } };
  } finally {
    for (const { connection } of joined) connection.destroy();
    for (const lane of lanes) lane.close();
  }
}

/**
 * @param {import('../lib/server-process.js').ServerProcess} server
 * @param {number} times
 * @param {() => Promise<unknown>} run
 * @returns {Promise<number>} CPU µs of the server for each
 */
async function costOf(server, times, run) {
  const before = await server.cpuMicros();
  await run();
  return ((await server.cpuMicros()) - before) / times;
}

/**
 * @param {Joined[]} joined room by room
 * @param {(below: number) => number} random
 */
async function talk(joined, random) {
  const pickRooms = picker(joined.length / ROOM_SIZE, random);
  const deliveries = counted(joined, 'onBinary');
  for (let burst = 1; burst <= BURSTS; burst++) {
    for (const room of pickRooms(SPEAKERS)) {
      const speaker = joined[room * ROOM_SIZE + random(ROOM_SIZE)];
      speaker.connection.write(messageOf(speaker));
    }
    await deliveries.reach(burst * SPEAKERS * ROOM_SIZE);
  }
}

/**
 * All leave but the one of each room who sees the others go.
 * @param {Joined[]} joined
 */
async function leaveAll(joined) {
  const isLast = (/** @type {number} */ index) => index % ROOM_SIZE === ROOM_SIZE - 1;
  const staying = joined.filter((_, index) => isLast(index));
  const leaving = joined.filter((_, index) => !isLast(index));
  const departures = counted(staying, 'onText');
  for (const { connection } of leaving) connection.destroy();
  await departures.reach(leaving.length);
}

/** @param {Joined} speaker */
function messageOf({ memberId }) {
  const message = Buffer.alloc(MESSAGE_BYTES);
  message[0] = MESSAGE_TYPE;
  message.writeUInt32BE(memberId, 1);
  return encodeFrame(OPCODE.binary, message);
}

/**
 * Counts frames that arrive at any of them.
 * @param {Joined[]} joined
 * @param {'onBinary' | 'onText'} kind
 */
function counted(joined, kind) {
  let count = 0;
  const waiting = new EventTarget();
  for (const { connection } of joined) {
    connection[kind] = () => {
      count++;
      waiting.dispatchEvent(new Event('frame'));
    };
  }
  return {
    async reach(/** @type {number} */ goal) {
      const signal = AbortSignal.timeout(WAIT_MS);
      while (count < goal) await once(waiting, 'frame', { signal });
      if (count > goal) throw new Error(`${goal} frames should have come, ${count} did`);
    },
  };
}
