/** One sample over the network: every room by two requests on a keep-alive connection, an upgrade and a join. */
import { HttpLane } from './http-lane.js';
import { over, provenOver, roomOver } from './steps.js';

const LANES = 16;
const WARM_UP_ROOMS = 500;

/**
 * @param {import('../lib/server-process.js').ServerProcess} server
 * @param {import('./steps.js').Join} join
 * @param {number} rooms
 */
export async function overHttp(server, join, rooms) {
  const port = await server.port();
  const lanes = Array.from({ length: LANES }, () => new HttpLane(port));
  /** @type {import('../lib/connection.js').Connection[]} */
  const open = [];
  const make = async (/** @type {HttpLane} */ lane, /** @type {string} */ proof) => {
    const { connection, memberId } = await join(port, await roomOver(lane, proof));
    open.push(connection);
    if (memberId !== 1) throw new Error(`the creator of a room is member ${memberId}`);
  };
  try {
    await over(lanes, await proofs(lanes, WARM_UP_ROOMS), make);
    const prepared = await proofs(lanes, rooms);
    const before = await server.cpuMicros();
    const started = performance.now();
    await over(lanes, prepared, make);
    const wallMs = performance.now() - started;
    return { rooms, wallMs, micros: ((await server.cpuMicros()) - before) / rooms };
  } finally {
    for (const connection of open) connection.destroy();
    for (const lane of lanes) lane.close();
  }
}

/**
 * Solved challenges.
 * @param {HttpLane[]} lanes
 * @param {number} count
 */
const proofs = (lanes, count) => over(lanes, Array.from({ length: count }), provenOver);
