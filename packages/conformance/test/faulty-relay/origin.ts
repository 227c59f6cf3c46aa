import type { IncomingMessage } from 'node:http';
import type { Relay } from './relay.js';

const ORIGIN = /^(https?):\/\/([^/?#@\s]+)$/i;

/** Whether the request has an Origin that is not allowed; protocol.md, HTTP: Origins. */
export function isForeign(relay: Relay, { headers }: IncomingMessage): boolean {
  const { origin, host = '' } = headers;
  if (origin === undefined) return false;
  if (relay.faults.on('origin.null-allowed') && origin === 'null') return false;
  if (!relay.faults.on('origin.same-host-refused') && isSameHost(relay, origin, host)) return false;
  return !isListed(relay, origin);
}

function isListed({ settings, faults }: Relay, origin: string): boolean {
  const listed = settings.allowedOrigins;
  if (listed.includes('*')) return true;
  if (faults.on('origin.prefix-compared')) return listed.some((one) => origin.startsWith(one));
  return listed.includes(origin);
}

/** Host and port are equal, letter case and the default port of the Origin's scheme aside. */
function isSameHost({ faults }: Relay, origin: string, host: string): boolean {
  const [, scheme, originHost] = ORIGIN.exec(origin) ?? [];
  if (scheme === undefined || originHost === undefined) return false;
  if (faults.on('origin.port-ignored')) return withoutPort(originHost) === withoutPort(host);
  const defaultPort = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  const plain = (name: string): string => {
    const lower = name.toLowerCase();
    return lower.endsWith(defaultPort) ? lower.slice(0, -defaultPort.length) : lower;
  };
  return plain(originHost) === plain(host);
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** The headers by which a page of an allowed Origin may read the answer; protocol.md, HTTP: CORS. */
export function corsHeaders(relay: Relay, request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || isForeign(relay, request)) return {};
  const headers = { 'Access-Control-Allow-Origin': relay.faults.on('cors.star') ? '*' : origin };
  return relay.faults.on('cors.vary-missing') ? headers : { ...headers, Vary: 'Origin' };
}
