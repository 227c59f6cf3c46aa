import { Plan, type Table } from './plan.js';
import { rounds } from './rounds.js';
import { Schedule } from './schedule.js';
import { createSearch, zeroBits, type Kernel, type Search } from './search.js';
import { ROUNDS, STATE_WORDS, WORDS } from './sha256.js';

const LAST_WORD = WORDS - 1;
/** A column's state before the row's word, and word a of the one that is added after the last round. */
const COLUMN_WORDS = STATE_WORDS + 1;
const DIGIT_BITS = 4;
const CHAR_BITS = 8;

/** Looks for a nonce in plain JavaScript. Tries the same nonces in the same order as every other search does. */
export function createJsSearch(token: string, difficulty: number, lane = 0, lanes = 1): Search {
  const plan = new Plan(token);
  return createSearch(plan, new JsKernel(plan, zeroBits(difficulty)), lane, lanes);
}

class JsKernel implements Kernel {
  readonly step: number;
  readonly #plan: Plan;
  readonly #zeros: number;
  readonly #schedule = new Schedule();
  readonly #columns: Int32Array;
  readonly #result = new Int32Array(STATE_WORDS);
  /** The row's word without its digits. */
  #base = 0;

  constructor(plan: Plan, zeros: number) {
    this.#plan = plan;
    this.#zeros = zeros;
    this.step = plan.columns;
    this.#columns = new Int32Array(plan.columns * COLUMN_WORDS);
  }

  begin({ state, blocks }: Table): void {
    const [first, last = first] = blocks;
    if (first === undefined || last === undefined) return;
    if (first === last) this.#columns.set(state);
    else this.#endFirstBlock(state, first);
    this.#beginLastBlock(last);
  }

  scan(first: number, count: number): number {
    const { columns } = this.#plan;
    for (let entry = first; entry < first + count; entry += columns) {
      const column = this.#scanRow(entry / columns);
      if (column >= 0) return entry + column;
    }
    return -1;
  }

  #endFirstBlock(state: Int32Array, block: Int32Array): void {
    const columns = this.#columns;
    const result = this.#result;
    const { kw } = this.#schedule;
    const shared = new Int32Array(STATE_WORDS);
    this.#schedule.fill(block);
    rounds(kw, 0, LAST_WORD, state, 0, shared);
    for (let column = 0, at = 0; at < columns.length; column++, at += COLUMN_WORDS) {
      this.#schedule.set(LAST_WORD, (block[LAST_WORD] ?? 0) | spell(column, this.#plan.columnDigits));
      rounds(kw, LAST_WORD, ROUNDS, shared, 0, result);
      for (let i = 0; i < STATE_WORDS; i++) columns[at + i] = (state[i] ?? 0) + (result[i] ?? 0);
    }
  }

  /** Does the rounds before the row's word, which are the same for every row. */
  #beginLastBlock(block: Int32Array): void {
    const columns = this.#columns;
    const { kw } = this.#schedule;
    const { rowWord } = this.#plan;
    this.#base = block[rowWord] ?? 0;
    this.#schedule.fill(block);
    for (let at = 0; at < columns.length; at += COLUMN_WORDS) {
      columns[at + STATE_WORDS] = columns[at] ?? 0;
      rounds(kw, 0, rowWord, columns, at, this.#result);
      columns.set(this.#result, at);
    }
  }

  #scanRow(row: number): number {
    const { rowWord, rowDigits, rowShift } = this.#plan;
    const { kw } = this.#schedule;
    const columns = this.#columns;
    const result = this.#result;
    this.#schedule.set(rowWord, this.#base | (spell(row, rowDigits) << rowShift));
    for (let column = 0, at = 0; at < columns.length; column++, at += COLUMN_WORDS) {
      rounds(kw, rowWord, ROUNDS, columns, at, result);
      const first = (result[0] ?? 0) + (columns[at + STATE_WORDS] ?? 0);
      if ((first & this.#zeros) === 0) return column;
    }
    return -1;
  }
}

/** `value` in lower-case hexadecimal, as the last bytes of a word. */
function spell(value: number, digits: number): number {
  let chars = 0;
  for (let i = 0; i < digits; i++) {
    const digit = (value >>> (i * DIGIT_BITS)) & 15;
    chars |= (digit + (digit < 10 ? 0x30 : 0x57)) << (i * CHAR_BITS);
  }
  return chars;
}
