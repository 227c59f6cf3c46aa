import { describe, expect, it } from 'vitest';
import { parseRoomLink } from '../../src/link.js';
import vectors from '../../vectors/link.json';
import { fromBase64url } from '../bytes.js';

describe('a room link', () => {
  const { roomId, key, roomSecret } = vectors.valid[0]!;

  it.each(vectors.forms)('is read with $name', ({ url, origin }) => {
    const value = { origin, roomId, key: fromBase64url(key), roomSecret };
    expect(parseRoomLink(url)).toEqual({ ok: true, value });
  });
});
