import { connect, type Socket } from 'node:net';
import { Inbox } from './inbox.js';

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

  json(): unknown {
    return JSON.parse(this.body.toString('utf8'));
  }
}

/** One HTTP/1.1 connection that sends exactly the bytes it is told to. */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #answers = new Inbox<Answer>();
  readonly #bodiless: boolean[] = [];
  #received: Buffer = Buffer.alloc(0);

  constructor(readonly port: number) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    this.#socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#drain();
    });
    this.#socket.on('error', (error) => {
      this.#answers.end(error);
    });
    this.#socket.on('close', () => {
      this.#answers.end(new Error('the connection was closed without an answer'));
    });
  }

  ask(request: Request): Promise<Answer> {
    this.#bodiless.push(request.method === 'HEAD');
    this.#socket.write(encodeRequest(this.port, request));
    return this.#answers.next(`the answer to ${request.method ?? 'GET'} ${request.path}`);
  }

  close(): void {
    this.#socket.destroy();
  }

  #drain(): void {
    const parsed = decodeAnswer(this.#received, this.#bodiless[0] ?? false);
    if (!parsed) return;
    this.#bodiless.shift();
    this.#received = this.#received.subarray(parsed.bytes);
    this.#answers.push(parsed.answer);
    this.#drain();
  }
}

/** Asks once, on a connection of its own. */
export async function ask(port: number, request: Request): Promise<Answer> {
  const connection = new HttpConnection(port);
  try {
    return await connection.ask(request);
  } finally {
    connection.close();
  }
}

export function get(port: number, path: string, headers: readonly Header[] = []): Promise<Answer> {
  return ask(port, { path, headers });
}

export function post(port: number, path: string, body: string | Buffer): Promise<Answer> {
  return ask(port, { method: 'POST', path, body });
}

function encodeRequest(port: number, request: Request): Buffer {
  const { method = 'GET', path, headers = [], host = `127.0.0.1:${port}` } = request;
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
  const status = /^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1];
  if (!status) throw new Error(`not a status line: ${JSON.stringify(statusLine.slice(0, 80))}`);
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const start = headEnd + 4;
  const hasNoBody = isBodiless || status === '204' || status === '101';
  const declared = headers.find(([name]) => name === 'content-length')?.[1] ?? '0';
  const end = hasNoBody ? start : start + Number(declared);
  if (received.length < end) return undefined;
  return { answer: new Answer(Number(status), headers, received.subarray(start, end)), bytes: end };
}
