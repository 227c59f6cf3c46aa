import { sha256Into, SHA256_BYTES } from './sha256.js';

/** What SHA-256 takes in at a time, and the length to which HMAC pads its key. */
const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/**
 * HMAC-SHA-256 (RFC 2104) of messages of one length under one key of at most 64 bytes. The key is padded once, and a code
 * is two hashes over bytes that stand ready: Node's own `createHmac` sets up an object for each, which takes three times
 * as long.
 */
export class Hmac {
  /** Key ⊕ inner pad ‖ message. */
  readonly #inner: Buffer;
  /** Key ⊕ outer pad ‖ inner digest. */
  readonly #outer: Buffer;
  readonly #code = Buffer.alloc(SHA256_BYTES);

  constructor(key: Uint8Array, messageBytes: number) {
    this.#inner = Buffer.alloc(BLOCK_BYTES + messageBytes, INNER_PAD);
    this.#outer = Buffer.alloc(BLOCK_BYTES + SHA256_BYTES, OUTER_PAD);
    for (const [at, byte] of key.entries()) {
      this.#inner[at] = byte ^ INNER_PAD;
      this.#outer[at] = byte ^ OUTER_PAD;
    }
  }

  /** The code of a message, 32 bytes that are the caller's until the next one is asked for. */
  of(message: Uint8Array): Buffer {
    this.#inner.set(message, BLOCK_BYTES);
    sha256Into(this.#outer, this.#inner, BLOCK_BYTES);
    return sha256Into(this.#code, this.#outer);
  }
}
