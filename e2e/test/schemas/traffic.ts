import { request } from 'node:http';
import type { Fetch } from '@pug-network/client-sdk';
import { WebSocket } from 'ws';
import { bounded } from '../support/bounded.js';

/** One request and its answer. */
export interface Exchange {
  readonly kind: 'exchange';
  readonly method: string;
  readonly path: string;
  readonly sent: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One frame; binary ones in hex. */
export interface Frame {
  readonly kind: 'frame';
  readonly to: 'relay' | 'client';
  readonly isBinary: boolean;
  readonly data: string;
}

/** The end of a connection as the client sees it. */
export interface Close {
  readonly kind: 'close';
  readonly code: number;
  readonly reason: string;
}

type Said = Exchange | Frame | Close;

/** Everything that was said to a relay and by it; what is the same in every character once. */
export class Traffic {
  readonly #said = new Map<string, Said>();

  add(said: Said): void {
    this.#said.set(JSON.stringify(said), said);
  }

  of<Kind extends Said['kind']>(kind: Kind): Extract<Said, { kind: Kind }>[] {
    return [...this.#said.values()].filter(
      (said): said is Extract<Said, { kind: Kind }> => said.kind === kind,
    );
  }
}

/** The platform's fetch, listened to. */
export const recordingFetch =
  (traffic: Traffic): Fetch =>
  async (url, init) => {
    const response = await fetch(url, init);
    const body = await response.text();
    const { pathname, search } = new URL(url);
    traffic.add({
      kind: 'exchange',
      ...{ method: init.method ?? 'GET', path: pathname + search, sent: init.body ?? '' },
      ...{ status: response.status, headers: Object.fromEntries(response.headers), body },
    });
    return { ok: response.ok, text: () => Promise.resolve(body) };
  };

/** A WebSocket class, listened to: its handshake, the frames of both sides, and the end. */
export const recordingWebSocket = (traffic: Traffic) =>
  class extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { perMessageDeflate: false });
      const { pathname } = new URL(url);
      this.on('upgrade', ({ headers }) => {
        const told = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        );
        traffic.add({
          kind: 'exchange',
          method: 'GET',
          path: pathname,
          sent: '',
          status: 101,
          headers: told,
          body: '',
        });
      });
      this.on('message', (data: Buffer | ArrayBuffer, isBinary: boolean) => {
        const bytes = data instanceof ArrayBuffer ? Buffer.from(data) : data;
        traffic.add({
          kind: 'frame',
          to: 'client',
          isBinary,
          data: bytes.toString(isBinary ? 'hex' : 'utf8'),
        });
      });
      this.on('close', (code, reason) => {
        traffic.add({ kind: 'close', code, reason: reason.toString() });
      });
    }

    override send(data: string | Uint8Array): void {
      const isBinary = typeof data !== 'string';
      const written = isBinary ? Buffer.from(data).toString('hex') : data;
      traffic.add({ kind: 'frame', to: 'relay', isBinary, data: written });
      super.send(data);
    }

    /** Sends what is of no known form, and does not record it. */
    sendSpoilt(data: string | Uint8Array, isBinary = typeof data !== 'string'): void {
      super.send(data, { binary: isBinary });
    }
  };

/** What is asked by {@link ask}. */
export interface Question {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** One request on a connection of its own, as it is; an upgrade that succeeds is ended at once. */
export function ask(traffic: Traffic, origin: string, question: Question): Promise<Exchange> {
  const { method = 'GET', path, headers = {}, body = '' } = question;
  const length = body.length === 0 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const answered = new Promise<Exchange>((resolve, reject) => {
    const asking = request(origin + path, { method, agent: false, headers: { ...headers, ...length } });
    const settle = (status: number, raw: readonly string[], text: string): void => {
      const told = headersOf(raw);
      const exchange = {
        kind: 'exchange',
        method,
        path,
        sent: body.toString(),
        status,
        headers: told,
        body: text,
      } as const;
      traffic.add(exchange);
      resolve(exchange);
    };
    asking.on('error', reject);
    asking.on('upgrade', ({ rawHeaders }, socket) => {
      socket.destroy();
      settle(101, rawHeaders, '');
    });
    asking.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        settle(response.statusCode ?? 0, response.rawHeaders, Buffer.concat(pieces).toString()),
      );
      response.on('error', reject);
    });
    asking.end(body);
  });
  return bounded(answered, `the answer to ${method} ${path}`);
}

/** Names in lower case; doubled ones joined by commas. */
function headersOf(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    headers[name] = headers[name] === undefined ? raw[at + 1]! : `${headers[name]}, ${raw[at + 1]!}`;
  }
  return headers;
}
