/** The steps of a client over the network: challenge → redeem → create on an HTTP lane, then the join. */
import { Connection } from '../lib/connection.js';
import { ask, openSocket } from '../dialects/engine-io.js';
import { solve } from '../dialects/api.js';
import { joinText } from './client.js';

const SUBPROTOCOL = 'pug.v1';

/**
 * @typedef {import('./http-lane.js').HttpLane} HttpLane
 * @typedef {{ roomId: string, roomSecret: string }} Room
 * @typedef {{ connection: Connection, memberId: number }} Joined
 * @typedef {(port: number, room: Room) => Promise<Joined>} Join
 */

/**
 * @param {HttpLane} lane
 * @returns {Promise<string>} the body that redeems a solved challenge
 */
export async function provenOver(lane) {
  const { token, difficulty } = await lane.ask('GET /api/pow-challenge');
  return JSON.stringify({ token, nonce: solve(token, difficulty) });
}

/**
 * @param {HttpLane} lane
 * @param {string} proof
 * @returns {Promise<Room>}
 */
export async function roomOver(lane, proof) {
  const { sessionToken } = await lane.ask('POST /api/pow-redeem', [], proof);
  return lane.ask('GET /api/create-room', [`Authorization: Bearer ${sessionToken}`]);
}

/** @type {Join} */
export async function joinPug(port, room) {
  const connection = new Connection(port, '/ws', SUBPROTOCOL);
  await connection.upgraded();
  connection.writeText(joinText(room).toString());
  const memberId = await connection.text('room:joined', (text) => {
    const event = JSON.parse(text);
    if (event.type === 'error') throw new Error(`join refused: ${event.code}`);
    return event.type === 'room:joined' ? event.memberId : undefined;
  });
  return { connection, memberId };
}

/** @type {Join} */
export async function joinSocketIo(port, room) {
  const connection = await openSocket(port);
  const { memberId, error } = await ask(connection, 'room:join', room);
  if (error !== undefined) throw new Error(`join refused: ${error}`);
  return { connection, memberId };
}

/**
 * Does something with each item, as many at a time as there are lanes.
 * @template Lane, Item, Result
 * @param {Lane[]} lanes
 * @param {Item[]} items
 * @param {(lane: Lane, item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>} in the order of the items
 */
export async function over(lanes, items, work) {
  /** @type {Result[]} */
  const results = [];
  let next = 0;
  const busy = lanes.map(async (lane) => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(lane, items[index]);
    }
  });
  await Promise.all(busy);
  return results;
}
