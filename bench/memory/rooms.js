/**
 * What standing rooms hold in memory, in a process of its own. Arguments: rooms, members of each. Answers with JSON on
 * standard output: bytes for each room.
 */
import { nullSocket, read } from '../create/client.js';
import { checkAnswers } from '../create/check.js';
import { nullRelay } from '../create/null-relay.js';
import { StandingRooms } from '../create/standing.js';

const WARM_UP_ROOMS = 5_000;

const [rooms, members] = process.argv.slice(2).map(Number);
// Code is compiled and optimised, and the heap has grown, before anything is counted.
await stand(WARM_UP_ROOMS, 1);
console.log(JSON.stringify({ rooms, members, bytes: await stand(rooms, members) }));
process.exit();

/**
 * @param {number} count
 * @param {number} membersEach
 */
async function stand(count, membersEach) {
  const relay = await nullRelay();
  checkAnswers(relay.core);
  const standing = new StandingRooms(relay, count);
  const socket = nullSocket();
  const { rooms: roomsBefore } = relay.load();
  const before = memory();
  standing.fill();
  for (let i = 0; i < count * membersEach; i++) {
    relay.core.open(socket, '').message(standing.joinText(i % count), false);
    read({ status: 200, body: socket.last });
  }
  const after = memory();
  const made = relay.load().rooms - roomsBefore;
  if (made !== count) throw new Error(`${count} rooms were made, ${made} stand`);
  const each = (/** @type {keyof typeof after} */ what) => (after[what] - before[what]) / count;
  return { heap: each('heapUsed'), external: each('external'), rss: each('rss') };
}

function memory() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage();
}
