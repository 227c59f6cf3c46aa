/** Sends WebSocket inputs, one after the other, and judges what comes back. */
import { OPCODE } from '@pug-network/conformance/wire';
import { ended } from './connection.js';
import { encode } from './make/encode.js';
import { frameBytes } from './make/frames.js';
import { split } from './make/raw.js';
import { BLAMES } from './oracle/events.js';
import { placesOf, STATES } from './place.js';
import { randomOf } from './random.js';
import { readStream } from './reference/frames.js';
import { count } from './tally.js';

/** @typedef {import('./drive.js').Run} Run */
/** @typedef {import('./place.js').Place} Place */
/** @typedef {import('./reference/frames.js').Stream} Stream */

/**
 * @param {Run} run
 * @param {number} block
 * @param {readonly number[]} indexes
 */
export async function playFrames(run, block, indexes) {
  const { tally, seed } = run;
  const places = placesOf(run, randomOf(~seed, block).pick(STATES));
  /** @type {Place | undefined} */
  let place;
  for (const index of indexes) {
    place ??= await places.open();
    const { fault, isOver } = await playInput(run, place, index).catch((error) => ({
      fault: error instanceof Error ? error.message : String(error),
      isOver: true,
    }));
    if (fault !== undefined) tally.faults.push({ index, text: fault });
    if (isOver) place.watched.raw.cut();
    if (isOver) place = undefined;
  }
  if (place !== undefined) await ended(place.watched);
  const fault = await places.leave();
  if (fault !== undefined)
    tally.faults.push({ index: indexes[0] ?? 0, text: `seen by another member: ${fault}` });
}

/**
 * @param {Run} run
 * @param {Place} place
 * @param {number} index
 * @returns {Promise<{ fault: string | undefined, isOver: boolean }>}
 */
async function playInput({ seed, tally }, place, index) {
  const { watched, memberId, room, prefix } = place;
  const random = randomOf(seed, index);
  const bytes = frameBytes({ memberId, ...room }, random);
  const stream = readStream(bytes);
  // Behind a violation an engine may read on, and find Close frames where the strict reader sees none.
  watched.allow(stream.verdict === 'violation' ? 'any' : [...stream.closes, 1_000]);
  const isLast = prefix.length > 0 || stream.verdict !== 'sound' || stream.closes.length > 0;
  for (const piece of split(Buffer.concat([prefix, bytes]), random)) {
    watched.raw.write(piece);
    await undefined;
  }
  const isOpen = !isLast && (await answersPing(watched, index));
  const isOver = !isOpen || stream.isMidMessage;
  if (isOver) await ended(watched);
  const { fault, close } = watched.verdict;
  if (isOver) count(tally.ends, close === undefined ? 'no Close frame' : String(close));
  if (isOpen) return { fault, isOver };
  return { fault: fault ?? endFault(stream, prefix.length > 0, close), isOver };
}

/**
 * What is sound is not blamed on the client, nor dropped.
 * @param {Stream} stream
 * @param {boolean} isOut before the input is read
 * @param {number | undefined} close
 */
function endFault({ verdict, closes }, isOut, close) {
  if (verdict !== 'sound' && !isOut) return undefined;
  if (verdict === 'sound' && close === undefined) return 'what is sound ended without a Close frame';
  return verdict === 'sound' && close !== undefined && BLAMES.includes(close) && !closes.includes(close)
    ? `what is sound ended with ${close}`
    : undefined;
}

/**
 * Whether the connection is open when everything sent before has been read.
 * @param {import('./connection.js').Watched} watched
 * @param {number} index
 */
async function answersPing({ raw, until }, index) {
  const payload = Buffer.from(`barrier ${index}`);
  raw.write(encode({ opcode: OPCODE.ping, payload }, randomOf(index, 0)));
  const { kind } = await until(
    (item) => item.kind === 'close' || (item.kind === 'pong' && item.bytes.equals(payload)),
  );
  return kind === 'pong';
}
