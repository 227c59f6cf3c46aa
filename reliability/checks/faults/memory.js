/** Little memory: a relay that is full of rooms holds, and one whose heap runs out ends at once and starts clean. */
import { get, HttpConnection, joinMessage, refusalOf } from '@pug-network/conformance/wire';
import { memoryOf } from './process.js';
import { freePort } from './ports.js';
import { exitCode, withServer } from './scene.js';
import { startServer } from './server.js';

/**
 * @typedef {import('@pug-network/conformance/wire').Target} Target
 * @typedef {import('@pug-network/conformance/wire').Room} Room
 */

const MIB = 1_048_576;
const ABORTED_CODE = 134;
const WIDTH = 16;
const NO_CORE = 'ulimit -c 0';

/** @param {import('./scene.js').Scene} scene */
export async function fullOfRooms({ engine, isSmall, record }) {
  const [rooms, heapMiB] = isSmall ? [200, 48] : [50_000, 64];
  const settings = { ENGINE: engine, MAX_ROOMS: rooms };
  const nodeFlags = [`--max-old-space-size=${heapMiB}`];
  await withServer(
    settings,
    async ({ target, pid }) => {
      const before = memoryOf(pid);
      const { made, refusal } = await fill(target, rooms + 1);
      const after = memoryOf(pid);
      record({ what: 'rooms made, of as many as MAX_ROOMS says', value: made, least: rooms, most: rooms });
      const isFull = refusal === 'server_full' ? 1 : 0;
      record({ what: 'one more refused as server_full', value: isFull, least: 1, most: 1 });
      const { status } = await get(target, '/healthz');
      record({
        what: `status of /healthz then, with a heap of ${heapMiB} MiB`,
        value: status,
        least: 200,
        most: 200,
      });
      if (before !== undefined && after !== undefined && !isSmall)
        record({ what: 'memory that these rooms have added', value: (after - before) / MIB, unit: 'MiB' });
    },
    { nodeFlags },
  );
}

/**
 * A heap far too small for the rooms that are allowed.
 * @param {import('./scene.js').Scene} scene
 */
export async function outOfMemory({ engine, isSmall, record }) {
  if (isSmall) return;
  const settings = { ENGINE: engine, MAX_ROOMS: 1_000_000, PORT: await freePort() };
  const server = await startServer(settings, { limits: NO_CORE, nodeFlags: ['--max-old-space-size=16'] });
  const { made, first } = await fill(server.target, 1_000_000);
  const code = exitCode(await server.ended);
  record({ what: 'rooms until a heap of 16 MiB is full', value: made });
  record({ what: 'exit code of a full heap', value: code, least: ABORTED_CODE, most: ABORTED_CODE });
  const isTold = server.errors().includes('heap out of memory') ? 1 : 0;
  record({ what: 'Node says so on stderr', value: isTold, least: 1, most: 1 });
  record({ what: 'files left behind', value: await server.stop(), least: 0, most: 0 });
  await withServer(settings, async ({ target }) => {
    const found = first && (await refusalOf(target, joinMessage(first)));
    const kept = found === 'room_not_found' ? 0 : 1;
    record({ what: 'rooms of before, once started again', value: kept, least: 0, most: 0 });
    const again = await fill(target, 1);
    record({ what: 'rooms made by the one started again', value: again.made, least: 1, most: 1 });
  });
}

/**
 * Makes rooms until there are so many, or one is refused, or nobody answers.
 * @param {Target} target
 * @param {number} count
 */
async function fill(target, count) {
  let asked = 0;
  let made = 0;
  /** @type {Room | undefined} */
  let first;
  /** @type {string | undefined} */
  let refusal;
  const maker = async () => {
    const connection = new HttpConnection(target);
    while (asked < count && refusal === undefined) {
      asked += 1;
      const answer = await makeRoom(connection).catch(() => ({ refused: 'nobody answers' }));
      if ('refused' in answer) refusal = answer.refused;
      else made += 1;
      if ('room' in answer) first ??= answer.room;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: WIDTH }, maker));
  return { made, first, refusal };
}

/**
 * @param {HttpConnection} connection
 * @returns {Promise<{ room: Room } | { refused: string }>}
 */
async function makeRoom(connection) {
  const challenge = await connection.ask({ path: '/api/pow-challenge' });
  const proof = JSON.stringify({ token: bodyOf(challenge).token, nonce: '0' });
  const redeemed = await connection.ask({ method: 'POST', path: '/api/pow-redeem', body: proof });
  const bearer = /** @type {const} */ (['Authorization', `Bearer ${bodyOf(redeemed).sessionToken}`]);
  const answer = await connection.ask({ path: '/api/create-room', headers: [bearer] });
  return answer.status === 200 ? { room: bodyOf(answer) } : { refused: bodyOf(answer).error.code };
}

/**
 * @param {import('@pug-network/conformance/wire').Answer} answer
 * @returns {any}
 */
const bodyOf = (answer) => answer.json();
