import { describe, expect, it } from 'vitest';
import { expectError, expectOk } from './client/gate.js';
import { HttpConnection, ask, get } from './client/http.js';
import { useRelay, type Engine, type Served } from './client/relay.js';

const API_METHOD = {
  '/api/pow-challenge': 'GET',
  '/api/pow-redeem': 'POST',
  '/api/create-room': 'GET',
  '/api/limits': 'GET',
} as const;

const UNKNOWN_PATHS = [
  '/api/',
  '/api/nope',
  '/api/Limits',
  '/api/limits/',
  '/api/limits/more',
  '/api//limits',
  '/api/./limits',
  '/api/x/../limits',
  '/api/%6cimits',
  '/api/limits;x=1',
  '/api/pow-challenge/',
  '/api/create-room/',
];

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'] as const;

const WRONG_METHODS = Object.entries(API_METHOD).flatMap(([path, right]) =>
  METHODS.filter((method) => method !== right).map((method) => [method, path] as const),
);

/** protocol.md, HTTP: paths and methods. */
export function paths(engine: Engine): void {
  describe('paths and methods', () => {
    const relay = useRelay(engine);
    unknownPaths(relay);
    wrongMethods(relay);
    health(relay);
  });
}

function unknownPaths(relay: Served): void {
  it.each(UNKNOWN_PATHS)('%s is not_found', async (path) => {
    expectError(await get(relay.port, path), 'not_found');
  });

  it('a query is no part of the path', async () => {
    expectOk(await get(relay.port, '/api/limits?any=thing'));
  });

  it('an unknown path is not_found with POST too', async () => {
    expectError(await ask(relay.port, { method: 'POST', path: '/api/nope', body: '{}' }), 'not_found');
  });
}

function wrongMethods(relay: Served): void {
  const withBody = WRONG_METHODS.filter(([method]) => method !== 'HEAD');
  it.each(withBody)('%s %s is method_not_allowed', async (method, path) => {
    expectError(await ask(relay.port, { method, path }), 'method_not_allowed');
  });

  const heads = WRONG_METHODS.filter(([method]) => method === 'HEAD');
  it.each(heads)('%s %s is refused without a body', async (_method, path) => {
    const connection = new HttpConnection(relay.port);
    const answer = await connection.ask({ method: 'HEAD', path });
    expect(answer.status).toBe(405);
    expect(answer.header('cache-control')).toBe('no-store');
    await expectIntact(connection);
  });
}

/** Nothing was sent behind the last answer, and the connection can be used again. */
async function expectIntact(connection: HttpConnection): Promise<void> {
  expect((await connection.ask({ path: '/healthz' })).json()).toEqual({ status: 'ok' });
  connection.close();
}

function health(relay: Served): void {
  it('/healthz says ok', async () => {
    const answer = await get(relay.port, '/healthz');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok' });
    expect(answer.header('cache-control')).toBe('no-store');
  });

  it('/healthz answers HEAD with 200 and no body', async () => {
    const connection = new HttpConnection(relay.port);
    expect((await connection.ask({ method: 'HEAD', path: '/healthz' })).status).toBe(200);
    await expectIntact(connection);
  });

  it('/healthz is not for POST', async () => {
    const answer = await ask(relay.port, { method: 'POST', path: '/healthz', body: '{}' });
    expectError(answer, 'method_not_allowed');
  });

  it('/healthz does not look at the origin', async () => {
    const answer = await get(relay.port, '/healthz', [['Origin', 'https://foreign.example']]);
    expect(answer.status).toBe(200);
  });
}
