import {
  accept,
  decodeRedemption,
  encodeChallenge,
  encodeCreatedRoom,
  encodeLimits,
  encodeSession,
  PREFLIGHT_MAX_AGE_S,
  refuse,
  type Limits,
  type Result,
} from '@pug-network/protocol';
import type { Gate } from '../gate/gate.js';
import type { Registry } from '../rooms/registry.js';
import type { Handling, Reply, RequestHead } from '../socket.js';
import { errorReply, jsonReply, SECURITY_HEADERS } from './reply.js';

/** What the API's paths lead to. */
export interface ApiContext {
  readonly gate: Gate;
  readonly registry: Registry;
  readonly limits: Limits;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly handle: (request: RequestHead) => Handling;
}

const DIGITS = /^[0-9]+$/;
const BEARER = /^bearer +([A-Za-z0-9_-]+)$/i;

/** The API's paths (protocol.md §1, §2): each a method and what answers it. */
export function apiRoutes({ gate, registry, limits }: ApiContext): ReadonlyMap<string, Route> {
  const limitsJson = encodeLimits(limits);
  return new Map<string, Route>([
    ['/api/pow-challenge', get(() => jsonReply(200, encodeChallenge(gate.challenge())))],
    ['/api/pow-redeem', post((body) => redeem(gate, body))],
    ['/api/create-room', get((request) => createRoom(gate, registry, request))],
    ['/api/limits', get(() => jsonReply(200, limitsJson))],
  ]);
}

/** Answers a request for a path of the API. */
export function handleApi(routes: ReadonlyMap<string, Route>, request: RequestHead): Handling {
  const route = routes.get(request.path);
  if (route === undefined) return { reply: errorReply('not_found') };
  if (request.method === 'OPTIONS' && request.headers('origin').length > 0) return { reply: PREFLIGHT };
  if (request.method !== route.method) {
    return { reply: errorReply('method_not_allowed', [['Allow', route.method]]) };
  }
  return route.handle(request);
}

const get = (answer: (request: RequestHead) => Reply): Route => ({
  method: 'GET',
  handle: (request) => ({ reply: answer(request) }),
});

const post = (answer: (body: Uint8Array) => Reply): Route => ({
  method: 'POST',
  handle: () => ({ readBody: answer }),
});

const PREFLIGHT: Reply = {
  status: 204,
  headers: [
    ['Access-Control-Allow-Methods', 'GET, POST'],
    ['Access-Control-Allow-Headers', 'authorization, content-type'],
    ['Access-Control-Max-Age', String(PREFLIGHT_MAX_AGE_S)],
    ['Cache-Control', 'no-store'],
    ...SECURITY_HEADERS,
  ],
  body: undefined,
};

function redeem(gate: Gate, body: Uint8Array): Reply {
  const redemption = decodeRedemption(body);
  if (!redemption.ok) return errorReply(redemption.code);
  const session = gate.redeem(redemption.value);
  return session.ok ? jsonReply(200, encodeSession(session.value)) : errorReply(session.code);
}

function createRoom(gate: Gate, registry: Registry, request: RequestHead): Reply {
  const [authorization = ''] = request.headers('authorization');
  const sessionToken = BEARER.exec(authorization)?.[1] ?? '';
  if (!gate.isSession(sessionToken)) return errorReply('session_invalid', [['WWW-Authenticate', 'Bearer']]);
  const query = new URLSearchParams(request.query);
  const ttl = numberOf(query, 'ttl');
  const capacity = numberOf(query, 'capacity');
  if (!ttl.ok || !capacity.ok) return errorReply('bad_request');
  const room = registry.create(ttl.value, capacity.value);
  if (!room.ok) return errorReply(room.code);
  gate.spend(sessionToken);
  return jsonReply(200, encodeCreatedRoom(room.value));
}

/** A parameter of digits alone, at most once; `undefined` where it is not given. */
function numberOf(query: URLSearchParams, name: string): Result<number | undefined, 'bad_request'> {
  const [value, ...more] = query.getAll(name);
  if (value === undefined) return accept(undefined);
  return DIGITS.test(value) && more.length === 0 ? accept(Number(value)) : refuse('bad_request');
}
