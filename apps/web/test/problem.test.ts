import { LOCAL_CODES, PugError, type LocalCode } from '@pug-network/client-sdk';
import { describe, expect, it } from 'vitest';
import { en } from '../src/lib/words/en.js';
import { isOver, isWorthRetrying, problemOf, type Problem } from '../src/lib/problem.js';

describe('the problem of an error', () => {
  it.each([
    ['link_malformed', 'linkMalformed'],
    ['link_room_id', 'linkRoomId'],
    ['link_key', 'linkKey'],
    ['link_secret', 'linkSecret'],
    ['room_not_found', 'notFound'],
    ['room_full', 'full'],
    ['room_expired', 'expired'],
    ['bad_secret', 'wrongSecret'],
    ['crypto_unavailable', 'insecure'],
    ['server_full', 'busy'],
    ['network', 'unreachable'],
  ] as const)('%s is %s', (code, problem) => {
    expect(problemOf(new PugError(code), true)).toBe(problem);
  });

  it('is being offline where there is no network at all', () => {
    expect(problemOf(new PugError('network'), false)).toBe('offline');
    expect(problemOf(new PugError('room_full'), false)).toBe('full');
  });

  it('is unexpected where it is none of the SDK’s', () => {
    expect(problemOf(new TypeError('x'), true)).toBe('unexpected');
  });

  it('always has a text', () => {
    for (const code of Object.keys(LOCAL_CODES)) {
      expect(en.problem[problemOf(new PugError(code as LocalCode), true)]).toMatch(/\w/);
    }
  });

  it('is worth another try where time may mend it', () => {
    for (const problem of ['full', 'busy', 'unreachable', 'offline'] as const) {
      expect(isWorthRetrying(problem)).toBe(true);
    }
    for (const problem of ['linkKey', 'expired', 'wrongSecret', 'insecure'] as const) {
      expect(isWorthRetrying(problem)).toBe(false);
    }
  });

  it('is the end of the link where there is no room behind it, and not where it may still be mended', () => {
    expect(['expired', 'notFound'].every((problem) => isOver(problem as Problem))).toBe(true);
    for (const problem of ['linkKey', 'wrongSecret', 'full', 'unreachable', 'insecure'] as const) {
      expect(isOver(problem)).toBe(false);
    }
  });
});
