import { Plan, type Table } from './plan.js';
import { createSearch, zeroBits, type Kernel, type Search } from './search.js';
import { STATE_WORDS, WORDS } from './sha256.js';

/** What wasm/search.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  input(): number;
  begin(columnDigits: number, rowWord: number, rowDigits: number, rowShift: number, zeros: number): void;
  scan(first: number, count: number): number;
}

const INPUT_WORDS = STATE_WORDS + 2 * WORDS;
const LANES = 4;

/**
 * Looks for a nonce with WebAssembly, four tries at once. Tries the same nonces in the same order as every other search
 * does. The instance is the search's own until it is done (instance.ts makes them).
 */
export function createWasmSearch(
  instance: WebAssembly.Instance,
  token: string,
  difficulty: number,
  lane = 0,
  lanes = 1,
): Search {
  const plan = new Plan(token);
  const exports = instance.exports as unknown as Exports;
  return createSearch(plan, wasmKernel(exports, plan, zeroBits(difficulty)), lane, lanes);
}

function wasmKernel(exports: Exports, plan: Plan, zeros: number): Kernel {
  const words = new Int32Array(exports.memory.buffer, exports.input(), INPUT_WORDS);
  return {
    step: Math.max(plan.columns, LANES),
    begin({ state, blocks }: Table) {
      words.set(state);
      blocks.forEach((block, i) => words.set(block, STATE_WORDS + i * WORDS));
      exports.begin(plan.columnDigits, plan.rowWord, plan.rowDigits, plan.rowShift, zeros);
    },
    scan: (first, count) => exports.scan(first, count),
  };
}
