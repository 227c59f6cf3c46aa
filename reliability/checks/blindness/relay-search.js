/** A relay under load with canary rooms in it, and what is found of them in its heap, its memory and its output. */
import { wait } from '@pug-network/conformance/wire';
import { RelayProcess } from '../../lib/relay.js';
import { newMark, plantRoom, talk } from './canaries.js';
import { startLoad } from './load.js';
import { copyMemory, searchMemory, whyUnreadable } from './memory.js';
import { Hits, ofToken, search } from './needles.js';
import { searchSnapshot } from './snapshot.js';

/**
 * @typedef {{ rooms: number, otherRooms: number, laterMs: number }} Size rooms that are searched for, others at
 *   a time, and how long these have between two looks; 0 leaves out the look in between
 *
 * @typedef {object} Found
 * @property {Hits} hits
 * @property {number} size strings or bytes that were searched
 *
 * @typedef {object} Look
 * @property {string} when
 * @property {Found} heap
 * @property {Found | undefined} memory undefined where it cannot be read
 *
 * @typedef {object} Search
 * @property {Look[]} looks while the rooms live, some time later, and when they have ended
 * @property {Found} output
 * @property {number} otherRooms of the load, in the same time
 * @property {string | undefined} whyNoMemory
 */

/**
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {Size} size
 * @returns {Promise<Search>}
 */
export async function searchRelay(engine, { rooms, otherRooms, laterMs }) {
  const planted = newMark();
  const relay = await startRelay(engine, planted);
  try {
    const load = startLoad(relay.target, otherRooms);
    const canaries = [];
    while (canaries.length < rooms) canaries.push(await plantRoom(relay.target.origin));
    const needles = [...canaries.flatMap((canary) => canary.needles), ...ofToken('planted', planted)];
    const whyNoMemory = whyUnreadable(pidOf(relay));
    const look = (/** @type {string} */ when) => lookInto(relay, needles, when, whyNoMemory === undefined);
    const looks = [await look('while they live')];
    await Promise.all([wait(laterMs), ...canaries.map(talk)]);
    if (laterMs > 0) looks.push(await look(`${laterMs / 1_000} s later`));
    await Promise.all(canaries.map(({ members }) => members[0]?.purge()));
    await wait(laterMs);
    looks.push(await look(`${laterMs / 1_000} s after their end`));
    await load.stop();
    return { looks, output: searchText(relay.output, needles), otherRooms: load.rooms, whyNoMemory };
  } finally {
    await relay.stop();
  }
}

/**
 * The relay is given the planted text: in a file that it serves, and in a program before its own that writes it.
 * @param {import('../../lib/check.js').EngineName} engine
 * @param {string} planted
 */
function startRelay(engine, planted) {
  // A letter outside Latin-1 makes the engine of JavaScript keep the whole text in UTF-16.
  const staticFiles = { '/planted.txt': planted, '/planted-wide.txt': `${planted} \u2603` };
  const say = `data:text/javascript,console.log(${JSON.stringify(planted)})`;
  return RelayProcess.start({ engine, staticFiles }, ['--import', say]);
}

/**
 * Its garbage is collected before.
 * @param {RelayProcess} relay
 * @param {readonly import('./needles.js').Needle[]} needles
 * @param {string} when
 * @param {boolean} isMemoryReadable
 * @returns {Promise<Look>}
 */
async function lookInto(relay, needles, when, isMemoryReadable) {
  await relay.memory();
  const copy = isMemoryReadable ? copyOf(relay) : undefined;
  const memory = copy === undefined ? undefined : await searchMemory(copy, needles);
  const heap = await searchSnapshot(relay, needles);
  return { when, heap, memory };
}

/** @param {RelayProcess} relay */
function copyOf(relay) {
  relay.signal('SIGSTOP');
  try {
    return copyMemory(pidOf(relay));
  } finally {
    relay.signal('SIGCONT');
  }
}

/**
 * @param {string} text
 * @param {readonly import('./needles.js').Needle[]} needles
 * @returns {Found}
 */
export function searchText(text, needles) {
  const hits = new Hits();
  search(hits, Buffer.from(text), needles);
  return { hits, size: text.length };
}

function pidOf(/** @type {RelayProcess} */ relay) {
  if (relay.pid === undefined) throw new Error('the relay has no process');
  return relay.pid;
}
