import { CODES, type Code } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { abortedBy, errorOf, LOCAL_CODES, PugError, throwIfAborted, type LocalCode } from '../src/errors.js';

const relayCodes = Object.keys(CODES) as Code[];
const localCodes = Object.keys(LOCAL_CODES) as LocalCode[];

describe('an error', () => {
  it('is an Error with a name, a stable code, a sentence and the cause', () => {
    const cause = new Error('why');
    const error = new PugError('network', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'PugError', code: 'network', temporary: true, cause });
    expect(String(error)).toBe('PugError: The relay cannot be reached.');
  });

  it.each([...relayCodes, ...localCodes])('with the code %s says one sentence', (code) => {
    expect(new PugError(code).message).toMatch(/^[A-Z].*\.$/);
  });

  it('has no code twice', () => {
    expect(localCodes.filter((code) => (relayCodes as string[]).includes(code))).toEqual([]);
  });

  it('is temporary where the table says later or new challenge, or where the network failed', () => {
    const temporary = [...relayCodes, ...localCodes].filter((code) => new PugError(code).temporary);
    expect(temporary.sort()).toEqual(
      [
        ...['join_timeout', 'rate_limited', 'server_full', 'server_shutdown', 'slow_consumer'],
        ...['pow_expired', 'pow_invalid', 'pow_replayed', 'session_invalid'],
        ...['lost', 'network'],
      ].sort(),
    );
  });

  it('of a relay has its code, or refused where that is none of the table', () => {
    expect(errorOf('room_full').code).toBe('room_full');
    expect([undefined, '', 'toString', 'aborted', 'lost'].map((code) => errorOf(code).code)).toEqual(
      Array(5).fill('refused'),
    );
  });

  it('of an aborted signal keeps its reason as the cause', () => {
    const reason = { why: 'enough' };
    expect(abortedBy(AbortSignal.abort(reason))).toMatchObject({ code: 'aborted', cause: reason });
    expect(() => throwIfAborted(AbortSignal.abort())).toThrow(PugError);
    expect(() => throwIfAborted(undefined)).not.toThrow();
    expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
  });
});
