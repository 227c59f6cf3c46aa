import { DEFAULT_CAPACITY, DEFAULT_RATE, DEFAULT_TTL_S } from '@pug-network/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Gate } from '../../src/gate/gate.js';
import { Timekeeper } from '../../src/timing/timekeeper.js';
import { Http, type HttpContext } from '../../src/http/http.js';
import { Origins } from '../../src/http/origins.js';
import { StaticFiles } from '../../src/http/static.js';
import type { Handling, Reply } from '../../src/socket.js';
import { headOf, textOf, valueOf, valuesOf } from '../support/head.js';
import { newRooms, type Rooms } from '../support/registry.js';

const UPGRADE = {
  upgrade: 'websocket',
  connection: 'keep-alive, Upgrade',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  'sec-websocket-protocol': 'other, pug.v1',
};
const FOREIGN = { host: 'relay.example', origin: 'https://foreign.example' };
const ALLOWED = { host: 'relay.example', origin: 'https://app.example' };
const REDEEM = '/api/pow-redeem';

let rooms: Rooms;

beforeEach(() => {
  rooms = newRooms({ maxRooms: 1 });
});

function httpOf(changes: Partial<HttpContext> = {}): Http {
  return new Http({
    gate: new Gate(0, rooms.clock, new Timekeeper(rooms.clock)),
    registry: rooms.registry,
    limits: {
      protocol: 'pug.v1',
      difficulty: 0,
      ttl: DEFAULT_TTL_S,
      capacity: DEFAULT_CAPACITY,
      maxFrameBytes: 16_000,
      rate: DEFAULT_RATE,
    },
    origins: new Origins(['https://app.example']),
    files: new StaticFiles({}),
    trustProxy: 0,
    countsAddresses: false,
    isDraining: () => false,
    ...changes,
  });
}

const replyOf = (handling: Handling, body = ''): Reply =>
  'reply' in handling ? handling.reply : handling.readBody(Buffer.from(body));

const codeOf = (reply: Reply): unknown => JSON.parse(textOf(reply)).error?.code;

/** A session's token, by way of challenge and proof. */
function sessionOf(http: Http): string {
  const challenge = JSON.parse(textOf(replyOf(http.handle(headOf('GET', '/api/pow-challenge')))));
  const body = JSON.stringify({ token: challenge.token, nonce: '0' });
  return JSON.parse(textOf(replyOf(http.handle(headOf('POST', REDEEM)), body))).sessionToken;
}

describe('a request whose body comes when the relay is going away', () => {
  it('is answered like every other', () => {
    let isDraining = false;
    const http = httpOf({ isDraining: () => isDraining });
    const handling = http.handle(headOf('POST', REDEEM));
    isDraining = true;
    expect(codeOf(replyOf(handling, '{}'))).toBe('server_shutdown');
  });
});

describe('a session token', () => {
  const create = (http: Http, token: string, query = ''): Reply =>
    replyOf(http.handle(headOf('GET', `/api/create-room${query}`, { authorization: `Bearer ${token}` })));

  it('is spent by a room alone: not by a bad request, not by a full server', () => {
    const http = httpOf();
    const [first, second] = [sessionOf(http), sessionOf(http)];
    expect(codeOf(create(http, first, '?ttl=-1'))).toBe('bad_request');
    expect(create(http, first).status).toBe(200);
    expect(codeOf(create(http, first))).toBe('session_invalid');
    expect(codeOf(create(http, second))).toBe('server_full');
    rooms.registry.shutdown();
    expect(create(http, second).status).toBe(200);
  });

  it('is looked at before the parameters', () => {
    expect(codeOf(create(httpOf(), 'unknown', '?ttl=x'))).toBe('session_invalid');
  });
});

describe('a foreign origin', () => {
  it.each([
    ['GET', '/api/limits'],
    ['GET', '/api/nothing'],
    ['POST', REDEEM],
    ['OPTIONS', REDEEM],
    ['DELETE', '/api/limits'],
  ])('is forbidden before anything else is looked at: %s %s', (method, path) => {
    const handling = httpOf({ isDraining: () => true }).handle(headOf(method, path, FOREIGN));
    expect(codeOf(replyOf(handling))).toBe('origin_forbidden');
    expect(valuesOf(replyOf(handling), 'Vary')).toContain('Origin');
    expect(valueOf(replyOf(handling), 'Access-Control-Allow-Origin')).toBeUndefined();
  });

  it('is no matter to files and health', () => {
    const health = replyOf(httpOf().handle(headOf('GET', '/healthz', FOREIGN)));
    expect(health.status).toBe(200);
    expect(valueOf(health, 'Access-Control-Allow-Origin')).toBeUndefined();
    expect(replyOf(httpOf().handle(headOf('GET', '/', FOREIGN))).status).toBe(404);
  });
});

describe('an allowed origin', () => {
  it.each([
    ['GET', '/api/limits', 200],
    ['GET', '/api/nothing', 404],
    ['DELETE', '/api/limits', 405],
    ['POST', REDEEM, 400],
    ['OPTIONS', REDEEM, 204],
    ['GET', '/healthz', 200],
    ['POST', '/healthz', 405],
  ])('is echoed whatever the answer: %s %s is %i', (method, path, status) => {
    const reply = replyOf(httpOf().handle(headOf(method, path, ALLOWED)));
    expect(reply.status).toBe(status);
    expect(valueOf(reply, 'Access-Control-Allow-Origin')).toBe(ALLOWED.origin);
    expect(valuesOf(reply, 'Vary')).toContain('Origin');
    expect(valueOf(reply, 'Cache-Control')).toBe('no-store');
  });
});

describe('a relay that is draining', () => {
  it('says so to whoever asks, and takes no session and makes no room', () => {
    const http = httpOf({ isDraining: () => true });
    for (const [method, path] of [
      ['GET', '/api/limits'],
      ['POST', REDEEM],
      ['GET', '/api/nothing'],
    ] as const) {
      expect(codeOf(replyOf(http.handle(headOf(method, path))))).toBe('server_shutdown');
    }
    const health = replyOf(http.handle(headOf('GET', '/healthz')));
    expect([health.status, textOf(health)]).toEqual([503, '{"status":"draining"}']);
  });
});

describe('an upgrade', () => {
  it.each([
    [{}, 'accepted'],
    [ALLOWED, 'accepted'],
    [FOREIGN, 'origin_forbidden'],
    [{ ...FOREIGN, upgrade: 'h2c' }, 'bad_request'],
    [{ ...FOREIGN, 'sec-websocket-protocol': 'other' }, 'origin_forbidden'],
    [{ 'sec-websocket-protocol': 'other' }, 'bad_request'],
    [{ 'sec-websocket-protocol': [] }, 'bad_request'],
    [{ 'sec-websocket-protocol': 'PUG.v1' }, 'bad_request'],
    [{ 'sec-websocket-protocol': ['other', 'pug.v1'] }, 'accepted'],
    [{ upgrade: 'WebSocket', connection: ['close', 'UPGRADE'] }, 'accepted'],
    [{ connection: 'keep-alive' }, 'bad_request'],
    [{ 'sec-websocket-version': '8' }, 'bad_request'],
    [{ 'sec-websocket-key': 'short' }, 'bad_request'],
  ])('with %j is %s', (changes, outcome) => {
    const decision = httpOf().decideUpgrade(headOf('GET', '/ws', { ...UPGRADE, ...changes }));
    expect(decision.accepted ? 'accepted' : codeOf(decision.reply)).toBe(outcome);
  });

  it.each([
    { countsAddresses: false, trustProxy: 1, address: '' },
    { countsAddresses: true, trustProxy: 0, address: '203.0.113.7' },
    { countsAddresses: true, trustProxy: 1, address: '198.51.100.1' },
  ])('leads to "$address" where addresses count: $countsAddresses', ({ address, ...context }) => {
    const head = headOf('GET', '/ws', { ...UPGRADE, 'x-forwarded-for': '6.6.6.6, 198.51.100.1' });
    expect(httpOf(context).decideUpgrade(head)).toEqual({ accepted: true, address });
  });

  it('does not even look at an address that nobody counts', () => {
    const asked = vi.fn(() => '203.0.113.7');
    httpOf().decideUpgrade({ ...headOf('GET', '/ws', UPGRADE), address: asked });
    expect(asked).not.toHaveBeenCalled();
  });
});
