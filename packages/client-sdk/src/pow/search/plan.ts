import { compress } from './compress.js';
import { INITIAL_STATE, WORD_BYTES, WORDS } from './sha256.js';

const BLOCK_BYTES = WORDS * WORD_BYTES;
const LENGTH_BYTES = 8;
const PADDING = 0x80;
const MAX_NONCE_DIGITS = 32;
const COLUMN_DIGITS = 2;
const MAX_ROW_DIGITS = WORD_BYTES;
/** Fewer make tables so small that it is felt how often a new one begins. */
const MIN_ROW_DIGITS = 3;
const RADIX = 16;
const BITS = 8;

/** What the tries of one table share. */
export interface Table {
  /** SHA-256's state after the whole blocks of the token. */
  readonly state: Int32Array;
  /** What follows: one block, or two where the nonce straddles them; zero bytes for the digits of column and row. */
  readonly blocks: readonly Int32Array[];
}

/**
 * Where the digits of a nonce lie, so that trying the next one costs least. They tell a table, a column and a row. The
 * row's come last, late in their block: the rounds before them are done once for a table. With 33 bytes or more of the
 * token in its last block the nonce straddles two: the column's digits end the first block, the row's are in the second,
 * and one message schedule serves all columns of a row. Otherwise there is one column.
 *
 * Entry i of a table is column i mod `columns` of row ⌊i / columns⌋.
 */
export class Plan {
  readonly columnDigits: number;
  readonly columns: number;
  readonly rowDigits: number;
  readonly rows: number;
  /** The word of the last block that the row's digits are in. */
  readonly rowWord: number;
  /** Bits of that word after the row's digits. */
  readonly rowShift: number;
  readonly #state: Int32Array;
  /** The last block of the token and what follows. */
  readonly #message: Uint8Array;
  readonly #nonceAt: number;
  readonly #end: number;

  constructor(token: string) {
    const bytes = new TextEncoder().encode(token);
    const used = bytes.length % BLOCK_BYTES;
    const headBytes = bytes.length - used;
    const straddles = used + MAX_NONCE_DIGITS > BLOCK_BYTES;
    const end = endOfNonce(used, straddles);
    this.columnDigits = straddles ? Math.min(COLUMN_DIGITS, BLOCK_BYTES - used) : 0;
    this.columns = RADIX ** this.columnDigits;
    this.rowDigits = digitsInLastWord(end);
    this.rows = RADIX ** this.rowDigits;
    this.rowWord = Math.floor(((end - 1) % BLOCK_BYTES) / WORD_BYTES);
    this.rowShift = BITS * (WORD_BYTES - this.rowDigits);
    this.#state = blocksOf(bytes.subarray(0, headBytes)).reduce(compress, INITIAL_STATE);
    this.#message = new Uint8Array((straddles ? 2 : 1) * BLOCK_BYTES);
    this.#message.set(bytes.subarray(headBytes));
    this.#message[end] = PADDING;
    new DataView(this.#message.buffer).setUint32(this.#message.length - WORD_BYTES, BITS * (headBytes + end));
    this.#nonceAt = used;
    this.#end = end;
  }

  table(table: number): Table {
    return { state: this.#state, blocks: blocksOf(this.#spell(table)) };
  }

  /** The nonce of an entry of a table. */
  nonce(table: number, entry: number): string {
    const message = this.#spell(table, entry % this.columns, Math.floor(entry / this.columns));
    return new TextDecoder().decode(message.subarray(this.#nonceAt, this.#end));
  }

  #spell(table: number, column?: number, row?: number): Uint8Array {
    const message = this.#message.slice();
    const rowAt = this.#end - this.rowDigits;
    const columnAt = this.columns > 1 ? BLOCK_BYTES - this.columnDigits : rowAt;
    const columnEnd = columnAt + this.columnDigits;
    const digits = hexadecimal(table, rowAt - this.#nonceAt - this.columnDigits);
    const before = columnAt - this.#nonceAt;
    message.set(digits.subarray(0, before), this.#nonceAt);
    message.set(digits.subarray(before), columnEnd);
    if (column !== undefined) message.set(hexadecimal(column, this.columnDigits), columnAt);
    if (row !== undefined) message.set(hexadecimal(row, this.rowDigits), rowAt);
    return message;
  }
}

/** Where the padding begins: as late as can be, and at the end of a word rather than with only a digit or two in it. */
function endOfNonce(used: number, straddles: boolean): number {
  const end = used + MAX_NONCE_DIGITS;
  if (!straddles && end > BLOCK_BYTES - LENGTH_BYTES - 1) return BLOCK_BYTES - LENGTH_BYTES - 1;
  const digits = digitsInLastWord(end);
  const isOnlyWord = straddles && end - digits === BLOCK_BYTES;
  return digits < MIN_ROW_DIGITS && !isOnlyWord ? end - digits : end;
}

function digitsInLastWord(end: number): number {
  return ((end - 1) % MAX_ROW_DIGITS) + 1;
}

/** ASCII, of so many digits. */
function hexadecimal(value: number, digits: number): Uint8Array {
  return new TextEncoder().encode(digits > 0 ? value.toString(RADIX).padStart(digits, '0') : '');
}

function blocksOf(bytes: Uint8Array): Int32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / BLOCK_BYTES }, (_, block) =>
    Int32Array.from({ length: WORDS }, (_, t) => view.getInt32(block * BLOCK_BYTES + t * WORD_BYTES)),
  );
}
