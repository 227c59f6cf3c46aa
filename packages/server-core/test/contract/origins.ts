import { describe, expect, it } from 'vitest';
import { expectError, expectOk } from './client/gate.js';
import { handshake, upgradeHeaders } from './client/handshake.js';
import { HttpConnection, ask, get } from './client/http.js';
import { useRelay, type Engine, type Served } from './client/relay.js';

const LISTED = 'https://app.example';
const FOREIGN = 'https://foreign.example';

/** protocol.md, HTTP: one allow-list of origins for API and socket. */
export function origins(engine: Engine): void {
  describe('origins', () => {
    const relay = useRelay(engine, { allowedOrigins: [LISTED] });
    allowed(relay);
    foreign(relay);
    sameHost(relay);
    echo(relay);
    preflight(relay);
    wildcard(engine);
  });
}

function allowed(relay: Served): void {
  it('no Origin header is allowed, on API and socket', async () => {
    expectOk(await get(relay.port, '/api/limits'));
    expect((await handshake(relay.port)).status).toBe(101);
  });

  it('a listed origin is allowed, on API and socket', async () => {
    expectOk(await get(relay.port, '/api/limits', [['Origin', LISTED]]));
    expect((await handshake(relay.port, { Origin: LISTED })).status).toBe(101);
  });
}

function foreign(relay: Served): void {
  const origins = [
    FOREIGN,
    'http://app.example',
    'https://app.example:8443',
    'https://app.example.foreign.example',
    'https://foreign.example/https://app.example',
    'https://app.example@foreign.example',
    'null',
    '*',
    'app.example',
    'http://127.0.0.1:1',
    'http://localhost',
  ];
  it.each(origins)('%s is origin_forbidden, on API and socket', async (origin) => {
    const answer = await get(relay.port, '/api/limits', [['Origin', origin]]);
    expectError(answer, 'origin_forbidden');
    expect(answer.header('access-control-allow-origin')).toBeUndefined();
    expectError(await handshake(relay.port, { Origin: origin }), 'origin_forbidden');
  });

  it('is found out before anything else', async () => {
    const headers = [['Origin', FOREIGN]] as const;
    expectError(await get(relay.port, '/api/nope', headers), 'origin_forbidden');
    expectError(await ask(relay.port, { method: 'PUT', path: '/api/limits', headers }), 'origin_forbidden');
    expectError(await ask(relay.port, { path: '/api/limits', headers, body: '{}' }), 'origin_forbidden');
    expectError(await get(relay.port, '/api/create-room?ttl=', headers), 'origin_forbidden');
    const request = { method: 'POST', path: '/api/pow-redeem', headers, body: ' '.repeat(1_025) };
    expectError(await ask(relay.port, request), 'origin_forbidden');
  });

  it('has no preflight', async () => {
    const headers = [
      ['Origin', FOREIGN],
      ['Access-Control-Request-Method', 'GET'],
    ] as const;
    const answer = await ask(relay.port, { method: 'OPTIONS', path: '/api/limits', headers });
    expectError(answer, 'origin_forbidden');
    expect(answer.header('access-control-allow-origin')).toBeUndefined();
  });
}

function sameHost(relay: Served): void {
  const hosts: [origin: string, host: string][] = [
    ['http://pug.example', 'pug.example'],
    ['https://pug.example', 'pug.example'],
    ['http://pug.example', 'PUG.example'],
    ['http://pug.example:8080', 'pug.example:8080'],
    ['http://pug.example', 'pug.example:80'],
    ['https://pug.example', 'pug.example:443'],
    ['http://[::1]:8080', '[::1]:8080'],
  ];
  it.each(hosts)('%s is allowed where the host is %s', async (origin, host) => {
    expectOk(await ask(relay.port, { path: '/api/limits', headers: [['Origin', origin]], host }));
    const headers = [...upgradeHeaders(), ['Origin', origin]] as const;
    expect((await ask(relay.port, { path: '/ws', headers, host })).status).toBe(101);
  });

  const others: [origin: string, host: string][] = [
    ['http://pug.example', 'pug.example:8080'],
    ['http://pug.example:8080', 'pug.example'],
    ['http://evil.pug.example', 'pug.example'],
    ['http://pug.example.evil.example', 'pug.example'],
    ['http://pug.example@evil.example', 'pug.example'],
    ['null', 'null'],
  ];
  it.each(others)('%s is origin_forbidden where the host is %s', async (origin, host) => {
    const headers = [['Origin', origin]] as const;
    expectError(await ask(relay.port, { path: '/api/limits', headers, host }), 'origin_forbidden');
    const upgrade = [...upgradeHeaders(), ...headers];
    expectError(await ask(relay.port, { path: '/ws', headers: upgrade, host }), 'origin_forbidden');
  });
}

function echo(relay: Served): void {
  const requests: [method: string, path: string, status: number][] = [
    ['GET', '/api/limits', 200],
    ['GET', '/api/pow-challenge', 200],
    ['GET', '/api/create-room', 401],
    ['POST', '/api/pow-redeem', 400],
    ['GET', '/api/nope', 404],
    ['POST', '/api/limits', 405],
    ['HEAD', '/api/limits', 405],
  ];
  it.each(requests)('%s %s names the allowed origin with its %i', async (method, path, status) => {
    const answer = await ask(relay.port, { method, path, headers: [['Origin', LISTED]] });
    expect(answer.status).toBe(status);
    expect(answer.header('access-control-allow-origin')).toBe(LISTED);
    expect(answer.header('vary')).toMatch(/\borigin\b/i);
  });

  it('the page at the same host is named too', async () => {
    const origin = `http://127.0.0.1:${relay.port}`;
    const answer = await get(relay.port, '/api/limits', [['Origin', origin]]);
    expect(answer.header('access-control-allow-origin')).toBe(origin);
  });

  it('a refused upgrade names the allowed origin', async () => {
    const answer = await handshake(relay.port, { Origin: LISTED, 'Sec-WebSocket-Protocol': 'other' });
    expectError(answer, 'bad_request');
    expect(answer.header('access-control-allow-origin')).toBe(LISTED);
  });
}

function preflight(relay: Served): void {
  const paths = ['/api/pow-challenge', '/api/pow-redeem', '/api/create-room', '/api/limits'];
  it.each(paths)('the preflight of %s is answered', async (path) => {
    const headers = [
      ['Origin', LISTED],
      ['Access-Control-Request-Method', 'GET'],
      ['Access-Control-Request-Headers', 'authorization'],
    ] as const;
    const connection = new HttpConnection(relay.port);
    const answer = await connection.ask({ method: 'OPTIONS', path, headers });
    expect(answer.status).toBe(204);
    expect(answer.header('content-length')).toBeUndefined();
    expect(words(answer.header('access-control-allow-methods'))).toEqual(['get', 'post']);
    expect(words(answer.header('access-control-allow-headers'))).toEqual(['authorization', 'content-type']);
    expect(answer.header('access-control-max-age')).toBe('600');
    expect(answer.header('access-control-allow-origin')).toBe(LISTED);
    expect(answer.header('vary')).toMatch(/\borigin\b/i);
    expectOk(await connection.ask({ path: '/api/limits' }));
    connection.close();
  });
}

function words(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .sort();
}

function wildcard(engine: Engine): void {
  describe('where * is listed', () => {
    const relay = useRelay(engine, { allowedOrigins: ['*'] });
    it.each([FOREIGN, 'null'])('%s is allowed and named', async (origin) => {
      const answer = await get(relay.port, '/api/limits', [['Origin', origin]]);
      expectOk(answer);
      expect(answer.header('access-control-allow-origin')).toBe(origin);
      expect((await handshake(relay.port, { Origin: origin })).status).toBe(101);
    });
  });
}
