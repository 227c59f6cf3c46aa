import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { HttpCode } from './codes.js';
import type { Relay } from './relay.js';

const MAX_BODY_BYTES = 1_024;

/** Why the body of a request is not even read, by its headers alone; protocol.md, HTTP: Requests. */
export function bodyRefusal({ faults }: Relay, { method, headers }: IncomingMessage): HttpCode | undefined {
  const hasCoding = headers['transfer-encoding'] !== undefined;
  if (hasCoding && !faults.on('http.transfer-encoding-accepted')) return 'bad_request';
  const bytes = Number(headers['content-length'] ?? 0);
  if (method === 'POST') {
    const isTyped = headers['content-type']?.startsWith('application/json') ?? false;
    if (!isTyped && faults.on('http.content-type-required')) return 'bad_request';
    return bytes > MAX_BODY_BYTES && !faults.on('http.long-body-accepted') ? 'payload_too_large' : undefined;
  }
  return bytes > 0 && !faults.on('http.body-on-get-accepted') ? 'bad_request' : undefined;
}

/** The whole body, which `bodyRefusal` has let pass; what has come of it if the peer goes away. */
export function readBody(source: Readable, { headers }: IncomingMessage): Promise<Buffer> {
  const isChunked = headers['transfer-encoding'] !== undefined;
  const length = isChunked ? Infinity : Number(headers['content-length'] ?? 0);
  return new Promise((resolve) => {
    let body: Buffer = Buffer.alloc(0);
    const finish = (): void => {
      source.off('data', take);
      resolve(body);
    };
    const take = (bytes: Buffer): void => {
      body = Buffer.concat([body, bytes]);
      if (body.length >= length) finish();
    };
    if (length === 0) finish();
    else source.on('data', take).on('end', finish).on('close', finish);
  });
}
