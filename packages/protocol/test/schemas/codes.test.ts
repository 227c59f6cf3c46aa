import { describe, expect, it } from 'vitest';
import { actionOfClose, CODES, type Code, type CodeRow } from '../../src/codes.js';
import { asyncapi, at, follow, isObject, objectsIn, openapi, type Json } from './schemas.js';

const ROWS = Object.entries(CODES) as [Code, CodeRow][];
const withStatus = ROWS.filter(([, { http }]) => http !== undefined);
const withClose = ROWS.filter(([, { close }]) => close !== undefined);
const sorted = (codes: readonly string[]): string[] => [...codes].sort();
const codesOf = (where: string): string[] =>
  (follow('codes.json', `#/$defs/${where}`) as { enum: string[] }).enum;

describe('codes.json', () => {
  it('has every code with a status for HTTP, and no other', () => {
    expect(sorted(codesOf('http'))).toEqual(sorted(withStatus.map(([code]) => code)));
  });

  it('has for error events every code that closes or leaves open, but the one that room:expired tells', () => {
    const codes = [...withClose.map(([code]) => code), 'not_creator'].filter(
      (code) => code !== 'room_purged',
    );
    expect(sorted(codesOf('event'))).toEqual(sorted(codes));
  });

  it('leaves no code of the table out', () => {
    const everywhere = new Set([...codesOf('http'), ...codesOf('event'), 'room_purged']);
    expect(sorted([...everywhere])).toEqual(sorted(ROWS.map(([code]) => code)));
  });
});

/** Every answer of openapi.json: operation, status, and the codes that its body may have. */
function* answers(): Generator<{
  operation: string;
  status: string;
  codes: readonly string[];
  answer: Json;
}> {
  for (const { node } of objectsIn(openapi['paths'])) {
    if (!isObject(node['responses'])) continue;
    for (const [status, given] of Object.entries(node['responses'])) {
      const answer = resolved(given as Json);
      yield { operation: String(node['operationId']), status, codes: codesIn(answer), answer };
    }
  }
}

const resolved = (node: Json): Json =>
  typeof node['$ref'] === 'string' ? (follow('openapi.json', node['$ref']) as Json) : node;

const codesIn = (answer: Json): readonly string[] =>
  (at(answer, '/content/application~1json/schema/allOf/1/properties/error/properties/code/enum') ??
    []) as string[];

const codesOfOperation = (operation: string): string[] =>
  sorted(
    [...answers()].filter((answer) => answer.operation === operation).flatMap(({ codes }) => [...codes]),
  );

describe('openapi.json', () => {
  it.each([...answers()].filter(({ codes }) => codes.length > 0))(
    'gives with $operation $status the codes of that status: $codes',
    ({ status, codes, answer }) => {
      const table: Record<string, CodeRow> = CODES;
      for (const code of codes) expect(table[code]?.http, code).toBe(Number(status));
      expect(sorted(Object.keys(at(answer, '/content/application~1json/examples') as Json))).toEqual(
        sorted(codes),
      );
    },
  );

  it('shows for every code the sentence that the relay says', () => {
    const shown = [...objectsIn(openapi)].flatMap(({ node }) =>
      isObject(node['error']) ? [node['error']] : [],
    );
    const errors = shown.filter((error) => typeof error['message'] === 'string');
    expect(errors.length).toBeGreaterThan(0);
    for (const { code, message } of errors) expect(CODES[code as Code].message).toBe(message);
  });

  // protocol.md §1, §2, HTTP: what each request may be refused with. Foreign origins, rates and shutdown are everywhere.
  const EVERYWHERE = ['bad_request', 'origin_forbidden', 'rate_limited', 'server_shutdown'];
  const POW = ['pow_invalid', 'pow_expired', 'pow_replayed', 'server_full', 'payload_too_large'];
  it.each([
    ['challenge', EVERYWHERE],
    ['redeem', [...EVERYWHERE, ...POW]],
    ['createRoom', [...EVERYWHERE, 'session_invalid', 'server_full']],
    ['limits', EVERYWHERE],
    ['health', ['bad_request']],
    ['healthHead', []],
    ['connect', ['bad_request', 'origin_forbidden']],
    ['preflightChallenge', ['bad_request', 'method_not_allowed', 'origin_forbidden', 'server_shutdown']],
  ])('refuses %s with %j alone', (operation, codes) => {
    expect(codesOfOperation(operation)).toEqual(sorted(codes));
  });

  it('has every code of HTTP, those of unknown paths and methods too', () => {
    const components = Object.values(at(openapi, '/components/responses') as Record<string, Json>);
    const all = [...[...answers()].map(({ answer }) => answer), ...components].flatMap((answer) => [
      ...codesIn(answer),
    ]);
    expect(sorted([...new Set(all)])).toEqual(sorted(withStatus.map(([code]) => code)));
  });
});

describe('asyncapi.json', () => {
  const closes = at(asyncapi, '/channels/socket/x-close-codes') as readonly {
    close: number;
    code?: string;
    client: string;
  }[];

  it('has every close code of the table, with its code', () => {
    const told = closes.flatMap(({ close, code }) => (code === undefined ? [] : [[code, close]]));
    expect(told.sort()).toEqual(withClose.map(([code, { close }]) => [code, close]).sort());
  });

  it('says of each what a client does', () => {
    for (const { close, client } of closes) expect(client).toBe(actionOfClose(close));
  });

  it('has besides those of RFC 6455 that a client sees', () => {
    const others = closes.filter(({ code }) => code === undefined).map(({ close }) => close);
    expect(others).toEqual([1002, 1006, 1007, 1009]);
  });
});
