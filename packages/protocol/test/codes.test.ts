import { describe, expect, it } from 'vitest';
import { actionOfClose, codeOfClose, CODES, isCode, type ClientAction, type CodeRow } from '../src/codes.js';

type Row = readonly [code: string, http: number | undefined, close: number | undefined, action: ClientAction];

// The code table of docs/protocol.md, typed out.
const TABLE: readonly Row[] = [
  ['bad_request', 400, undefined, 'final'],
  ['not_found', 404, undefined, 'final'],
  ['method_not_allowed', 405, undefined, 'final'],
  ['payload_too_large', 413, undefined, 'final'],
  ['session_invalid', 401, undefined, 'new-challenge'],
  ['origin_forbidden', 403, undefined, 'final'],
  ['pow_invalid', 403, undefined, 'new-challenge'],
  ['pow_replayed', 409, undefined, 'new-challenge'],
  ['pow_expired', 410, undefined, 'new-challenge'],
  ['rate_limited', 429, 4429, 'later'],
  ['server_full', 503, 4503, 'later'],
  ['server_shutdown', 503, 1001, 'later'],
  ['bad_frame', undefined, 4400, 'final'],
  ['bad_secret', undefined, 4401, 'final'],
  ['room_not_found', undefined, 4404, 'final'],
  ['join_timeout', undefined, 4408, 'later'],
  ['room_full', undefined, 4409, 'final'],
  ['room_expired', undefined, 4410, 'final'],
  ['room_purged', undefined, 4411, 'final'],
  ['not_creator', undefined, undefined, 'none'],
  ['slow_consumer', undefined, 4508, 'later'],
];

const rows: Readonly<Record<string, CodeRow>> = CODES;

describe('the code table', () => {
  it('has the rows of the contract and no others', () => {
    expect(Object.keys(CODES).sort()).toEqual(TABLE.map(([code]) => code).sort());
  });

  it.each(TABLE)('%s is HTTP %s, close %s, and for the client %s', (code, http, close, action) => {
    const row = rows[code];
    expect(row?.http).toBe(http);
    expect(row?.close).toBe(close);
    expect(row?.action).toBe(action);
    expect(isCode(code)).toBe(true);
  });

  it.each(TABLE.map(([code]) => code))('%s has one sentence for a person', (code) => {
    expect(rows[code]?.message).toMatch(/^[A-Z][^\n]+\.$/);
  });

  it('gives no close code to two rows', () => {
    const closes = TABLE.flatMap(([, , close]) => close ?? []);
    expect(new Set(closes).size).toBe(closes.length);
  });
});

describe('isCode', () => {
  it.each([
    '',
    'BAD_FRAME',
    'bad_frame ',
    'unknown',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ])('takes %j for no code', (text) => {
    expect(isCode(text)).toBe(false);
  });

  it.each([undefined, null, 4400, {}, ['bad_frame'], new Object('bad_frame')])(
    'takes %o, which is no string, for no code',
    (value) => {
      expect(isCode(value)).toBe(false);
    },
  );
});

describe('codeOfClose', () => {
  it.each(TABLE.filter(([, , close]) => close !== undefined))(
    'finds %s (HTTP %s) by %i',
    (code, _http, close) => {
      expect(codeOfClose(close!)).toBe(code);
    },
  );

  it.each([0, 1000, 1006, 1009, 400, 4000, 4402, 4499, 4500, 4599, -4400, Number.NaN])(
    'knows no code for %d',
    (close) => {
      expect(codeOfClose(close)).toBeUndefined();
    },
  );
});

describe('actionOfClose', () => {
  it.each(TABLE.filter(([, , close]) => close !== undefined))(
    'says for %s what the table says',
    (_code, _http, close, action) => {
      expect(actionOfClose(close!)).toBe(action);
    },
  );

  it.each([4402, 4403, 4407, 4430, 4499])('gives up after the unknown 44xx %i', (close) => {
    expect(actionOfClose(close)).toBe('final');
  });

  it.each([4500, 4501, 4504, 4599])('tries later after the unknown 45xx %i', (close) => {
    expect(actionOfClose(close)).toBe('later');
  });

  it.each([1000, 1005, 1006, 1011, 1012, 1013, 4399])('tries later after %i', (close) => {
    expect(actionOfClose(close)).toBe('later');
  });

  it.each([1002, 1003, 1007, 1008, 1009, 1010])('gives up after %i, a fault of its own', (close) => {
    expect(actionOfClose(close)).toBe('final');
  });
});
