import { K, ROUNDS, WORDS } from './sha256.js';

/** The message schedule of SHA-256 for a block, and for others that differ from it in one word. */
export class Schedule {
  /** W[t] + K[t], what the rounds add. */
  readonly kw = new Int32Array(ROUNDS);
  readonly #block = new Int32Array(WORDS);

  fill(block: Int32Array): void {
    this.#block.set(block);
    for (let t = 0; t < WORDS; t++) this.kw[t] = (block[t] ?? 0) + (K[t] ?? 0);
    extend(this.#block, this.kw);
  }

  /** Changes word t of the block. */
  set(t: number, word: number): void {
    this.#block[t] = word;
    this.kw[t] = word + (K[t] ?? 0);
    extend(this.#block, this.kw);
  }
}

/**
 * Forms the words from 16 on. With the sigmas spelt out and the words in variables: more than twice as fast as with
 * functions, and faster than leaving out in an array what does not vary.
 */
function extend(block: Int32Array, kw: Int32Array): void {
  let w0 = block[0] ?? 0;
  let w1 = block[1] ?? 0;
  let w2 = block[2] ?? 0;
  let w3 = block[3] ?? 0;
  let w4 = block[4] ?? 0;
  let w5 = block[5] ?? 0;
  let w6 = block[6] ?? 0;
  let w7 = block[7] ?? 0;
  let w8 = block[8] ?? 0;
  let w9 = block[9] ?? 0;
  let w10 = block[10] ?? 0;
  let w11 = block[11] ?? 0;
  let w12 = block[12] ?? 0;
  let w13 = block[13] ?? 0;
  let w14 = block[14] ?? 0;
  let w15 = block[15] ?? 0;
  // prettier-ignore
  for (let t = WORDS; t < ROUNDS; t += WORDS) {
    w0 = (w0 + (((w1 >>> 7) | (w1 << 25)) ^ ((w1 >>> 18) | (w1 << 14)) ^ (w1 >>> 3)) + w9 + (((w14 >>> 17) | (w14 << 15)) ^ ((w14 >>> 19) | (w14 << 13)) ^ (w14 >>> 10))) | 0;
    kw[t] = w0 + (K[t] ?? 0);
    w1 = (w1 + (((w2 >>> 7) | (w2 << 25)) ^ ((w2 >>> 18) | (w2 << 14)) ^ (w2 >>> 3)) + w10 + (((w15 >>> 17) | (w15 << 15)) ^ ((w15 >>> 19) | (w15 << 13)) ^ (w15 >>> 10))) | 0;
    kw[t + 1] = w1 + (K[t + 1] ?? 0);
    w2 = (w2 + (((w3 >>> 7) | (w3 << 25)) ^ ((w3 >>> 18) | (w3 << 14)) ^ (w3 >>> 3)) + w11 + (((w0 >>> 17) | (w0 << 15)) ^ ((w0 >>> 19) | (w0 << 13)) ^ (w0 >>> 10))) | 0;
    kw[t + 2] = w2 + (K[t + 2] ?? 0);
    w3 = (w3 + (((w4 >>> 7) | (w4 << 25)) ^ ((w4 >>> 18) | (w4 << 14)) ^ (w4 >>> 3)) + w12 + (((w1 >>> 17) | (w1 << 15)) ^ ((w1 >>> 19) | (w1 << 13)) ^ (w1 >>> 10))) | 0;
    kw[t + 3] = w3 + (K[t + 3] ?? 0);
    w4 = (w4 + (((w5 >>> 7) | (w5 << 25)) ^ ((w5 >>> 18) | (w5 << 14)) ^ (w5 >>> 3)) + w13 + (((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10))) | 0;
    kw[t + 4] = w4 + (K[t + 4] ?? 0);
    w5 = (w5 + (((w6 >>> 7) | (w6 << 25)) ^ ((w6 >>> 18) | (w6 << 14)) ^ (w6 >>> 3)) + w14 + (((w3 >>> 17) | (w3 << 15)) ^ ((w3 >>> 19) | (w3 << 13)) ^ (w3 >>> 10))) | 0;
    kw[t + 5] = w5 + (K[t + 5] ?? 0);
    w6 = (w6 + (((w7 >>> 7) | (w7 << 25)) ^ ((w7 >>> 18) | (w7 << 14)) ^ (w7 >>> 3)) + w15 + (((w4 >>> 17) | (w4 << 15)) ^ ((w4 >>> 19) | (w4 << 13)) ^ (w4 >>> 10))) | 0;
    kw[t + 6] = w6 + (K[t + 6] ?? 0);
    w7 = (w7 + (((w8 >>> 7) | (w8 << 25)) ^ ((w8 >>> 18) | (w8 << 14)) ^ (w8 >>> 3)) + w0 + (((w5 >>> 17) | (w5 << 15)) ^ ((w5 >>> 19) | (w5 << 13)) ^ (w5 >>> 10))) | 0;
    kw[t + 7] = w7 + (K[t + 7] ?? 0);
    w8 = (w8 + (((w9 >>> 7) | (w9 << 25)) ^ ((w9 >>> 18) | (w9 << 14)) ^ (w9 >>> 3)) + w1 + (((w6 >>> 17) | (w6 << 15)) ^ ((w6 >>> 19) | (w6 << 13)) ^ (w6 >>> 10))) | 0;
    kw[t + 8] = w8 + (K[t + 8] ?? 0);
    w9 = (w9 + (((w10 >>> 7) | (w10 << 25)) ^ ((w10 >>> 18) | (w10 << 14)) ^ (w10 >>> 3)) + w2 + (((w7 >>> 17) | (w7 << 15)) ^ ((w7 >>> 19) | (w7 << 13)) ^ (w7 >>> 10))) | 0;
    kw[t + 9] = w9 + (K[t + 9] ?? 0);
    w10 = (w10 + (((w11 >>> 7) | (w11 << 25)) ^ ((w11 >>> 18) | (w11 << 14)) ^ (w11 >>> 3)) + w3 + (((w8 >>> 17) | (w8 << 15)) ^ ((w8 >>> 19) | (w8 << 13)) ^ (w8 >>> 10))) | 0;
    kw[t + 10] = w10 + (K[t + 10] ?? 0);
    w11 = (w11 + (((w12 >>> 7) | (w12 << 25)) ^ ((w12 >>> 18) | (w12 << 14)) ^ (w12 >>> 3)) + w4 + (((w9 >>> 17) | (w9 << 15)) ^ ((w9 >>> 19) | (w9 << 13)) ^ (w9 >>> 10))) | 0;
    kw[t + 11] = w11 + (K[t + 11] ?? 0);
    w12 = (w12 + (((w13 >>> 7) | (w13 << 25)) ^ ((w13 >>> 18) | (w13 << 14)) ^ (w13 >>> 3)) + w5 + (((w10 >>> 17) | (w10 << 15)) ^ ((w10 >>> 19) | (w10 << 13)) ^ (w10 >>> 10))) | 0;
    kw[t + 12] = w12 + (K[t + 12] ?? 0);
    w13 = (w13 + (((w14 >>> 7) | (w14 << 25)) ^ ((w14 >>> 18) | (w14 << 14)) ^ (w14 >>> 3)) + w6 + (((w11 >>> 17) | (w11 << 15)) ^ ((w11 >>> 19) | (w11 << 13)) ^ (w11 >>> 10))) | 0;
    kw[t + 13] = w13 + (K[t + 13] ?? 0);
    w14 = (w14 + (((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3)) + w7 + (((w12 >>> 17) | (w12 << 15)) ^ ((w12 >>> 19) | (w12 << 13)) ^ (w12 >>> 10))) | 0;
    kw[t + 14] = w14 + (K[t + 14] ?? 0);
    w15 = (w15 + (((w0 >>> 7) | (w0 << 25)) ^ ((w0 >>> 18) | (w0 << 14)) ^ (w0 >>> 3)) + w8 + (((w13 >>> 17) | (w13 << 15)) ^ ((w13 >>> 19) | (w13 << 13)) ^ (w13 >>> 10))) | 0;
    kw[t + 15] = w15 + (K[t + 15] ?? 0);
  }
}
