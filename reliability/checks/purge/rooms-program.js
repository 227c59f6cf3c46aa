/**
 * Makes rooms and lets them go, in one process, through everything of the relay but an engine; its clock is moved, so that
 * no TTL costs time. Bundled with the relay's source by `rooms.js`. Arguments: rooms for the warm-up, and in all.
 * Prints one line of JSON.
 */
import { createRelay } from '@pug-network/server-core';
import { takenCore } from './null-engine.js';
import { counts, NullSocket } from './null-socket.js';

/** @typedef {{ roomId: string, roomSecret: string }} Room */

const [warmUp = 0, total = 0] = process.argv.slice(2).map(Number);
const BATCH = 50_000;
/** Over before the first ping, which nobody here answers. */
const TTL_S = 20;
/** Longer than a session or a redeemed token is remembered. */
const PAUSE_MS = 400_000;
/** The relay looks at its clock at least this often; awaited twice, for what falls due at the first look. */
const LOOK_MS = 1_100;
/** Some of what is garbage is found to be that by a later one. */
const COLLECTIONS = 10;
const BLOB_BYTES = 100;
const TAG = Buffer.alloc(16, 1).toString('base64url');

let [now, readings] = [1_000_000, 0];
const clock = {
  monotonic() {
    readings += 1;
    return now;
  },
  wall: () => 1_800_000_000_000 + now,
};
const relay = createRelay({
  clock,
  powDifficulty: 0,
  ttl: { min: TTL_S },
  maxRooms: BATCH,
  maxConnections: 2 * BATCH,
  maxConnectionsPerAddress: 10,
});
await relay.listen();
const core = takenCore();
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/**
 * @param {string} method
 * @param {string} path
 * @param {{ query?: string, authorization?: string, body?: object }} [more]
 */
function ask(method, path, { query = '', authorization, body = {} } = {}) {
  const headers = (/** @type {string} */ name) =>
    name === 'authorization' && authorization !== undefined ? [authorization] : [];
  const handling = core.handle({ method, path, query, headers, address: () => '' });
  const { status, body: bytes } =
    'reply' in handling ? handling.reply : handling.readBody(Buffer.from(JSON.stringify(body)));
  const text = Buffer.from(bytes ?? []).toString();
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return JSON.parse(text);
}

/** @returns {Room} */
function create() {
  const { token } = ask('GET', '/api/pow-challenge');
  const { sessionToken } = ask('POST', '/api/pow-redeem', { body: { token, nonce: '0' } });
  const authorization = `Bearer ${sessionToken}`;
  return ask('GET', '/api/create-room', { query: `ttl=${TTL_S}`, authorization });
}

/**
 * Each connection comes from an address of its own.
 * @param {Room} room
 */
function join({ roomId, roomSecret }) {
  const n = counts.opened + 1;
  const socket = new NullSocket(`10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`);
  socket.say({ type: 'room:join', roomId, roomSecret, tag: TAG });
  const { type, memberId } = JSON.parse(socket.texts[0] ?? '{}');
  if (type !== 'room:joined') throw new Error('not joined');
  const frame = Buffer.alloc(5 + BLOB_BYTES, 1);
  frame.writeUInt32BE(memberId, 1);
  socket.send(frame);
  return socket;
}

/** In turn: purged, left by the last, over while its members are there, over before anybody came. */
const LIVES = [
  (/** @type {Room} */ room) => {
    const [creator] = [join(room), join(room)];
    creator?.say({ type: 'room:purge' });
  },
  (/** @type {Room} */ room) => {
    for (const member of [join(room), join(room)]) member.leave();
  },
  (/** @type {Room} */ room) => void [join(room), join(room)],
  () => undefined,
];

/** @param {number} count */
async function makeRooms(count) {
  for (let i = 0; i < count; i++) LIVES[i % LIVES.length]?.(create());
  if (relay.load.rooms < count / 2) throw new Error(`only ${relay.load.rooms} rooms are left to their TTL`);
  now += TTL_S * 1_000;
  await pause();
  now += PAUSE_MS;
}

/**
 * @param {number} count
 * @returns {Promise<number>} the heap in bytes when they are gone
 */
async function makeAll(count) {
  for (let made = 0; made < count; made += BATCH) await makeRooms(Math.min(BATCH, count - made));
  await pause();
  let least = Infinity;
  for (let i = 0; i < COLLECTIONS; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
    least = Math.min(least, process.memoryUsage().heapUsed);
  }
  return least;
}

const before = await makeAll(warmUp);
const after = await makeAll(total - warmUp);
const { rooms, connections } = relay.load;
const { subscriptions, opened } = counts;
const earlier = readings;
await pause();
// A timer that was still armed would have had to look at the clock by now.
const looks = readings - earlier;
process.stdout.write(
  `${JSON.stringify({ before, after, rooms, connections, subscriptions, opened, looks })}\n`,
);
process.exit();
