import { STATUS_CODES } from 'node:http';
import type { HttpRequest, HttpResponse } from 'uWebSockets.js';
import type { Handling, Reply, RequestHead } from '../socket.js';
import { Turn } from './turn.js';

/** Many, because it is not to be known which connection a request came on: a crowd may ask once each. */
const MOST_ANSWERS = 1_024;
/** How long an answer that needs no body waits for it. */
const BODY_TIMEOUT_MS = 1_000;
const NO_BYTES = new Uint8Array();

/** The start of a request of uWebSockets.js, copied: the library's own may be read only until its handler returns. */
export class UwsHead implements RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly #res: HttpResponse;
  readonly #headers = new Map<string, string[]>();

  constructor(res: HttpResponse, req: HttpRequest) {
    this.method = req.getMethod().toUpperCase();
    this.path = req.getUrl();
    this.query = req.getQuery();
    this.#res = res;
    req.forEach((name, value) => {
      const values = this.#headers.get(name);
      if (values) values.push(value);
      else this.#headers.set(name, [value]);
    });
  }

  headers(name: string): readonly string[] {
    return this.#headers.get(name) ?? [];
  }

  address(): string {
    return Buffer.from(this.#res.getRemoteAddressAsText()).toString('latin1');
  }
}

/** Answers requests of uWebSockets.js. */
export class UwsAnswers {
  readonly #turn = new Turn(MOST_ANSWERS);

  /**
   * Answers behind the request's body, if it has one. The library ends a connection without reading on, where the answer says
   * so or the client has asked for it; what is unread then takes the answer along.
   */
  answer(res: HttpResponse, head: UwsHead, handling: Handling): void {
    const isHead = head.method === 'HEAD';
    if ('reply' in handling) {
      if (hasBody(head)) this.#passBody(res, () => this.send(res, handling.reply, isHead));
      else this.send(res, handling.reply, isHead);
      return;
    }
    // Where the head of a request comes in pieces, the library tells nothing of a body of no bytes.
    if (hasBody(head)) this.#readBody(res, (body) => this.send(res, handling.readBody(body), isHead));
    else this.send(res, handling.readBody(NO_BYTES), isHead);
  }

  send(res: HttpResponse, { status, headers, body, hangUp = false }: Reply, isHead: boolean): void {
    const isLast = this.#turn.isOverfull(body?.length ?? 0) || hangUp;
    res.cork(() => {
      res.writeStatus(`${status} ${STATUS_CODES[status] ?? ''}`);
      for (const [name, value] of headers) res.writeHeader(name, value);
      if (isLast) res.end(isHead ? undefined : body, true);
      else if (body !== undefined && !isHead) sendBody(res, body);
      else sendWithoutBody(res, body);
    });
  }

  #readBody(res: HttpResponse, whole: (body: Uint8Array) => void): void {
    const chunks: Buffer[] = [];
    let isAborted = false;
    res.onAborted(() => {
      isAborted = true;
    });
    res.onData((chunk, isLast) => {
      chunks.push(Buffer.from(new Uint8Array(chunk)));
      if (isLast && !isAborted) whole(Buffer.concat(chunks));
    });
  }

  #passBody(res: HttpResponse, passed: () => void): void {
    let isWaiting = true;
    const stopWaiting = (): void => {
      clearTimeout(timer);
      isWaiting = false;
    };
    const answer = (): void => {
      if (!isWaiting) return;
      stopWaiting();
      passed();
    };
    const timer = setTimeout(answer, BODY_TIMEOUT_MS);
    res.onAborted(stopWaiting);
    res.onData((_chunk, isLast) => {
      if (isLast) answer();
    });
  }
}

const hasBody = (head: UwsHead): boolean =>
  head.headers('content-length').some((length) => Number(length) !== 0) ||
  head.headers('transfer-encoding').length > 0;

/** The answer waits for a client that does not read it: what is pipelined behind it is then not even looked at. */
function sendBody(res: HttpResponse, body: Uint8Array | string): void {
  res.onAborted(() => undefined);
  const [isTaken] = res.tryEnd(body, body.length);
  if (!isTaken) res.onWritable((offset) => res.tryEnd(restOf(body, offset), body.length)[0]);
}

const restOf = (body: Uint8Array | string, offset: number): Uint8Array | string =>
  typeof body === 'string' ? body.slice(offset) : body.subarray(offset);

function sendWithoutBody(res: HttpResponse, body: Uint8Array | string | undefined): void {
  // Told the length itself, the library forgets to close where the client asked it to.
  if (body !== undefined) res.writeHeader('Content-Length', String(body.length));
  res.endWithoutBody();
}
