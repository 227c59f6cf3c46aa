/** CPU time of a group of processes, which is how much a browser used that cannot tell it itself. */
import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts in, whatever the machine. */
const TICK_MS = 10;
/** Places in /proc/PID/stat behind the program's name, from 0: group, user time, system time. */
const [GROUP, USER, SYSTEM] = [2, 11, 12];

/**
 * User and system time so far, in ms, of the processes of a group that are still there; undefined where the system does
 * not tell it this way.
 * @param {number} group
 */
export function groupCpuMs(group) {
  const ticks = processIds()
    .map(fieldsOf)
    .filter((fields) => Number(fields[GROUP]) === group)
    .reduce((sum, fields) => sum + Number(fields[USER]) + Number(fields[SYSTEM]), 0);
  return ticks > 0 ? ticks * TICK_MS : undefined;
}

/** @returns {string[]} */
function processIds() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/**
 * @param {string} id
 * @returns {string[]} none of a process that has just ended
 */
function fieldsOf(id) {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
