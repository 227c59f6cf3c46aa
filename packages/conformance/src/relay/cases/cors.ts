import { each, equal } from '../../check.js';
import { expectError, expectOk } from '../../wire/gate.js';
import { handshake } from '../../wire/handshake.js';
import { HttpConnection, ask, get } from '../../wire/http.js';
import { casesOf, clauseIn, type Relay } from '../case.js';
import { FOREIGN, LISTED, expectEchoed, onClosed, onListed } from './origins.js';

const clause = clauseIn('http');

const ANSWERS: readonly [method: string, path: string, status: number][] = [
  ['GET', '/api/limits', 200],
  ['GET', '/api/pow-challenge', 200],
  ['GET', '/api/create-room', 401],
  ['POST', '/api/pow-redeem', 400],
  ['GET', '/api/nope', 404],
  ['POST', '/api/limits', 405],
  ['HEAD', '/api/limits', 405],
];

const PATHS = ['/api/pow-challenge', '/api/pow-redeem', '/api/create-room', '/api/limits'];

export const corsCases = casesOf('cors', (check) => {
  const echoed = clause(
    'An allowed Origin is echoed in `Access-Control-Allow-Origin`, with `Vary: Origin`, on every answer, errors included.',
  );

  check('echo', 'every answer, errors too, names the allowed origin', echoed, (relay) =>
    each(ANSWERS, async ([method, path, status]) => {
      const answer = await ask(relay, { method, path, headers: [['Origin', relay.origin]] });
      equal(answer.status, status, 'the status');
      expectEchoed(answer, relay.origin);
    }),
  );

  check('echo-on-upgrade', 'a refused upgrade names the allowed origin', echoed, async (relay) => {
    const answer = await handshake(relay, { Origin: relay.origin, 'Sec-WebSocket-Protocol': 'other' });
    expectError(answer, 'bad_request');
    expectEchoed(answer, relay.origin);
  });

  check(
    'echo-listed',
    'a listed origin is echoed, and not a star',
    echoed,
    async (relay) => expectEchoed(await get(relay, '/api/limits', [['Origin', LISTED]]), LISTED),
    onListed,
  );

  check(
    'preflight',
    'a preflight is 204 without a body, with methods, headers and a lifetime of 600 s',
    clause('A preflight is answered with 204'),
    (relay) => each(PATHS, (path) => expectPreflight(relay, path)),
  );

  check(
    'foreign-preflight',
    'a foreign origin has no preflight',
    clause('before anything else is looked at.'),
    async (relay) => {
      const headers = [...preflightOf(FOREIGN)];
      const answer = await ask(relay, { method: 'OPTIONS', path: '/api/limits', headers });
      expectError(answer, 'origin_forbidden');
      equal(answer.header('access-control-allow-origin'), undefined, 'Access-Control-Allow-Origin');
    },
    onClosed,
  );
});

const preflightOf = (origin: string) =>
  [
    ['Origin', origin],
    ['Access-Control-Request-Method', 'GET'],
    ['Access-Control-Request-Headers', 'authorization'],
  ] as const;

async function expectPreflight(relay: Relay, path: string): Promise<void> {
  const connection = new HttpConnection(relay);
  const answer = await connection.ask({ method: 'OPTIONS', path, headers: preflightOf(relay.origin) });
  equal(answer.status, 204, 'the status');
  equal(words(answer.header('access-control-allow-methods')), ['get', 'post'], 'the allowed methods');
  equal(
    words(answer.header('access-control-allow-headers')),
    ['authorization', 'content-type'],
    'the allowed headers',
  );
  equal(answer.header('access-control-max-age'), '600', 'Access-Control-Max-Age');
  expectEchoed(answer, relay.origin);
  expectOk(await connection.ask({ path: '/api/limits' }));
  connection.close();
}

function words(list = ''): string[] {
  const all = list.split(',').map((word) => word.trim().toLowerCase());
  return all.sort();
}
