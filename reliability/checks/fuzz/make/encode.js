/** A client's frame as bytes, with every mistake it asks for; its mask is of the seed, so that the bytes repeat. */

/**
 * @typedef {object} Frame
 * @property {number} opcode
 * @property {Buffer} payload
 * @property {boolean} [isFinal] default true
 * @property {number} [reserved] three bits
 * @property {boolean} [isMasked] default true
 * @property {number} [length] declared instead of the payload's
 * @property {number} [lengthBytes] 2 or 8 even if fewer would do
 */

const LONGEST_SHORT = 125;
const LONGEST_16 = 0xffff;

/**
 * @param {Frame} frame
 * @param {import('../random.js').Random} random
 */
export function encode({ opcode, payload, isFinal = true, reserved = 0, isMasked = true, ...rest }, random) {
  const length = rest.length ?? payload.length;
  const head = headOf((isFinal ? 0x80 : 0) | (reserved << 4) | opcode, length, rest.lengthBytes ?? 0);
  if (!isMasked) return Buffer.concat([head, payload]);
  head[1] = (head[1] ?? 0) | 0x80;
  const mask = random.bytes(4);
  const masked = Buffer.from(payload);
  for (let i = 0; i < masked.length; i++) masked[i] = (masked[i] ?? 0) ^ (mask[i % 4] ?? 0);
  return Buffer.concat([head, mask, masked]);
}

/**
 * @param {number} first
 * @param {number} length
 * @param {number} leastBytes
 */
function headOf(first, length, leastBytes) {
  if (length > LONGEST_16 || leastBytes === 8) {
    const head = Buffer.from([first, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeBigUInt64BE(BigInt(length), 2);
    return head;
  }
  if (length <= LONGEST_SHORT && leastBytes === 0) return Buffer.from([first, length]);
  const head = Buffer.from([first, 126, 0, 0]);
  head.writeUInt16BE(length, 2);
  return head;
}
