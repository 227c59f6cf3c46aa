import { encodeHealth, SUBPROTOCOL, type HttpCode, type Limits } from '@pug-network/protocol';
import type { Gate } from '../gate/gate.js';
import type { Registry } from '../rooms/registry.js';
import type { Handling, Reply, RequestHead, UpgradeDecision } from '../socket.js';
import { clientAddress } from '../connections/address.js';
import { apiRoutes, handleApi } from './api.js';
import { bodyFault } from './body.js';
import type { Origins } from './origins.js';
import { errorAndHangUp, errorReply, jsonReply, withHeaders } from './reply.js';
import type { StaticFiles } from './static.js';

/** What the HTTP side of a relay stands on. */
export interface HttpContext {
  readonly gate: Gate;
  readonly registry: Registry;
  readonly limits: Limits;
  readonly origins: Origins;
  readonly files: StaticFiles;
  readonly trustProxy: number;
  /** Whether connections are counted by address; else the address is not even looked at. */
  readonly countsAddresses: boolean;
  readonly isDraining: () => boolean;
}

const OK = encodeHealth({ status: 'ok' });
const DRAINING = encodeHealth({ status: 'draining' });

/** Answers requests, whatever engine they came through (protocol.md, HTTP). */
export class Http {
  readonly #context: HttpContext;
  readonly #routes: ReturnType<typeof apiRoutes>;

  constructor(context: HttpContext) {
    this.#context = context;
    this.#routes = apiRoutes(context);
  }

  /** The paths of the protocol; on somebody else's server the relay answers nothing but these. */
  claims(path: string): boolean {
    return path === '/ws' || this.#routes.has(path);
  }

  handle(request: RequestHead): Handling {
    const { path } = request;
    if (path === '/api' || path.startsWith('/api/')) return this.#api(request);
    const fault = bodyFault(request);
    if (fault !== undefined) return { reply: errorAndHangUp(fault) };
    if (path === '/healthz') return { reply: varied(this.#health(request), this.#allowedOrigin(request)) };
    if (path === '/ws') return { reply: this.#refusedUpgrade(request, 'bad_request') };
    return { reply: this.#context.files.answer(request) };
  }

  refuseMalformed(): Reply {
    return errorAndHangUp('bad_request');
  }

  /** Whether a request becomes a connection: an upgrade at all, its origin, its subprotocol, in that order (§ WebSocket). */
  decideUpgrade(request: RequestHead): UpgradeDecision {
    const fault = this.#upgradeFault(request);
    if (fault === undefined) return { accepted: true, address: this.#addressOf(request) };
    return { accepted: false, reply: this.#refusedUpgrade(request, fault) };
  }

  #upgradeFault(request: RequestHead): 'bad_request' | 'origin_forbidden' | undefined {
    if (!isWebSocketUpgrade(request)) return 'bad_request';
    if (!this.#allowsOrigin(request)) return 'origin_forbidden';
    const offered = request.headers('sec-websocket-protocol').flatMap((value) => value.split(','));
    return offered.some((name) => name.trim() === SUBPROTOCOL) ? undefined : 'bad_request';
  }

  #refusedUpgrade(request: RequestHead, code: HttpCode): Reply {
    return varied(errorReply(code), this.#allowedOrigin(request));
  }

  #api(request: RequestHead): Handling {
    const [origin] = request.headers('origin');
    if (!this.#allowsOrigin(request))
      return { reply: hangUpIfBody(request, varied(errorReply('origin_forbidden'))) };
    const handling = this.#apiOfAllowed(request);
    if ('reply' in handling) return { reply: varied(handling.reply, origin) };
    return {
      readBody: (body) =>
        varied(
          this.#unlessDraining(() => handling.readBody(body)),
          origin,
        ),
    };
  }

  #apiOfAllowed(request: RequestHead): Handling {
    const fault = bodyFault(request);
    if (this.#context.isDraining()) {
      return { reply: hangUpIfBody(request, errorReply('server_shutdown')) };
    }
    if (fault !== undefined) return { reply: errorAndHangUp(fault) };
    return handleApi(this.#routes, request);
  }

  /** The relay may have begun to go away while a body was on its way. */
  #unlessDraining(answer: () => Reply): Reply {
    return this.#context.isDraining() ? errorReply('server_shutdown') : answer();
  }

  #health({ method }: RequestHead): Reply {
    if (method !== 'GET' && method !== 'HEAD')
      return errorReply('method_not_allowed', [['Allow', 'GET, HEAD']]);
    return this.#context.isDraining() ? jsonReply(503, DRAINING) : jsonReply(200, OK);
  }

  #allowedOrigin(request: RequestHead): string | undefined {
    return this.#allowsOrigin(request) ? request.headers('origin')[0] : undefined;
  }

  #allowsOrigin(request: RequestHead): boolean {
    const [origin, ...more] = request.headers('origin');
    const [host] = request.headers('host');
    return more.length === 0 && this.#context.origins.allows(origin, host);
  }

  #addressOf(request: RequestHead): string {
    const { countsAddresses, trustProxy } = this.#context;
    if (!countsAddresses) return '';
    return clientAddress(request.address(), request.headers('x-forwarded-for'), trustProxy);
  }
}

/** An answer that depends on the Origin header, and allows the origin that it names. */
function varied(reply: Reply, origin?: string): Reply {
  const allow = origin === undefined ? [] : [['Access-Control-Allow-Origin', origin] as const];
  return withHeaders(reply, [['Vary', 'Origin'], ...allow]);
}

/** A request refused unread may have a body on its way, which must not be taken for the next request. */
const hangUpIfBody = (request: RequestHead, reply: Reply): Reply =>
  bodyFault(request) === undefined ? reply : { ...reply, hangUp: true };

function isWebSocketUpgrade(request: RequestHead): boolean {
  const [upgrade = ''] = request.headers('upgrade');
  const connection = request.headers('connection').join(',').toLowerCase().split(',');
  const [version] = request.headers('sec-websocket-version');
  const [key = ''] = request.headers('sec-websocket-key');
  const isKey = /^[A-Za-z0-9+/]{22}==$/.test(key);
  const asks =
    upgrade.toLowerCase() === 'websocket' && connection.some((token) => token.trim() === 'upgrade');
  return request.method === 'GET' && asks && version === '13' && isKey;
}
