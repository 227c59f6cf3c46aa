import { CODES, encodeErrorBody, type HttpCode } from '@pug-network/protocol';
import type { Reply } from '../socket.js';

type Headers = Reply['headers'];

/** On every answer: nothing may be guessed, or told to another site. */
const COMMON_HEADERS: Headers = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
];

/** On every answer that no page of another site may load. */
export const SECURITY_HEADERS: Headers = [...COMMON_HEADERS, ['Cross-Origin-Resource-Policy', 'same-origin']];

/** On what pages of every site may load; as a module, or with an integrity attribute, that is by CORS. */
export const SHARED_HEADERS: Headers = [
  ...COMMON_HEADERS,
  ['Access-Control-Allow-Origin', '*'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
];

const JSON_HEADERS: Headers = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ...SECURITY_HEADERS,
];

/** A JSON answer that no cache keeps. `json` is ASCII, as all is that the relay says. */
export const jsonReply = (status: number, json: string, headers: Headers = []): Reply => ({
  status,
  headers: [...JSON_HEADERS, ...headers],
  body: json,
});

/** An error of the table as an HTTP answer (protocol.md, HTTP). */
export function errorReply(code: HttpCode, headers: Headers = []): Reply {
  const { http, message } = CODES[code];
  return jsonReply(http, encodeErrorBody({ error: { code, message } }), headers);
}

/** An error after which the request's end is unknown or its body unread: the connection ends with it. */
export const errorAndHangUp = (code: HttpCode, headers: Headers = []): Reply => ({
  ...errorReply(code, headers),
  hangUp: true,
});

/** The same answer with more headers. */
export const withHeaders = (reply: Reply, headers: Headers): Reply => ({
  ...reply,
  headers: [...reply.headers, ...headers],
});
