/** What the system says of a process, where there is /proc. */
import { readFileSync } from 'node:fs';

const TICK_MS = 10;
const KIB = 1_024;

/**
 * CPU time that a process has used, in ms; undefined where the system does not tell so.
 * @param {number} pid
 */
export function cpuOf(pid) {
  const fields = read(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ');
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/**
 * Memory that a process holds, in bytes; undefined where the system does not tell so.
 * @param {number} pid
 */
export function memoryOf(pid) {
  const text = read(`/proc/${pid}/status`);
  return text === undefined ? undefined : Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]) * KIB;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
