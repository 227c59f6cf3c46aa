import { PugError, type PugErrorCode } from '@pug-network/client-sdk';
import type { Words } from './words/en.js';

/** What went wrong, as a text of the dictionary. */
export type Problem = Exclude<keyof Words['problem'], 'title' | 'retry'>;

const PROBLEMS: Partial<Record<PugErrorCode, Problem>> = {
  link_malformed: 'linkMalformed',
  link_room_id: 'linkRoomId',
  link_key: 'linkKey',
  link_secret: 'linkSecret',
  room_not_found: 'notFound',
  room_full: 'full',
  room_expired: 'expired',
  room_purged: 'expired',
  bad_secret: 'wrongSecret',
  crypto_unavailable: 'insecure',
  network: 'unreachable',
  rate_limited: 'busy',
  server_full: 'busy',
  server_shutdown: 'busy',
  join_timeout: 'busy',
};

/** Trying the same again may help. */
const WORTH_RETRYING: readonly Problem[] = ['full', 'busy', 'unreachable', 'offline', 'refused'];

/** There is no room behind the link any more, so that nothing of it has to stay in the address. */
const OVER: readonly Problem[] = ['expired', 'notFound'];

/** The problem that an error of the SDK is for a person. */
export function problemOf(error: unknown, isOnline: boolean): Problem {
  if (!(error instanceof PugError)) return 'unexpected';
  const problem = PROBLEMS[error.code] ?? 'refused';
  return problem === 'unreachable' && !isOnline ? 'offline' : problem;
}

export const isOver = (problem: Problem): boolean => OVER.includes(problem);
export const isWorthRetrying = (problem: Problem): boolean => WORTH_RETRYING.includes(problem);
