import type { Socket } from 'node:net';
import { Inbox } from './inbox.js';
import { dial, type Target } from './target.js';
import { notesFor, type Notes } from './transcript.js';

export type Header = readonly [name: string, value: string];

export interface Request {
  readonly method?: string;
  readonly path: string;
  /** Sent as given, doubled ones too. */
  readonly headers?: readonly Header[];
  /** Replaces the Host header. */
  readonly host?: string;
  readonly body?: string | Buffer;
  /** Content-Length to declare instead of the body's; null for none at all. */
  readonly length?: number | null;
}

export class Answer {
  constructor(
    readonly status: number,
    readonly headers: readonly Header[],
    readonly body: Buffer,
  ) {}

  /** All values of a header, joined by commas; undefined if there is none. */
  header(name: string): string | undefined {
    const values = this.headers.filter(([key]) => key === name.toLowerCase()).map(([, value]) => value);
    return values.length > 0 ? values.join(', ') : undefined;
  }

  /** Its body; a SyntaxError that shows it where it is no JSON. */
  json(): unknown {
    const text = this.body.toString('utf8');
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new SyntaxError(`the body is not JSON: ${JSON.stringify(text.slice(0, 200))}`, { cause });
    }
  }
}

/** One HTTP/1.1 connection that sends exactly the bytes it is told to. */
export class HttpConnection {
  readonly #target: Target;
  readonly #socket: Socket;
  readonly #answers = new Inbox<Answer>();
  readonly #bodiless: boolean[] = [];
  readonly #note: Notes = notesFor('http', () => this.#socket.destroy());
  #received: Buffer = Buffer.alloc(0);

  constructor(target: Target) {
    this.#target = target;
    this.#socket = dial(target);
    this.#socket.on('data', (bytes) => this.#take(bytes));
    this.#socket.on('error', (error) => this.#answers.end(error));
    this.#socket.on('close', () => {
      this.#note('closed', '');
      this.#answers.end(new Error('the connection was closed without an answer'));
    });
  }

  /** Sends a request; the next answer is its. Rejects when there is none within `ms`. */
  ask(request: Request, ms?: number): Promise<Answer> {
    this.send(encodeRequest(this.#target, request), request.method === 'HEAD');
    return this.next(`the answer to ${request.method ?? 'GET'} ${request.path}`, ms);
  }

  /** Sends bytes as they are; `isBodiless` says that their answer has no body though it may declare a length. */
  send(bytes: Buffer, isBodiless = false): void {
    this.#bodiless.push(isBodiless);
    this.write(bytes);
  }

  /** Sends more bytes of a request that {@link send} has begun. */
  write(bytes: Buffer): void {
    this.#note('sent', bytes.toString('latin1'));
    this.#socket.write(bytes);
  }

  next(what: string, ms?: number): Promise<Answer> {
    return this.#answers.next(what, ms);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    try {
      for (;;) {
        const parsed = decodeAnswer(this.#received, this.#bodiless[0] ?? false);
        if (!parsed) return;
        this.#bodiless.shift();
        this.#note('received', this.#received.subarray(0, parsed.bytes).toString('latin1'));
        this.#received = this.#received.subarray(parsed.bytes);
        this.#answers.push(parsed.answer);
      }
    } catch (error) {
      this.#answers.end(error as Error);
    }
  }
}

/** Asks once, on a connection of its own. */
export async function ask(target: Target, request: Request, ms?: number): Promise<Answer> {
  const connection = new HttpConnection(target);
  try {
    return await connection.ask(request, ms);
  } finally {
    connection.close();
  }
}

export function get(target: Target, path: string, headers: readonly Header[] = []): Promise<Answer> {
  return ask(target, { path, headers });
}

export function post(target: Target, path: string, body: string | Buffer): Promise<Answer> {
  return ask(target, { method: 'POST', path, body });
}

/** The bytes of a request, with every oddity that it asks for. */
export function encodeRequest(target: Target, request: Request): Buffer {
  const { method = 'GET', path, headers = [], host = target.host } = request;
  const body = Buffer.from(request.body ?? '');
  const length = request.length === undefined && request.body !== undefined ? body.length : request.length;
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`];
  if (length !== null && length !== undefined) lines.push(`Content-Length: ${length}`);
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** The first answer in `received`, or undefined while it is incomplete. */
function decodeAnswer(received: Buffer, isBodiless: boolean): { answer: Answer; bytes: number } | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = received.subarray(0, headEnd).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error(`not a status line: ${JSON.stringify(statusLine.slice(0, 80))}`);
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const rest = received.subarray(headEnd + 4);
  const hasNoBody = isBodiless || status === 204 || status === 101 || status === 304;
  const body = hasNoBody ? { content: Buffer.alloc(0), bytes: 0 } : decodeBody(headers, rest);
  return body && { answer: new Answer(status, headers, body.content), bytes: headEnd + 4 + body.bytes };
}

interface Body {
  readonly content: Buffer;
  /** How much of the stream it took. */
  readonly bytes: number;
}

function decodeBody(headers: readonly Header[], rest: Buffer): Body | undefined {
  const of = (name: string) => headers.find(([key]) => key === name)?.[1];
  if (/\bchunked$/i.test(of('transfer-encoding') ?? '')) return decodeChunks(rest);
  const length = Number(of('content-length') ?? '0');
  return rest.length < length ? undefined : { content: rest.subarray(0, length), bytes: length };
}

/** RFC 9112 §7.1, for relays and proxies that answer in chunks. */
function decodeChunks(rest: Buffer): Body | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16);
    const end = lineEnd + 2 + size + 2;
    if (rest.length < end) return undefined;
    if (size === 0) return { content: Buffer.concat(chunks), bytes: end };
    chunks.push(rest.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}
