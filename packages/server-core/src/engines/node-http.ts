import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Handling, Reply, RequestHead } from '../socket.js';

/** The start of a request as Node's HTTP server gives it. */
export class NodeHead implements RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    const url = request.url ?? '';
    const mark = url.indexOf('?');
    this.method = request.method ?? '';
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.query = mark < 0 ? '' : url.slice(mark + 1);
    this.#request = request;
  }

  headers(name: string): readonly string[] {
    return this.#request.headersDistinct[name] ?? [];
  }

  address(): string {
    return this.#request.socket.remoteAddress ?? '';
  }
}

/** Carries a handling out on Node's response, reading the body first where it is wanted. */
export function answer(request: IncomingMessage, response: ServerResponse, handling: Handling): void {
  if ('reply' in handling) {
    send(response, handling.reply);
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => send(response, handling.readBody(Buffer.concat(chunks))));
}

/** Writes an answer to a socket that is no longer, or was never, an HTTP exchange of Node's, and ends it. */
export function sendRaw(socket: Duplex, { status, headers, body }: Reply, isHead = false): void {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = `Content-Length: ${body?.length ?? 0}\r\n`;
  socket.write(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines}${length}Connection: close\r\n\r\n`,
  );
  socket.end(isHead ? undefined : body);
}

function send(response: ServerResponse, { status, headers, body, hangUp = false }: Reply): void {
  response.statusCode = status;
  for (const [name, value] of headers) response.setHeader(name, value);
  if (body !== undefined) response.setHeader('Content-Length', body.length);
  if (hangUp) response.setHeader('Connection', 'close');
  response.end(body);
}
