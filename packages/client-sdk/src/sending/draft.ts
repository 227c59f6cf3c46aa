import {
  encodeContent,
  MAX_MESSAGE_BODY_BYTES,
  type Content,
  type EncodedContent,
} from '@pug-network/protocol';
import { PugError } from '../errors.js';

/**
 * What `send` was given, as kind and body: string → text, Uint8Array → bytes or an application's kind, anything else →
 * JSON. Throws `unsendable`, `message_too_large`, `invalid_argument`.
 */
export function draftOf(data: unknown, applicationKind?: number): EncodedContent {
  const { kind, body } = encoded(contentOf(data, applicationKind));
  if (body.length > MAX_MESSAGE_BODY_BYTES) throw new PugError('message_too_large');
  return { kind, body };
}

function contentOf(data: unknown, type: number | undefined): Content {
  if (data instanceof Uint8Array) {
    // A copy: what the caller does to its bytes afterwards must not be sent.
    const bytes = new Uint8Array(data);
    return type === undefined ? { kind: 'bytes', bytes } : { kind: 'application', type, bytes };
  }
  if (type !== undefined) throw new PugError('invalid_argument');
  return typeof data === 'string' ? { kind: 'text', text: data } : { kind: 'json', value: data };
}

function encoded(content: Content): EncodedContent {
  try {
    return encodeContent(content);
  } catch {
    // No cause: what JSON says of a value that it cannot hold names parts of the message.
    throw new PugError(content.kind === 'json' ? 'unsendable' : 'invalid_argument');
  }
}
