/**
 * One sample without a network, in a process of its own: rooms from redeem to join, batch by batch, and beside each batch
 * the floor. Arguments: rooms, and a file for a CPU profile if one is wanted. Answers with JSON on standard output.
 */
import { answer, createHead, joinText, nullSocket, proof, read, redeem } from './client.js';
import { checkAnswers } from './check.js';
import { floor } from './floor.js';
import { nullRelay } from './null-relay.js';
import { profiled } from './profile.js';
import { Stopwatch } from './stopwatch.js';

const BATCH = 100;
const WARM_UP_ROOMS = 10_000;

const rooms = Number(process.argv[2]);
const profileFile = process.argv[3];
const relay = await nullRelay();
checkAnswers(relay.core);
batches(WARM_UP_ROOMS);
globalThis.gc?.();
const { spent, wallMs } = profileFile ? await profiled(profileFile, () => batches(rooms)) : batches(rooms);
console.log(JSON.stringify({ rooms, wallMs, micros: spent }));
process.exit();

/** @param {number} count */
function batches(count) {
  const standing = relay.load();
  /** @type {Stopwatch<string>} */
  const watch = new Stopwatch();
  let wallMs = 0;
  for (let made = 0; made < count; made += BATCH) wallMs += batch(watch);
  const { rooms: now, connections } = relay.load();
  if (now - standing.rooms !== count || connections - standing.connections !== count) {
    throw new Error(`${count} rooms were made, ${now - standing.rooms} stand`);
  }
  return { spent: watch.each(count), wallMs };
}

/**
 * @param {Stopwatch<string>} watch
 * @returns {number} wall time of the relay's part, in milliseconds
 */
function batch(watch) {
  const { core } = relay;
  let wallMs = 0;
  const timed = (/** @type {string} */ part, /** @type {() => any[]} */ run) => {
    const started = performance.now();
    const results = watch.time(part, run);
    wallMs += performance.now() - started;
    return results;
  };
  const proofs = Array.from({ length: BATCH }, () => proof(core));
  const redeemed = timed('redeem', () => proofs.map((body) => redeem(core, body)));
  const heads = redeemed.map((reply) => createHead(reply));
  const created = timed('create', () => heads.map((head) => answer(core, head)));
  const joins = created.map((reply) => ({ text: joinText(read(reply)), socket: nullSocket() }));
  timed('join', () => joins.map(({ text, socket }) => core.open(socket, '').message(text, false)));
  for (const { socket } of joins) checkWelcome(socket.last);
  for (const [part, run] of Object.entries(floor)) watch.time(`floor ${part}`, () => repeat(run));
  return wallMs;
}

/** @param {() => void} run */
function repeat(run) {
  for (let i = 0; i < BATCH; i++) run();
}

/** @param {string} text */
function checkWelcome(text) {
  const { type, memberId, creator } = JSON.parse(text);
  if (type !== 'room:joined' || memberId !== 1 || !creator)
    throw new Error(`no welcome to a creator: ${text}`);
}
