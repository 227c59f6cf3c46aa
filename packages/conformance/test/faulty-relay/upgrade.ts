import type { IncomingMessage } from 'node:http';
import { isFull } from './address.js';
import type { HttpCode } from './codes.js';
import { isForeign } from './origin.js';
import type { Relay } from './relay.js';

const SUBPROTOCOL = 'pug.v1';
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/** Why a request to `/ws` is not upgraded, in the order of protocol.md, WebSocket. */
export function upgradeRefusal(relay: Relay, request: IncomingMessage): HttpCode | undefined {
  const { faults } = relay;
  const isOriginRefused = isForeign(relay, request) && !faults.on('socket.foreign-origin-accepted');
  if (isOriginRefused && faults.on('socket.origin-before-upgrade')) return 'origin_forbidden';
  if (!isUpgrade(request)) return 'bad_request';
  if (isOriginRefused) return 'origin_forbidden';
  if (!offersProtocol(request) && !faults.on('socket.subprotocol-not-required')) return 'bad_request';
  return isFull(relay, request) && faults.on('socket.full-not-upgraded') ? 'server_full' : undefined;
}

/** RFC 6455 §4.2.1. */
function isUpgrade({ method, headers }: IncomingMessage): boolean {
  const isAsked = headers.upgrade?.toLowerCase() === 'websocket' && method === 'GET';
  const hasKey = KEY.test(headers['sec-websocket-key'] ?? '');
  return isAsked && hasKey && headers['sec-websocket-version'] === '13';
}

function offersProtocol({ headers }: IncomingMessage): boolean {
  const offers = (headers['sec-websocket-protocol'] ?? '').split(',');
  return offers.some((offer) => offer.trim() === SUBPROTOCOL);
}

/** The one of the offers that is taken; false for none. */
export function selectProtocol(offers: ReadonlySet<string>): string | false {
  return offers.has(SUBPROTOCOL) ? SUBPROTOCOL : false;
}
