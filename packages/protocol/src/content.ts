import { decodeUtf8, encodeUtf8, isWhole, parseJson } from './json.js';

/** A message's kind byte (protocol.md, Envelope). */
export const KIND = { text: 0, json: 1, bytes: 2 } as const;

/** The first kind that is an application's own. */
export const FIRST_APPLICATION_KIND = 128;

/** What a message says, by its kind. */
export type Content = TextContent | JsonContent | BytesContent | ApplicationContent;

/** A text of any length that fits. */
export interface TextContent {
  readonly kind: 'text';
  readonly text: string;
}

/** Any value that JSON can hold. */
export interface JsonContent {
  readonly kind: 'json';
  readonly value: unknown;
}

/** Bytes as they are. */
export interface BytesContent {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A kind from 128 to 255, handed over as bytes: what it means is the application's. */
export interface ApplicationContent {
  readonly kind: 'application';
  readonly type: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A kind byte and the body under it. */
export interface EncodedContent {
  readonly kind: number;
  readonly body: Uint8Array;
}

/** True for kinds 3–127, which a later revision may give a meaning. */
export const isReservedKind = (kind: number): boolean => kind > KIND.bytes && kind < FIRST_APPLICATION_KIND;

/** Kind and body of a content. Throws a TypeError for a value that JSON cannot hold, a RangeError for a kind that is none. */
export function encodeContent(content: Content): EncodedContent {
  switch (content.kind) {
    case 'text':
      return { kind: KIND.text, body: encodeUtf8(content.text) };
    case 'json':
      return { kind: KIND.json, body: encodeUtf8(stringify(content.value)) };
    case 'bytes':
      return { kind: KIND.bytes, body: content.bytes };
    case 'application':
      if (!isWhole(content.type, FIRST_APPLICATION_KIND, 255)) {
        throw new RangeError('application kinds are 128 to 255');
      }
      return { kind: content.type, body: content.bytes };
  }
}

/** The content of a body that is well-formed for its kind, bytes copied, else `undefined`; a reserved kind has none. */
export function decodeContent(kind: number, body: Uint8Array): Content | undefined {
  if (isReservedKind(kind)) return undefined;
  if (kind === KIND.bytes) return { kind: 'bytes', bytes: body.slice() };
  if (kind >= FIRST_APPLICATION_KIND) return { kind: 'application', type: kind, bytes: body.slice() };
  const text = decodeUtf8(body);
  if (text === undefined) return undefined;
  if (kind === KIND.text) return { kind: 'text', text };
  const parsed = parseJson(text);
  return parsed && { kind: 'json', value: parsed.value };
}

function stringify(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError('JSON cannot hold this value');
  return text;
}
