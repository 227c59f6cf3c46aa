import { describe, expect, it } from 'vitest';
import { decodeRedemption } from '../../src/codec-http.js';
import { decodeEvent, decodeRequest } from '../../src/codec-socket.js';
import { MAX_REQUEST_BODY_BYTES } from '../../src/constants.js';
import type { Result } from '../../src/result.js';
import vectors from '../../vectors/messages.json';
import { textOf, utf8Of, type Written } from './parts.js';

type Decode = (data: unknown) => Result<object, string>;

/** Reads a vector as bytes and, where it is text, as a string too: both must come out the same. */
function read(decode: Decode, vector: Written): Result<object, string> {
  const result = decode(utf8Of(vector));
  if (vector.text !== undefined) expect(decode(textOf(vector.text))).toEqual(result);
  return result;
}

/** What the vectors say of a message. */
const inWords = (result: Result<object, string>): object =>
  result.ok ? { accepted: result.value } : { refused: result.code };

describe('a text frame to the relay', () => {
  it.each(vectors.toRelay)('$name', (vector) => {
    const { accepted, refused } = vector;
    expect(inWords(read(decodeRequest, vector))).toEqual(accepted ? { accepted } : { refused });
  });

  it('ends by the engine for invalid UTF-8, which the codec would refuse as well', () => {
    const ended = vectors.toRelay.filter((vector) => vector.ended !== undefined);
    expect(ended.length).toBeGreaterThan(0);
    for (const vector of ended) {
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(utf8Of(vector))).toThrow();
    }
  });
});

describe('a text frame to a client', () => {
  it.each(vectors.toClient)('$name', (vector) => {
    const { accepted, ignored, refused } = vector;
    const result = read(decodeEvent, vector);
    if (refused !== undefined) expect(result.ok).toBe(false);
    else expect(result).toEqual({ ok: true, value: ignored ? { type: 'unknown' } : accepted });
  });
});

describe('a body of POST /api/pow-redeem', () => {
  it.each(vectors.toRedeem)('$name', (vector) => {
    const { accepted, refused } = vector;
    const result = read(decodeRedemption, vector);
    // The size is looked at before the body is read.
    const isTooLong = utf8Of(vector).length > MAX_REQUEST_BODY_BYTES;
    expect(result.ok && isTooLong).toBe(false);
    const words = isTooLong ? { refused: 'payload_too_large' } : inWords(result);
    expect(words).toEqual(accepted ? { accepted } : { refused });
  });
});
