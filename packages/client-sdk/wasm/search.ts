import { RESULT, STATE, VECTOR, fixSchedule, rounds, roundsWithout, schedule, setWord } from './sha256x4';

const LAST_WORD: i32 = 15;

/** What the caller writes before `begin`, as 32-bit words: the state before the first block, then one block or two. */
const INPUT = memory.data((8 + 2 * 16) * 4, 16);
const BLOCKS: usize = INPUT + 8 * 4;
const BLOCK: usize = 16 * 4;

/** For each four columns: the state that the rows' rounds start from, and word a of the one they are added to. */
const GROUPS = memory.data(64 * 9 * 16, 16);
const GROUP: usize = STATE + VECTOR;

/** 0 when all is in one block: then four rows are tried at once. */
let columns: i32 = 0;
let rowWord: i32 = 0;
let rowDigits: i32 = 0;
let rowShift: i32 = 0;
let rowBase: u32 = 0;
let zeros: v128 = i32x4.splat(0);

export function input(): usize {
  return INPUT;
}

/** `value` in lower-case hexadecimal, as the bytes of a word. */
function spell(value: i32, digits: i32): u32 {
  let chars: u32 = 0;
  for (let i = 0; i < digits << 3; i += 8) {
    const digit = value & 15;
    chars |= (digit + (digit < 10 ? 0x30 : 0x57)) << i;
    value >>= 4;
  }
  return chars;
}

/** The same for `value` to `value` + 3; `value` is a multiple of four. */
function spellFour(value: i32, digits: i32, shift: i32): v128 {
  const steps = (value & 12) == 8 ? i32x4(0, 1, 0x29, 0x2a) : i32x4(0, 1, 2, 3);
  return i32x4.shl(i32x4.add(i32x4.splat(spell(value, digits)), steps), shift);
}

function word(block: i32, t: i32): u32 {
  return load<u32>(BLOCKS + <usize>block * BLOCK + (<usize>t << 2));
}

function setBlock(block: i32): void {
  for (let t = 0; t < 16; t++) setWord(t, i32x4.splat(word(block, t)));
}

/** Ends the first block in every one of its columns. */
function formColumns(digits: i32): void {
  setBlock(0);
  fixSchedule(LAST_WORD);
  const base = i32x4.splat(word(0, LAST_WORD));
  let group = GROUPS;
  for (let column = 0; column < columns; column += 4) {
    setWord(LAST_WORD, v128.or(base, spellFour(column, digits, 0)));
    schedule();
    rounds(group, 0, 64, false);
    for (let i: usize = 0; i < STATE; i += VECTOR) {
      v128.store(group + i, i32x4.add(v128.load(group + i), v128.load(RESULT + i)));
    }
    group += GROUP;
  }
}

/** The parameters are plan.ts's; `mask` has the bits of the hash's first word that must be zero. */
export function begin(columnDigits: i32, wordIndex: i32, digits: i32, shift: i32, mask: u32): void {
  columns = columnDigits ? 1 << (columnDigits << 2) : 0;
  rowWord = wordIndex;
  rowDigits = digits;
  rowShift = shift;
  zeros = i32x4.splat(mask);
  const end = GROUPS + (columns ? <usize>columns >> 2 : 1) * GROUP;
  for (let group = GROUPS; group < end; group += GROUP) {
    for (let i: usize = 0; i < 8; i++) v128.store(group + i * VECTOR, v128.load32_splat(INPUT + (i << 2)));
  }
  if (columns) formColumns(columnDigits);
  const block = i32(columns != 0);
  setBlock(block);
  rowBase = word(block, rowWord);
  fixSchedule(rowWord);
  for (let group = GROUPS; group < end; group += GROUP) {
    v128.store(group + STATE, v128.load(group));
    roundsWithout(rowWord, group);
    memory.copy(group, RESULT, STATE);
  }
}

/** A bit for each of four tries that is a proof. */
function proofs(group: usize): i32 {
  rounds(group, rowWord + 1, 64, true);
  const first = i32x4.add(v128.load(RESULT), v128.load(group + STATE));
  return i32x4.bitmask(i32x4.eq(v128.and(first, zeros), i32x4.splat(0)));
}

/** One schedule for all columns. */
function scanRow(row: i32): i32 {
  setWord(rowWord, i32x4.splat(rowBase | (spell(row, rowDigits) << rowShift)));
  schedule();
  let group = GROUPS;
  for (let column = 0; column < columns; column += 4) {
    const found = proofs(group);
    if (found) return column + ctz(found);
    group += GROUP;
  }
  return -1;
}

function scanFour(row: i32): i32 {
  setWord(rowWord, v128.or(i32x4.splat(rowBase), spellFour(row, rowDigits, rowShift)));
  schedule();
  const found = proofs(GROUPS);
  return found ? ctz(found) : -1;
}

/** Tries the table's entries `first` to `first` + `count` - 1, whole rows or whole fours; the entry that is a proof, or -1. */
export function scan(first: i32, count: i32): i32 {
  const step = columns ? columns : 4;
  for (let i = first; i < first + count; i += step) {
    const found = columns ? scanRow(i / columns) : scanFour(i);
    if (found >= 0) return i + found;
  }
  return -1;
}
