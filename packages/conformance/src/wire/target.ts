import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Where a relay listens. */
export interface Target {
  /** As in `http://127.0.0.1:3000`, without a slash at the end. */
  readonly origin: string;
  /** What the Host header says. */
  readonly host: string;
  readonly hostname: string;
  readonly port: number;
  readonly isSecure: boolean;
}

const HTTPS_PORT = 443;
const HTTP_PORT = 80;

/** Reads the address of a relay: http or https, and nothing behind the port. Throws a TypeError on anything else. */
export function parseTarget(address: string): Target {
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw new TypeError('a relay is at http:// or https://');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new TypeError('a relay is at an origin, with nothing behind it');
  const port = url.port === '' ? (isSecure ? HTTPS_PORT : HTTP_PORT) : Number(url.port);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  return { origin: url.origin, host: url.host, hostname, port, isSecure };
}

/** A TCP connection to it, in TLS where its address says so. */
export function dial({ hostname: host, port, isSecure }: Target): Socket {
  return isSecure ? connectTls({ host, port, servername: host }) : connect({ host, port });
}
