import type { IncomingMessage } from 'node:http';
import type { Relay } from './relay.js';

/** The address that a request comes from: the peer's, or the one that the trusted proxies have added. */
export function addressOf({ faults, settings }: Relay, { headers, socket }: IncomingMessage): string {
  const hops = faults.on('socket.forwarded-for-believed') ? 1 : settings.trustProxy;
  const header = headers['x-forwarded-for'];
  const chain = (Array.isArray(header) ? header.join() : (header ?? '')).split(',').map((one) => one.trim());
  const claimed = hops > 0 ? chain.at(Math.max(-hops, -chain.length)) : undefined;
  return claimed === undefined || claimed === '' ? (socket.remoteAddress ?? '') : claimed;
}

/** Whether one more connection from there is one too many. */
export function isFull(relay: Relay, request: IncomingMessage): boolean {
  const { connections, faults, settings } = relay;
  if (faults.on('socket.connection-limit-ignored')) return false;
  if (connections.size >= settings.maxConnections) return true;
  const most = settings.maxConnectionsPerAddress;
  if (most === 0) return false;
  const address = addressOf(relay, request);
  return [...connections].filter((other) => other.address === address).length >= most;
}
