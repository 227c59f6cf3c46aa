import { each, equal, matches } from '../../check.js';
import { expectError, expectOk } from '../../wire/gate.js';
import { handshake, upgradeHeaders } from '../../wire/handshake.js';
import { ask, get, type Answer } from '../../wire/http.js';
import { casesOf, clauseIn, type On, type Relay } from '../case.js';

const clause = clauseIn('http');

export const LISTED = 'https://app.example';
export const FOREIGN = 'https://foreign.example';

export const onListed: On = {
  settings: { allowedOrigins: [LISTED] },
  fits: ({ settings }) =>
    settings.allowedOrigins?.includes(LISTED) === true && isClosed(settings.allowedOrigins),
};
const onAll: On = {
  settings: { allowedOrigins: ['*'] },
  fits: ({ settings }) => settings.allowedOrigins?.includes('*') === true,
};
/** Any relay that does not allow every origin. */
export const onClosed: On = { fits: ({ settings }) => isClosed(settings.allowedOrigins) };

const isClosed = (origins: readonly string[] = []) => !origins.includes('*') && !origins.includes(FOREIGN);

const STRANGERS = [
  FOREIGN,
  'http://app.example',
  'https://app.example:8443',
  'https://app.example.foreign.example',
  'https://foreign.example/https://app.example',
  'https://app.example@foreign.example',
  '*',
  'app.example',
  'http://127.0.0.1:1',
];

const SAME: readonly [origin: string, host: string][] = [
  ['http://pug.example', 'pug.example'],
  ['https://pug.example', 'pug.example'],
  ['http://pug.example', 'PUG.example'],
  ['http://pug.example:8080', 'pug.example:8080'],
  ['http://pug.example', 'pug.example:80'],
  ['https://pug.example', 'pug.example:443'],
  ['http://[::1]:8080', '[::1]:8080'],
];

const NOT_SAME: readonly [origin: string, host: string][] = [
  ['http://pug.example', 'pug.example:8080'],
  ['http://pug.example:8080', 'pug.example'],
  ['http://evil.pug.example', 'pug.example'],
  ['http://pug.example.evil.example', 'pug.example'],
  ['http://pug.example@evil.example', 'pug.example'],
  ['null', 'null'],
];

export const originCases = casesOf('origin', (check) => {
  check(
    'none',
    'a request without Origin is allowed, on API and socket',
    clause('none | always'),
    async (relay) => {
      expectOk(await get(relay, '/api/limits'));
      equal((await handshake(relay)).status, 101, 'the status of the upgrade');
    },
  );

  check(
    'listed',
    'an origin in the allow-list is allowed, on API and socket',
    clause("listed in the deployment's `ALLOWED_ORIGIN` | yes"),
    async (relay) => {
      expectOk(await get(relay, '/api/limits', [['Origin', LISTED]]));
      equal((await handshake(relay, { Origin: LISTED })).status, 101, 'the status of the upgrade');
    },
    onListed,
  );

  check(
    'foreign',
    'any other origin is origin_forbidden, on API and socket, and is not echoed',
    clause('any other | only where `ALLOWED_ORIGIN` is `*`'),
    (relay) => each(STRANGERS, (origin) => expectForbidden(relay, origin)),
    onListed,
  );

  check(
    'foreign-without-list',
    'a foreign origin is origin_forbidden where no list says otherwise',
    clause('any other | only where `ALLOWED_ORIGIN` is `*`'),
    (relay) => expectForbidden(relay, FOREIGN),
    onClosed,
  );

  check(
    'null',
    'the origin null is origin_forbidden',
    clause('`null` | only where `ALLOWED_ORIGIN` is `*`'),
    (relay) => expectForbidden(relay, 'null'),
    onClosed,
  );

  check(
    'same-host',
    'an origin of the same host and port is allowed, letter case and default ports aside',
    clause('always: its host and port equal the Host header, letter case and default ports aside'),
    (relay) =>
      each(SAME, async ([origin, host]) => {
        expectOk(await ask(relay, { path: '/api/limits', headers: [['Origin', origin]], host }));
        const headers = [...upgradeHeaders(), ['Origin', origin]] as const;
        equal((await ask(relay, { path: '/ws', headers, host })).status, 101, 'the status of the upgrade');
      }),
  );

  check(
    'not-same-host',
    'an origin of another host or port is origin_forbidden',
    clause('always: its host and port equal the Host header, letter case and default ports aside'),
    (relay) =>
      each(NOT_SAME, async ([origin, host]) => {
        const headers = [['Origin', origin]] as const;
        expectError(await ask(relay, { path: '/api/limits', headers, host }), 'origin_forbidden');
        const upgrade = { path: '/ws', headers: [...upgradeHeaders(), ...headers], host };
        expectError(await ask(relay, upgrade), 'origin_forbidden');
      }),
    onClosed,
  );

  check(
    'all',
    'every origin is allowed and echoed where ALLOWED_ORIGIN is *, null too',
    clause('Under `*` too it is the Origin that is echoed.'),
    (relay) =>
      each([FOREIGN, 'null'], async (origin) => {
        const answer = await get(relay, '/api/limits', [['Origin', origin]]);
        expectOk(answer);
        expectEchoed(answer, origin);
        equal((await handshake(relay, { Origin: origin })).status, 101, 'the status of the upgrade');
      }),
    onAll,
  );

  check(
    'before-anything',
    'a foreign origin is found out before path, method, body and parameters',
    clause('before anything else is looked at.'),
    async (relay) => {
      const headers = [['Origin', FOREIGN]] as const;
      const long = { method: 'POST', path: '/api/pow-redeem', headers, body: ' '.repeat(1_025) };
      expectError(await get(relay, '/api/nope', headers), 'origin_forbidden');
      expectError(await ask(relay, { method: 'PUT', path: '/api/limits', headers }), 'origin_forbidden');
      expectError(await ask(relay, { path: '/api/limits', headers, body: '{}' }), 'origin_forbidden');
      expectError(await get(relay, '/api/create-room?ttl=', headers), 'origin_forbidden');
      expectError(await ask(relay, long), 'origin_forbidden');
    },
    onClosed,
  );
});

async function expectForbidden(relay: Relay, origin: string): Promise<void> {
  const answer = await get(relay, '/api/limits', [['Origin', origin]]);
  expectError(answer, 'origin_forbidden');
  equal(answer.header('access-control-allow-origin'), undefined, 'Access-Control-Allow-Origin');
  expectError(await handshake(relay, { Origin: origin }), 'origin_forbidden');
}

/** The answer names this origin, and says that it depends on it. */
export function expectEchoed(answer: Answer, origin: string): void {
  equal(answer.header('access-control-allow-origin'), origin, 'Access-Control-Allow-Origin');
  matches(answer.header('vary'), /\borigin\b/i, 'Vary');
}
