const PAYLOAD_16_BIT = 126;
const PAYLOAD_64_BIT = 127;
const MASK_BYTES = 4;

/** Counts the continuation frames of a client's stream (RFC 6455 §5.2), for the fault that counts every fragment. */
export class FragmentCounter {
  #rest: Buffer = Buffer.alloc(0);

  /** How many continuation frames end in `bytes`. */
  count(bytes: Buffer): number {
    let count = 0;
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let size = frameBytes(this.#rest); size <= this.#rest.length; size = frameBytes(this.#rest)) {
      if (((this.#rest.at(0) ?? 0) & 0x0f) === 0) count++;
      this.#rest = this.#rest.subarray(size);
    }
    return count;
  }
}

/** The size of the frame that `stream` begins with; Infinity as long as that cannot be told. */
function frameBytes(stream: Buffer): number {
  const length = (stream.at(1) ?? 0) & 0x7f;
  const lengthBytes = length === PAYLOAD_64_BIT ? 8 : length === PAYLOAD_16_BIT ? 2 : 0;
  const headBytes = 2 + lengthBytes + MASK_BYTES;
  if (stream.length < headBytes) return Infinity;
  if (lengthBytes === 0) return headBytes + length;
  return headBytes + (lengthBytes === 2 ? stream.readUInt16BE(2) : Number(stream.readBigUInt64BE(2)));
}
