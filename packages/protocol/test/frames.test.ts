import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobOf, decodeFrame, encodeKeepAlive, encodeMessage, readU32, writeU32 } from '../src/frames.js';
import { u32 } from './arbitraries.js';
import { hex, same } from './bytes.js';

const REFUSED = { ok: false, code: 'bad_frame' };
const SHORTEST_BLOB = 28;
const LONGEST_BLOB = 15_995;

/** A frame of so many bytes that begins with `type`. */
const frameOf = (type: number, length: number): Uint8Array => {
  const frame = new Uint8Array(length);
  frame[0] = type;
  return frame;
};

describe('a message frame', () => {
  const BLOB = hex('000102030405060708090a0b 0c0d0e0f 101112131415161718191a1b');
  const GOLDEN = hex(`
    01                                                        ; type
    fedcba98                                                  ; senderId, big-endian
    000102030405060708090a0b0c0d0e0f101112131415161718191a1b  ; blob, unchanged
  `);

  it('is written as the golden bytes: type, senderId, blob', () => {
    expect(encodeMessage(0xfedcba98, BLOB)).toEqual(GOLDEN);
  });

  it('is read from the golden bytes', () => {
    expect(decodeFrame(GOLDEN)).toEqual({ ok: true, value: { type: 'message', senderId: 0xfedcba98 } });
    expect(blobOf(GOLDEN)).toEqual(BLOB);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(u32, fc.uint8Array({ minLength: SHORTEST_BLOB, maxLength: 600 }), (senderId, blob) => {
        const frame = encodeMessage(senderId, blob);
        expect(decodeFrame(frame)).toEqual({ ok: true, value: { type: 'message', senderId } });
        expect(same(blobOf(frame), blob)).toBe(true);
        expect(same(encodeMessage(senderId, blobOf(frame)), frame)).toBe(true);
      }),
    );
  });

  it('is read where it lies in a larger buffer, and its blob is not copied', () => {
    const larger = new Uint8Array(100);
    larger.set(GOLDEN, 40);
    const frame = larger.subarray(40, 40 + GOLDEN.length);
    expect(decodeFrame(frame)).toEqual({ ok: true, value: { type: 'message', senderId: 0xfedcba98 } });
    expect(blobOf(frame)).toEqual(BLOB);
    expect(blobOf(frame).buffer).toBe(larger.buffer);
  });

  it('is read from a Buffer', () => {
    const frame = Buffer.from(GOLDEN);
    expect(decodeFrame(frame)).toEqual({ ok: true, value: { type: 'message', senderId: 0xfedcba98 } });
    expect(same(blobOf(frame), BLOB)).toBe(true);
  });

  it.each([SHORTEST_BLOB, SHORTEST_BLOB + 1, LONGEST_BLOB - 1, LONGEST_BLOB])(
    'takes a blob of %i bytes',
    (length) => {
      const frame = encodeMessage(1, new Uint8Array(length));
      expect(frame.length).toBe(5 + length);
      expect(decodeFrame(frame)).toEqual({ ok: true, value: { type: 'message', senderId: 1 } });
    },
  );

  it.each([0, 1, SHORTEST_BLOB - 1, LONGEST_BLOB + 1, 65_536])(
    'is not written with a blob of %i bytes',
    (length) => {
      expect(() => encodeMessage(1, new Uint8Array(length))).toThrow(RangeError);
    },
  );

  it.each([1, 2, 4, 5, 6, 32, 16_001, 65_536])('is refused at %i bytes', (length) => {
    expect(decodeFrame(frameOf(0x01, length))).toEqual(REFUSED);
  });

  it.each([-1, 2 ** 32, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'is not written with the senderId %d',
    (id) => {
      expect(() => encodeMessage(id, new Uint8Array(SHORTEST_BLOB))).toThrow(RangeError);
    },
  );

  it.each([
    [0, '01 00000000'],
    [1, '01 00000001'],
    [0x7fffffff, '01 7fffffff'],
    [0x80000000, '01 80000000'],
    [0xffffffff, '01 ffffffff'],
  ])('carries the senderId %i', (senderId, header) => {
    const frame = encodeMessage(senderId, new Uint8Array(SHORTEST_BLOB));
    expect(frame.subarray(0, 5)).toEqual(hex(header));
    expect(decodeFrame(frame)).toEqual({ ok: true, value: { type: 'message', senderId } });
  });
});

describe('a keep-alive', () => {
  it('is the one byte 00', () => {
    expect(encodeKeepAlive()).toEqual(hex('00'));
    expect(decodeFrame(hex('00'))).toEqual({ ok: true, value: { type: 'keep-alive' } });
  });

  it('is made anew each time', () => {
    encodeKeepAlive().fill(1);
    expect(encodeKeepAlive()).toEqual(hex('00'));
  });

  it.each([2, 33, 16_000, 16_001])('is refused at %i bytes', (length) => {
    expect(decodeFrame(frameOf(0x00, length))).toEqual(REFUSED);
  });
});

describe('decodeFrame', () => {
  it('refuses an empty frame', () => {
    expect(decodeFrame(new Uint8Array(0))).toEqual(REFUSED);
  });

  it('knows each type from 02 to ff as unknown, at any length a frame may have', () => {
    for (let type = 2; type < 256; type++) {
      for (const length of [1, 2, 33, 16_000]) {
        expect(decodeFrame(frameOf(type, length))).toEqual({ ok: true, value: { type: 'unknown' } });
      }
    }
  });

  it('refuses an unknown type over 16,000 bytes', () => {
    expect(decodeFrame(frameOf(0x02, 16_001))).toEqual(REFUSED);
  });

  it('takes any bytes at all without throwing or changing them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const before = bytes.slice();
        decodeFrame(bytes);
        expect(bytes).toEqual(before);
      }),
    );
  });
});

describe('u32', () => {
  it('is read back as it was written, and nothing around it is touched', () => {
    fc.assert(
      fc.property(u32, fc.nat({ max: 8 }), (value, at) => {
        const bytes = new Uint8Array(12).fill(0xaa);
        writeU32(bytes, at, value);
        expect(readU32(bytes, at)).toBe(value);
        expect(new DataView(bytes.buffer).getUint32(at)).toBe(value);
        expect([...bytes].filter((byte, i) => (i < at || i > at + 3) && byte !== 0xaa)).toEqual([]);
      }),
    );
  });

  it.each([-1, -0.5, 0.5, 2 ** 32, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('has no %d', (value) => {
    const bytes = new Uint8Array(4);
    expect(() => writeU32(bytes, 0, value)).toThrow(RangeError);
    expect(bytes).toEqual(new Uint8Array(4));
  });
});
