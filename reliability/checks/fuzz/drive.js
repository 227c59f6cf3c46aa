/** Drives one relay through inputs by their indexes, many connections at a time. */
import { gateOf } from './gate.js';
import { playFrames } from './play-frames.js';
import { playRequests } from './play-requests.js';
import { many } from '../../lib/many.js';
import { newTally } from './tally.js';

/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/**
 * @typedef {object} Run one worker's
 * @property {import('../../lib/check.js').EngineName} engine
 * @property {Target} target
 * @property {number} seed
 * @property {import('./tally.js').Tally} tally
 * @property {ReturnType<typeof gateOf>} gate
 */

/** Inputs that share a state and connections; every other block is of requests. */
export const BLOCK = 16;
const WORKERS = 24;

/**
 * @param {Pick<Run, 'engine' | 'target' | 'seed'>} options
 * @param {number} from the first index, the first of a block
 * @param {number} to behind the last
 */
export async function drive(options, from, to) {
  const tally = newTally();
  const gates = Array.from({ length: WORKERS }, () => gateOf(options.target));
  const blocks = Math.ceil((to - from) / BLOCK);
  await many(blocks, WORKERS, async (number) => {
    const gate = gates.pop() ?? gateOf(options.target);
    const first = from + number * BLOCK;
    const indexes = Array.from({ length: Math.min(BLOCK, to - first) }, (_, offset) => first + offset);
    await playBlock({ ...options, tally, gate }, indexes);
    gates.push(gate);
  });
  for (const gate of gates) gate.close();
  return tally;
}

/**
 * Plays inputs of one block.
 * @param {Run} run
 * @param {readonly number[]} indexes
 */
export async function playBlock(run, indexes) {
  const block = Math.floor((indexes[0] ?? 0) / BLOCK);
  if (block % 2 === 0) await playRequests(run, indexes);
  else await playFrames(run, block, indexes);
  run.tally.tried += indexes.length;
}
