import { rounds } from './rounds.js';
import { Schedule } from './schedule.js';
import { ROUNDS, STATE_WORDS } from './sha256.js';

/** The state after one more block. */
export function compress(state: Int32Array, block: Int32Array): Int32Array {
  const schedule = new Schedule();
  schedule.fill(block);
  const result = new Int32Array(STATE_WORDS);
  rounds(schedule.kw, 0, ROUNDS, state, 0, result);
  return result.map((word, i) => word + (state[i] ?? 0));
}
