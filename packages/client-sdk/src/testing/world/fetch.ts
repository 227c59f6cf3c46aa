import type { AbortSignalLike } from '../../platform/abort-signal-like.js';
import type { RequestLike, ResponseLike } from '../../platform/fetch-like.js';
import type { Lines } from './lines.js';

/** An answer of a test relay's API. */
export interface TestResponse extends ResponseLike {
  readonly status: number;
  readonly headers: {
    /** A header's value, by its name in any letter case. */
    get(name: string): string | null;
  };
  /** The body, read as JSON. */
  json(): Promise<unknown>;
}

/** A request that has come. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly body: string;
}

/** What is said to it; the names of its headers in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A `fetch` that reaches one relay and nobody else. */
export type TestFetch = (url: string, request?: RequestLike) => Promise<TestResponse>;

/** The `fetch` of clients of the relay at `origin`. */
export function fetchThrough(lines: Lines, origin: string, answer: (asked: Asked) => Answer): TestFetch {
  return (url, request = {}) =>
    new Promise((resolve, reject) => {
      const asked = askedOf(url, request);
      const signal = request.signal as AbortSignalLike | undefined;
      const fail = (): void => reject(new TypeError('fetch failed'));
      const line = lines.open(fail);
      const abort = (): void => {
        line.cut();
        const reason: unknown = signal?.reason;
        reject(reason instanceof Error ? reason : new TypeError('the request was aborted'));
      };
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      const finish = (settle: () => void): void => {
        line.cut();
        signal?.removeEventListener('abort', abort);
        settle();
      };
      line.carry(() => {
        if (lines.isOffline || asked.url.origin !== origin) {
          finish(fail);
          return;
        }
        const response = responseOf(answer(asked));
        line.carry(() => finish(() => resolve(response)));
      });
    });
}

function askedOf(url: string, { method = 'GET', headers = {}, body = '' }: RequestLike): Asked {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization');
  return { method: method.toUpperCase(), url: new URL(url), authorization: authorization?.[1] ?? '', body };
}

const responseOf = ({ status, headers, body }: Answer): TestResponse => ({
  ok: status >= 200 && status < 300,
  status,
  headers: { get: (name) => headers[name.toLowerCase()] ?? null },
  text: () => Promise.resolve(body),
  json: async () => Promise.resolve(JSON.parse(body) as unknown),
});
