import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Header } from '../../wire/http.js';
import { STATUS, type HttpCode } from '../../wire/table.js';

/** A request of the client's. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** The request line, the headers and the body, as text. */
  readonly text: string;
  /** When it came, in ms. */
  readonly at: number;
}

/** An answer; a body that is no string is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers in place of the usual answer; undefined leaves it at that. */
export type Answer = (request: ApiRequest) => Reply | undefined;

/** A 200. */
export const ok = (body: unknown): Reply => ({ status: 200, body });

/** An error of the code table. */
export function refusal(code: HttpCode, headers: Reply['headers'] = {}): Reply {
  return { status: STATUS[code], body: { error: { code, message: 'No.' } }, headers };
}

/** All values of a header, joined by commas; undefined if there is none. */
export function headerOf({ headers }: Pick<ApiRequest, 'headers'>, name: string): string | undefined {
  const values = headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length > 0 ? values.join(', ') : undefined;
}

/** Reads a whole request. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return requestOf(message, Buffer.concat(chunks));
}

/** A request whose body is known. */
export function requestOf(message: IncomingMessage, body: Buffer): ApiRequest {
  const { method = '', url = '', rawHeaders } = message;
  const [path = '', query = ''] = url.split('?');
  const headers = rawHeaders.flatMap((name, index): Header[] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  );
  const lines = [
    `${method} ${url}`,
    ...headers.map((header) => header.join(': ')),
    '',
    body.toString('latin1'),
  ];
  const text = lines.join('\r\n');
  return { method, path, query: new URLSearchParams(query), headers, body, text, at: performance.now() };
}

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'authorization, content-type',
};

/** Sends an answer, as a relay does that pages of every origin may use; gives its text. */
export function sendReply(response: ServerResponse, request: ApiRequest, reply: Reply): string {
  const origin = headerOf(request, 'origin');
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(origin !== undefined && { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }),
    ...(request.method === 'OPTIONS' && PREFLIGHT),
    ...reply.headers,
  });
  response.end(text);
  return `${reply.status} ${text}`;
}
