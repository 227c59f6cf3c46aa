import {
  accept,
  CODES,
  decodeRedemption,
  encodeChallenge,
  encodeCreatedRoom,
  encodeErrorBody,
  encodeHealth,
  encodeLimits,
  encodeSession,
  encodeUtf8,
  MAX_REQUEST_BODY_BYTES,
  refuse,
  type HttpCode,
  type Limits,
  type Result,
} from '@pug-network/protocol';
import type { Answer, Asked } from '../world/fetch.js';
import type { Gate } from './gate.js';
import type { RefusalStep, Refusals } from './refusals.js';
import type { Rooms } from './rooms.js';

/** What the API stands on. */
export interface HttpContext {
  readonly gate: Gate;
  readonly rooms: Rooms;
  readonly limits: Limits;
  readonly refusals: Refusals;
  readonly isShutDown: () => boolean;
}

interface Route {
  readonly step: RefusalStep;
  readonly method: 'GET' | 'POST';
  readonly answer: (context: HttpContext, asked: Asked) => Answer;
}

const DIGITS = /^[0-9]+$/;
const BEARER = /^bearer +([A-Za-z0-9_-]+)$/i;
const RETRY_AFTER_S = '1';

const ROUTES: Readonly<Record<string, Route>> = {
  '/api/pow-challenge': {
    step: 'challenge',
    method: 'GET',
    answer: ({ gate }) => ok(encodeChallenge(gate.challenge())),
  },
  '/api/pow-redeem': { step: 'redeem', method: 'POST', answer: redeem },
  '/api/create-room': { step: 'create', method: 'GET', answer: createRoom },
  '/api/limits': { step: 'limits', method: 'GET', answer: ({ limits }) => ok(encodeLimits(limits)) },
};

/** Answers a request as a relay does (protocol.md, HTTP, §1, §2). */
export function answer(context: HttpContext, asked: Asked): Answer {
  const { pathname } = asked.url;
  if (pathname === '/api/pow-redeem') noteSolved(context.gate, asked.body);
  if (pathname === '/healthz') return health(context, asked.method);
  if (pathname === '/ws') return error('bad_request');
  if (!pathname.startsWith('/api/')) return error('not_found');
  if (context.isShutDown()) return error('server_shutdown');
  const fault = bodyFault(asked);
  if (fault) return error(fault);
  const route = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname] : undefined;
  if (route === undefined) return error('not_found');
  if (asked.method !== route.method) return error('method_not_allowed', { allow: route.method });
  const refused = refusalOf(context.refusals, route.step);
  return refused ? error(refused) : route.answer(context, asked);
}

function refusalOf(refusals: Refusals, step: RefusalStep): HttpCode | undefined {
  return step === 'limits' && refusals.isOriginRefused ? 'origin_forbidden' : refusals.takeHttp(step);
}

function bodyFault({ method, body }: Asked): 'payload_too_large' | 'bad_request' | undefined {
  if (method === 'POST')
    return encodeUtf8(body).length > MAX_REQUEST_BODY_BYTES ? 'payload_too_large' : undefined;
  return body === '' ? undefined : 'bad_request';
}

function noteSolved(gate: Gate, body: string): void {
  const redemption = decodeRedemption(body);
  if (redemption.ok) gate.solved(redemption.value.token);
}

function redeem({ gate }: HttpContext, { body }: Asked): Answer {
  const redemption = decodeRedemption(body);
  if (!redemption.ok) return error(redemption.code);
  const session = gate.redeem(redemption.value);
  return session.ok ? ok(encodeSession(session.value)) : error(session.code);
}

function createRoom({ gate, rooms }: HttpContext, { url, authorization }: Asked): Answer {
  const sessionToken = BEARER.exec(authorization)?.[1] ?? '';
  if (!gate.isSession(sessionToken)) return error('session_invalid');
  const ttl = numberOf(url.searchParams, 'ttl');
  const capacity = numberOf(url.searchParams, 'capacity');
  if (!ttl.ok || !capacity.ok) return error('bad_request');
  const room = rooms.create(ttl.value, capacity.value);
  if (!room.ok) return error(room.code);
  gate.spend(sessionToken);
  return ok(encodeCreatedRoom(room.value));
}

/** Digits alone, at most once; `undefined` where it is not given. */
function numberOf(query: URLSearchParams, name: string): Result<number | undefined, 'bad_request'> {
  const [value, ...more] = query.getAll(name);
  if (value === undefined) return accept(undefined);
  return DIGITS.test(value) && more.length === 0 ? accept(Number(value)) : refuse('bad_request');
}

function health({ isShutDown }: HttpContext, method: string): Answer {
  if (method !== 'GET' && method !== 'HEAD') return error('method_not_allowed', { allow: 'GET, HEAD' });
  const status = isShutDown() ? 'draining' : 'ok';
  return json(status === 'ok' ? 200 : 503, method === 'HEAD' ? '' : encodeHealth({ status }));
}

const ok = (body: string): Answer => json(200, body);

function error(code: HttpCode, headers: Readonly<Record<string, string>> = {}): Answer {
  const { http, message } = CODES[code];
  const retry = code === 'rate_limited' ? { 'retry-after': RETRY_AFTER_S } : {};
  const ask = code === 'session_invalid' ? { 'www-authenticate': 'Bearer' } : {};
  return json(http, encodeErrorBody({ error: { code, message } }), { ...retry, ...ask, ...headers });
}

const json = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body,
});
