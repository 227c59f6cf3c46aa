import { readFileSync } from 'node:fs';

const LIMITS = '/proc/self/limits';
const SOFT_LIMIT = /^Max open files\s+(\d+)/m;
/** For the program itself, and for HTTP besides the connections of members. */
const RESERVE = 64;

/**
 * How many connections the system has files for; undefined where it does not say. With more of them no file would be
 * left to tell anybody `server_full`.
 */
export function connectionsByFiles(limits = readLimits()): number | undefined {
  const files = SOFT_LIMIT.exec(limits)?.[1];
  return files === undefined ? undefined : Math.max(1, Number(files) - RESERVE);
}

function readLimits(): string {
  try {
    return readFileSync(LIMITS, 'utf8');
  } catch {
    return '';
  }
}
