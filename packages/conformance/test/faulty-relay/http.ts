import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { bodyRefusal } from './body.js';
import { corsHeaders, isForeign } from './origin.js';
import type { Relay } from './relay.js';
import { refusal, type Reply } from './reply.js';
import { ROUTES, type Route } from './routes.js';
import { pathOf } from './target.js';
import { writeReply } from './write.js';

/** Answers one request, whose body comes from `body`; protocol.md, HTTP. */
export async function answer(
  relay: Relay,
  request: IncomingMessage,
  response: ServerResponse,
  body: Readable,
): Promise<void> {
  const reply = await replyTo(relay, request, body);
  writeReply(relay, response, reply, corsHeaders(relay, request));
}

async function replyTo(relay: Relay, request: IncomingMessage, body: Readable): Promise<Reply> {
  const { faults, isDraining } = relay;
  const path = pathOf(request.url);
  const isApi = path.startsWith('/api/');
  const isRefused = isApi && isForeign(relay, request) && !faults.on('origin.foreign-accepted');
  if (isRefused && !faults.on('origin.checked-late')) return refusal(relay, 'origin_forbidden');
  if (isApi && isDraining && !faults.on('shutdown.api-goes-on')) return refusal(relay, 'server_shutdown');
  const route = routeOf(relay, path);
  if (!route) return refusal(relay, 'not_found');
  if (isApi && isPreflight(request)) return preflight(relay);
  if (!hasMethod(relay, route, path, request.method)) return wrongMethod(relay, route);
  if (isRefused) return refusal(relay, 'origin_forbidden');
  const code = hostRefusal(request) ?? bodyRefusal(relay, request);
  return code ? refusal(relay, code) : route.reply(relay, request, body);
}

function routeOf({ faults }: Relay, path: string): Route | undefined {
  return ROUTES.get(faults.on('http.trailing-slash-accepted') ? path.replace(/\/$/, '') : path);
}

/** HEAD is for /healthz alone. */
function hasMethod({ faults }: Relay, route: Route, path: string, method: string | undefined): boolean {
  if (method === 'HEAD' && path === '/healthz') return !faults.on('health.head-refused');
  if (method === 'HEAD' && faults.on('http.head-allowed')) return true;
  return method === route.method;
}

function wrongMethod(relay: Relay, { method }: Route): Reply {
  if (relay.faults.on('http.wrong-method-not-found')) return refusal(relay, 'not_found');
  return refusal(relay, 'method_not_allowed', { Allow: method });
}

/** RFC 9112 §3.2: a request of HTTP/1.1 has a Host. */
function hostRefusal({ headers, httpVersion }: IncomingMessage): 'bad_request' | undefined {
  return headers.host === undefined && httpVersion === '1.1' ? 'bad_request' : undefined;
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  const isAsked = headers['access-control-request-method'] !== undefined;
  return method === 'OPTIONS' && headers.origin !== undefined && isAsked;
}

function preflight({ faults }: Relay): Reply {
  const headers = {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'authorization, content-type',
  };
  const lifetime = faults.on('cors.preflight-not-kept') ? {} : { 'Access-Control-Max-Age': '600' };
  return { status: 204, headers: { ...headers, ...lifetime } };
}
