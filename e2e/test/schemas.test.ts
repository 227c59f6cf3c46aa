import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askEverything, crowd, drain } from './schemas/answers.js';
import { asyncapi, faultsOf, MESSAGES, openapi, resolve, type Json } from './schemas/descriptions.js';
import {
  judgeClose,
  judgeExchange,
  judgeFrame,
  type JudgedExchange,
  type JudgedFrame,
} from './schemas/judge.js';
import { expire, misbehave, talk, wait } from './schemas/rooms.js';
import { Traffic } from './schemas/traffic.js';
import { startRelay, type RelayProcess } from './support/relay.js';

// Real traffic against what openapi.json, asyncapi.json and the schemas of messages say of it.

const LIMIT_MS = 60_000;
const SETTINGS = { POW_DIFFICULTY: '6', TTL_MIN: '1' };
const FAST = {
  FRAME_RATE: '1000000',
  FRAME_BURST: '1000000',
  BYTE_RATE: '1000000000',
  BYTE_BURST: '1000000000',
};

/** What takes longer than a test, or more than a machine has: see protocol.md, §1 and Code table. */
const NOT_PROVOKED = ['redeem 410 pow_expired', 'redeem 503 server_full'];
const isProvoked = (answer: string): boolean =>
  !NOT_PROVOKED.includes(answer) && !answer.endsWith('rate_limited');

/** Every answer that openapi.json describes: operation, status and code. */
function describedAnswers(): string[] {
  const paths = Object.values(openapi['paths'] as Record<string, Record<string, Json>>);
  return paths.flatMap((path) =>
    Object.values(path).flatMap(({ operationId, responses }) =>
      Object.entries(responses as Record<string, Json>).flatMap(([status, answer]) =>
        codesIn(answer).map((code) => `${String(operationId)} ${status} ${code}`.trim()),
      ),
    ),
  );
}

function codesIn(answer: Json): string[] {
  const { content } = resolve(openapi, answer) as { content?: Record<string, { examples?: Json }> };
  const { examples } = content?.['application/json'] ?? {};
  return examples === undefined ? [''] : Object.keys(examples);
}

const toWords = ({ operation, status, code }: JudgedExchange): string =>
  `${operation} ${status} ${code ?? ''}`.trim();

describe.each(['uws', 'ws'])('the traffic of a relay on %s', (engine) => {
  const traffic = new Traffic();
  const bySdk = new Traffic();
  const relays: RelayProcess[] = [];
  const all = [traffic, bySdk];
  const exchanges = (): JudgedExchange[] => all.flatMap((part) => part.of('exchange')).map(judgeExchange);
  const frames = (): JudgedFrame[] => all.flatMap((part) => part.of('frame')).map(judgeFrame);

  const start = async (settings: Record<string, string> = {}): Promise<RelayProcess> => {
    const relay = await startRelay(engine, { ...SETTINGS, ...settings });
    relays.push(relay);
    return relay;
  };

  beforeAll(async () => {
    const { origin } = await start();
    await Promise.all([
      talk(bySdk, origin).then(() => expire(bySdk, origin)),
      misbehave(traffic, origin).then(() => askEverything(traffic, origin)),
      wait(traffic, origin),
    ]);
    await crowd(traffic, (await start({ MAX_ROOMS: '1', MAX_CONNECTIONS: '1' })).origin);
    await drain(traffic, await start(FAST));
  }, LIMIT_MS);
  afterAll(() => Promise.all(relays.map(({ program }) => program.end())));

  it('is over HTTP what openapi.json says', () => {
    expect(exchanges().length).toBeGreaterThan(0);
  });

  it('is on the socket what asyncapi.json says', () => {
    expect(frames().length).toBeGreaterThan(0);
    for (const close of all.flatMap((part) => part.of('close'))) judgeClose(close);
  });

  it('had every answer that is described and can be provoked', () => {
    const had = new Set(exchanges().map(toWords));
    expect(describedAnswers().filter((answer) => !had.has(answer) && isProvoked(answer))).toEqual([]);
    expect([...had]).toEqual(
      expect.arrayContaining(['NotFound 404 not_found', 'MethodNotAllowed 405 method_not_allowed']),
    );
  });

  it('had every message that is described, each of its schema', () => {
    const schemas = [
      ...exchanges().flatMap((exchange) => exchange.schemas),
      ...frames().flatMap(({ schema }) => schema ?? []),
    ];
    expect([...new Set(schemas)].sort()).toEqual([...MESSAGES].sort());
    const { messages } = asyncapi['components'] as { messages: Json };
    expect([...new Set(frames().map(({ message }) => message))].sort()).toEqual(Object.keys(messages).sort());
  });

  it('had every code of an error event that can be provoked', () => {
    const had = [
      ...new Set(frames().flatMap(({ message, code }) => (message === 'error' ? (code ?? []) : []))),
    ];
    expect(had.sort()).toEqual([
      ...['bad_frame', 'bad_secret', 'join_timeout', 'not_creator', 'rate_limited', 'room_full'],
      ...['room_not_found', 'server_full', 'server_shutdown', 'slow_consumer'],
    ]);
  });

  it('had joins of the SDK as a client sends them', () => {
    const joins = bySdk
      .of('frame')
      .filter(({ to, isBinary }) => to === 'relay' && !isBinary)
      .map(({ data }) => JSON.parse(data) as Json);
    const judged = joins
      .filter(({ type }) => type === 'room:join')
      .map((join) => faultsOf('room-join.json#/$defs/sent', join));
    expect(judged.length).toBeGreaterThan(5);
    expect(judged.filter((fault) => fault !== '')).toEqual([]);
  });
});

describe('what the descriptions have nothing for', () => {
  const exchange = {
    kind: 'exchange',
    method: 'GET',
    path: '/healthz',
    sent: '',
    status: 200,
    body: '{"status":"ok"}',
  } as const;
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };

  it.each([
    ['a path', { ...exchange, headers, path: '/nothing' }],
    ['a status', { ...exchange, headers, status: 201 }],
    ['a body', { ...exchange, headers, body: '{"status":"well"}' }],
    ['a type', { ...exchange, headers: { ...headers, 'content-type': 'text/plain' } }],
    ['a header', { ...exchange, headers: { ...headers, 'cache-control': 'private' } }],
    ['an answer less a header', { ...exchange, headers: { 'content-type': 'application/json' } }],
    [
      'another code for the status',
      {
        ...exchange,
        headers,
        path: '/api/limits',
        status: 503,
        body: '{"error":{"code":"server_full","message":""}}',
      },
    ],
  ])('is %s, and fails', (_what, spoilt) => {
    expect(judgeExchange({ ...exchange, headers }).operation).toBe('health');
    expect(() => judgeExchange(spoilt)).toThrow();
  });

  it.each([
    [
      'an event to the relay',
      { to: 'relay', isBinary: false, data: '{"type":"presence:leave","memberId":1}' },
    ],
    ['an event of an unknown type', { to: 'client', isBinary: false, data: '{"type":"room:renamed"}' }],
    ['an ill-typed event', { to: 'client', isBinary: false, data: '{"type":"presence:leave","memberId":0}' }],
    [
      'an unknown code',
      { to: 'client', isBinary: false, data: '{"type":"error","code":"room_purged","message":""}' },
    ],
    ['a keep-alive of two bytes', { to: 'client', isBinary: true, data: '0000' }],
    ['a message without a blob', { to: 'relay', isBinary: true, data: '0100000001' }],
  ] as const)('is %s, and fails', (_what, frame) => {
    expect(judgeFrame({ kind: 'frame', to: 'client', isBinary: true, data: '00' }).message).toBe('keepAlive');
    expect(() => judgeFrame({ kind: 'frame', ...frame })).toThrow();
  });

  it.each([
    [4404, 'bad_secret'],
    [4599, ''],
  ])('is the close %i %s, and fails', (code, reason) => {
    expect(() => judgeClose({ kind: 'close', code, reason })).toThrow();
  });
});
