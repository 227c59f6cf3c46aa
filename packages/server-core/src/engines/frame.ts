/** RFC 6455 §5.2 opcodes of data frames. */
export const OPCODE = { text: 0x1, binary: 0x2 } as const;

const FIN = 0x80;
const SHORT_LENGTH_MAX = 125;
const LENGTH_16 = 126;
const LENGTH_16_MAX = 0xffff;

/** One whole unmasked frame, built once for everybody who receives it. Throws a RangeError over 65,535 bytes. */
export function encodeServerFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  if (length > LENGTH_16_MAX) throw new RangeError('a server frame has at most 65,535 bytes');
  const headerBytes = length > SHORT_LENGTH_MAX ? 4 : 2;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = FIN | opcode;
  if (headerBytes === 2) {
    frame[1] = length;
  } else {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  }
  frame.set(payload, headerBytes);
  return frame;
}
