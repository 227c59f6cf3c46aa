import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Relay } from './relay.js';
import { refusal, type Reply } from './reply.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Writes an answer; node:http itself leaves the body out after HEAD. */
export function writeReply(
  { faults }: Relay,
  response: ServerResponse,
  reply: Reply,
  cors: Readonly<Record<string, string>>,
): void {
  const { status, body, headers, code } = reply;
  const cache = faults.on('http.cache-control-missing') ? {} : { 'Cache-Control': 'no-store' };
  const shared = code && faults.on('cors.missing-on-errors') ? {} : cors;
  const isPage = code === 'not_found' && faults.on('http.not-found-as-html');
  const text = isPage ? '<!doctype html><title>Not found</title>' : JSON.stringify(body ?? {});
  const type = isPage ? { 'Content-Type': 'text/html' } : JSON_TYPE;
  const content = body ? { ...type, 'Content-Length': String(Buffer.byteLength(text)) } : {};
  response.writeHead(status, { ...cache, ...headers, ...shared, ...content });
  response.end(body ? text : undefined);
}

/** Answers what is not even HTTP, a doubled Content-Length for one, and ends the connection. */
export function writeMalformed(relay: Relay, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const { status, body } = refusal(relay, 'bad_request');
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
