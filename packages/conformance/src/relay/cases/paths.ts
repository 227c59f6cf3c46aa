import { each, equal } from '../../check.js';
import { expectError, expectOk } from '../../wire/gate.js';
import { HttpConnection, ask, get } from '../../wire/http.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('http');

const API_METHOD = {
  '/api/pow-challenge': 'GET',
  '/api/pow-redeem': 'POST',
  '/api/create-room': 'GET',
  '/api/limits': 'GET',
} as const;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;

const WRONG_METHODS = Object.entries(API_METHOD).flatMap(([path, right]) =>
  METHODS.filter((method) => method !== right).map((method) => ({ method, path })),
);

const UNKNOWN_PATHS = ['/api/', '/api/nope', '/api/limits/more', '/api//limits', '/api/limits;x=1'];
const OTHER_SPELLINGS = ['/api/Limits', '/API/limits', '/api/./limits', '/api/x/../limits', '/api/%6cimits'];
const WITH_SLASH = ['/api/limits/', '/api/pow-challenge/', '/api/pow-redeem/', '/api/create-room/'];

export const pathCases = casesOf('http', (check) => {
  check(
    'unknown-path',
    'an unknown path under /api/ is not_found, with every method',
    clause('An unknown path under `/api/` is `not_found`.'),
    async (relay) => {
      await each(UNKNOWN_PATHS, async (path) => expectError(await get(relay, path), 'not_found'));
      expectError(await ask(relay, { method: 'POST', path: '/api/nope', body: '{}' }), 'not_found');
    },
  );

  check(
    'exact-path',
    'another spelling of a path is another path',
    clause('Paths are exact.'),
    async (relay) => {
      await each(OTHER_SPELLINGS, async (path) => {
        const { status } = await get(relay, path);
        equal(status, 404, 'the status');
      });
    },
  );

  check(
    'trailing-slash',
    'a path with a slash at its end is not_found',
    clause('A trailing slash makes another path.'),
    (relay) => each(WITH_SLASH, async (path) => expectError(await get(relay, path), 'not_found')),
  );

  check('query', 'a query is no part of the path', clause('Paths are exact.'), async (relay) => {
    expectOk(await get(relay, '/api/limits?any=thing'));
  });

  check(
    'wrong-method',
    'a method that a path does not have is method_not_allowed',
    clause('A method that a path does not have is `method_not_allowed`.'),
    (relay) =>
      each(WRONG_METHODS, async (request) => expectError(await ask(relay, request), 'method_not_allowed')),
  );

  check(
    'head',
    'HEAD is method_not_allowed on the API, and its answer has no body',
    clause('That includes HEAD, except on `/healthz`.'),
    (relay) =>
      each(Object.keys(API_METHOD), async (path) => {
        const connection = new HttpConnection(relay);
        const answer = await connection.ask({ method: 'HEAD', path });
        equal(answer.status, 405, 'the status');
        equal(answer.header('cache-control'), 'no-store', 'Cache-Control');
        await expectIntact(connection);
      }),
  );

  check(
    'keep-alive-connection',
    'several requests of one connection are answered in their order',
    clause('Every API answer, that of `/healthz` included, is JSON and has `Cache-Control: no-store`.'),
    async (relay) => {
      const connection = new HttpConnection(relay);
      expectOk(await connection.ask({ path: '/api/limits' }));
      expectError(await connection.ask({ path: '/api/nope' }), 'not_found');
      expectError(
        await connection.ask({ method: 'POST', path: '/api/pow-redeem', body: '{}' }),
        'bad_request',
      );
      await expectIntact(connection);
    },
  );
});

const healthClause = clauseIn('also-limits-and-health');

export const healthCases = casesOf('health', (check) => {
  check(
    'ok',
    'GET /healthz is 200 {"status":"ok"}',
    healthClause('`GET /healthz` → 200 `{"status":"ok"}`'),
    async (relay) => {
      const answer = await get(relay, '/healthz');
      equal((expectOk(answer) as { status?: unknown }).status, 'ok', 'the status in the body');
    },
  );

  check(
    'head',
    'HEAD /healthz is 200 without a body',
    clause('That includes HEAD, except on `/healthz`.'),
    async (relay) => {
      const connection = new HttpConnection(relay);
      equal((await connection.ask({ method: 'HEAD', path: '/healthz' })).status, 200, 'the status');
      await expectIntact(connection);
    },
  );

  check(
    'wrong-method',
    'POST /healthz is method_not_allowed',
    clause('A method that a path does not have is `method_not_allowed`.'),
    async (relay) => {
      const answer = await ask(relay, { method: 'POST', path: '/healthz', body: '{}' });
      expectError(answer, 'method_not_allowed');
    },
  );

  check(
    'any-origin',
    '/healthz does not look at the Origin',
    clause('A request to `/api/*` with a foreign Origin is `origin_forbidden`'),
    async (relay) => {
      const answer = await get(relay, '/healthz', [['Origin', 'https://foreign.example']]);
      equal(answer.status, 200, 'the status');
    },
  );
});

/** Nothing was sent behind the last answer, and the connection can be used again. */
async function expectIntact(connection: HttpConnection): Promise<void> {
  expectOk(await connection.ask({ path: '/healthz' }));
  connection.close();
}
