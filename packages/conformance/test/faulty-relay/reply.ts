import { CODES, type HttpCode } from './codes.js';
import type { Relay } from './relay.js';

/** What an HTTP request is answered with; no body is that of a preflight. */
export interface Reply {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code?: HttpCode;
}

/** 200 with `body`. */
export function ok(body: object): Reply {
  return { status: 200, body };
}

/** The error of `code`; protocol.md, HTTP: Answers. */
export function refusal({ faults }: Relay, code: HttpCode, headers: Reply['headers'] = {}): Reply {
  const { status, message } = CODES[code];
  const body = { error: faults.on('http.message-missing') ? { code } : { code, message } };
  return { status, body, headers, code };
}
