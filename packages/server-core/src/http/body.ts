import { MAX_REQUEST_BODY_BYTES, type HttpCode } from '@pug-network/protocol';
import type { RequestHead } from '../socket.js';

/**
 * What is wrong with the way a request frames its body (protocol.md, HTTP): any Transfer-Encoding, a Content-Length that
 * is doubled or no number, a body where the method takes none, a body over the limit.
 */
export function bodyFault(request: RequestHead): HttpCode | undefined {
  const lengths = request.headers('content-length');
  const [length = '0'] = lengths;
  if (request.headers('transfer-encoding').length > 0) return 'bad_request';
  if (lengths.length > 1 || !/^[0-9]+$/.test(length)) return 'bad_request';
  const bytes = Number(length);
  if (request.method === 'POST') return bytes > MAX_REQUEST_BODY_BYTES ? 'payload_too_large' : undefined;
  return bytes > 0 ? 'bad_request' : undefined;
}
