import { describe, expect, it } from 'vitest';
import { encodeServerFrame, OPCODE } from '../../src/engines/frame.js';

/** Hexadecimal digits, with white space and comments. */
const hex = (text: string): Buffer => Buffer.from(text.replace(/\/\/.*|\s/g, ''), 'hex');

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, n) => n);

describe('a frame from the server', () => {
  it('is FIN and opcode, the length, the payload, and no mask: RFC 6455 §5.7', () => {
    expect(encodeServerFrame(OPCODE.text, Buffer.from('Hello'))).toEqual(
      hex(`
        81          // FIN, text
        05          // no mask, 5 bytes
        48656c6c6f  // Hello
      `),
    );
    expect(encodeServerFrame(OPCODE.binary, Uint8Array.of(0))).toEqual(
      hex(`
        82  // FIN, binary
        01  // no mask, 1 byte
        00  // a keep-alive
      `),
    );
  });

  it.each([
    { length: 0, header: '82 00' },
    { length: 1, header: '82 01' },
    { length: 125, header: '82 7d' },
    // From here 126 says that two bytes follow.
    { length: 126, header: '82 7e 007e' },
    { length: 127, header: '82 7e 007f' },
    { length: 255, header: '82 7e 00ff' },
    { length: 256, header: '82 7e 0100' },
    { length: 16_000, header: '82 7e 3e80' },
    { length: 65_535, header: '82 7e ffff' },
  ])('of $length bytes begins $header', ({ length, header }) => {
    const payload = bytes(length);
    const frame = encodeServerFrame(OPCODE.binary, payload);
    const start = hex(header);
    expect(frame.length).toBe(start.length + length);
    expect(frame.subarray(0, start.length)).toEqual(start);
    expect(Buffer.compare(frame.subarray(start.length), payload)).toBe(0);
  });

  it('of more than 65,535 bytes is not made', () => {
    expect(() => encodeServerFrame(OPCODE.binary, bytes(65_536))).toThrow(RangeError);
  });

  it('keeps its bytes when the payload changes afterwards', () => {
    const payload = bytes(3);
    const frame = encodeServerFrame(OPCODE.binary, payload);
    payload.fill(0xff);
    expect(frame).toEqual(hex('82 03 000102'));
  });

  it('holds what of a larger buffer it was given', () => {
    expect(encodeServerFrame(OPCODE.binary, bytes(10).subarray(4, 6))).toEqual(hex('82 02 0405'));
  });
});
