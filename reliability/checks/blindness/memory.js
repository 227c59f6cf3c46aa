/** All that a process has in its memory, as the system shows it. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { Hits, search } from './needles.js';

/** @typedef {import('./needles.js').Needle} Needle */

const PIECE_BYTES = 256 * 1_024;
/** Most of what a process has reserved it has never written to. */
const UNTOUCHED = Buffer.alloc(PIECE_BYTES);
const MAPPING = /^([0-9a-f]+)-([0-9a-f]+) (\S)(\S)\S\S \S+ \S+ (\d+)\s*(.*)$/;
/** The kernel's, the same in every process. */
const KERNELS = /^\[v(var|syscall|dso|var_vclock)\]$/;

/**
 * A copy of whatever the process could have written, range by range; it should stand still meanwhile.
 * @param {number} pid
 * @returns {Buffer[]}
 */
export function copyMemory(pid) {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    return writableBy(pid).map((range) => copyRange(memory, range));
  } finally {
    closeSync(memory);
  }
}

/**
 * Why it cannot be read here; undefined where it can.
 * @param {number} pid
 */
export function whyUnreadable(pid) {
  try {
    copyMemory(pid);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Piece by piece, so that everything else in this process goes on.
 * @param {readonly Buffer[]} ranges
 * @param {readonly Needle[]} needles
 * @returns {Promise<{ hits: Hits, size: number }>} in bytes
 */
export async function searchMemory(ranges, needles) {
  const hits = new Hits();
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  for (const range of ranges) {
    for (let at = 0; at < range.length; at += PIECE_BYTES) {
      if (UNTOUCHED.equals(range.subarray(at, at + PIECE_BYTES))) continue;
      const before = Math.min(overlap, at);
      search(hits, range.subarray(at - before, at + PIECE_BYTES), needles, before);
      await turn();
    }
  }
  return { hits, size: ranges.reduce((sum, { length }) => sum + length, 0) };
}

/**
 * @param {number} pid
 * @returns {{ start: number, end: number }[]}
 */
function writableBy(pid) {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, start = '', end = '', read, write, inode, path = ''] = MAPPING.exec(line) ?? [];
    const isOwn = write === 'w' || inode === '0';
    if (read !== 'r' || !isOwn || KERNELS.test(path)) return [];
    return [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }];
  });
}

/**
 * @param {number} memory
 * @param {{ start: number, end: number }} range
 */
function copyRange(memory, { start, end }) {
  const copy = Buffer.allocUnsafe(end - start);
  let length = 0;
  while (length < copy.length) {
    const read = readSync(memory, copy, length, copy.length - length, start + length);
    if (read === 0) break;
    length += read;
  }
  return copy.subarray(0, length);
}
