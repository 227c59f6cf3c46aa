import { randomBytes } from 'node:crypto';

export const OPCODE = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

export interface FrameParts {
  readonly opcode: number;
  readonly payload?: Buffer;
  readonly fin?: boolean;
  /** The three reserved bits, RSV1 being 4. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** Length to declare instead of the payload's. */
  readonly length?: number;
}

/** RFC 6455 §5.2, with every mistake that `parts` asks for. */
export function encodeFrame(parts: FrameParts): Buffer {
  const { opcode, payload = Buffer.alloc(0), fin = true, reserved = 0, masked = true } = parts;
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const head = encodeLength(first, parts.length ?? payload.length, masked);
  if (!masked) return Buffer.concat([head, payload]);
  const mask = randomBytes(4);
  const body = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return Buffer.concat([head, mask, body]);
}

function encodeLength(first: number, length: number, masked: boolean): Buffer {
  const flag = masked ? 0x80 : 0;
  if (length < 126) return Buffer.from([first, flag | length]);
  if (length < 65_536) {
    const head = Buffer.from([first, flag | 126, 0, 0]);
    head.writeUInt16BE(length, 2);
    return head;
  }
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = flag | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

export interface ServerFrame {
  readonly opcode: number;
  readonly payload: Buffer;
  /** How many bytes of the stream it took. */
  readonly bytes: number;
}

/** The first frame of a server's stream, or undefined while it is incomplete; throws on what a server must not send. */
export function decodeFrame(stream: Buffer): ServerFrame | undefined {
  if (stream.length < 2) return undefined;
  const first = stream.readUInt8(0);
  const second = stream.readUInt8(1);
  if ((first & 0xf0) !== 0x80) throw new Error('the server sent a fragment or a reserved bit');
  if (second & 0x80) throw new Error('the server sent a masked frame');
  const start = second === 126 ? 4 : second === 127 ? 10 : 2;
  if (stream.length < start) return undefined;
  const length =
    start === 4 ? stream.readUInt16BE(2) : start === 10 ? Number(stream.readBigUInt64BE(2)) : second;
  const end = start + length;
  if (stream.length < end) return undefined;
  return { opcode: first & 0x0f, payload: stream.subarray(start, end), bytes: end };
}
