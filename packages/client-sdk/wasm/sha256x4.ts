/** SHA-256 (FIPS 180-4) of four messages side by side: lane n of each vector belongs to message n. */

/** One word of each of the four messages. */
export const VECTOR: usize = 16;
export const STATE: usize = 8 * VECTOR;

const K = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** Four tables of 64 vectors: the message schedule; each word with its constant added; the sum of its fixed terms; K. */
const W = memory.data(4 * 64 * 16, 16);
const KW_OFFSET: usize = 64 * 16;
const FIXED_OFFSET: usize = 2 * 64 * 16;
const K_OFFSET: usize = 3 * 64 * 16;
const KW: usize = W + KW_OFFSET;
/** For each word of the schedule: which of its four terms vary. */
const TERMS = memory.data(64, 16);
const BACK_16: u32 = 1;
const BACK_15: u32 = 2;
const BACK_7: u32 = 4;
const BACK_2: u32 = 8;
const ALL: u32 = 15;
/** Words that vary at all, and those whose four terms all do, begin here. */
let varyFrom: i32 = 16;
let allVaryFrom: i32 = 16;

/** The working variables a..h after the last call of `rounds`. */
export const RESULT = memory.data(8 * 16, 16);

@inline
function at(start: usize, index: i32): usize {
  return start + <usize>index * VECTOR;
}

@inline
function add(x: v128, y: v128): v128 {
  return i32x4.add(x, y);
}

@inline
function xor3(x: v128, y: v128, z: v128): v128 {
  return v128.xor(v128.xor(x, y), z);
}

@inline
function rotr(x: v128, n: i32): v128 {
  return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n));
}

@inline
function sigma0(x: v128): v128 {
  return xor3(rotr(x, 7), rotr(x, 18), i32x4.shr_u(x, 3));
}

@inline
function sigma1(x: v128): v128 {
  return xor3(rotr(x, 17), rotr(x, 19), i32x4.shr_u(x, 10));
}

@inline
function t1(e: v128, f: v128, g: v128, h: v128, kw: usize): v128 {
  const sigma = xor3(rotr(e, 6), rotr(e, 11), rotr(e, 25));
  return add(add(add(h, v128.load(kw)), sigma), v128.xor(g, v128.and(e, v128.xor(f, g))));
}

/** Maj(a,b,c) as b ^ ((a ^ b) & (b ^ c)): a ^ b is b ^ c of the next round. */
@inline
function t2(a: v128, b: v128, ab: v128, bc: v128): v128 {
  return add(xor3(rotr(a, 2), rotr(a, 13), rotr(a, 22)), v128.xor(b, v128.and(ab, bc)));
}

export function setWord(t: i32, word: v128): void {
  v128.store(at(W, t), word);
  v128.store(at(W, t), add(word, v128.load32_splat(K + (<usize>t << 2))), KW_OFFSET);
}

/** Sets up the schedule for blocks that differ from the one set in word `varying` alone. */
export function fixSchedule(varying: i32): void {
  for (let t = 0; t < 16; t++) store<u8>(TERMS + t, u8(t == varying));
  varyFrom = 16;
  for (let t = 16; t < 64; t++) {
    let terms: u32 = 0;
    let sum = i32x4.splat(0);
    if (load<u8>(TERMS + t - 16)) terms |= BACK_16; else sum = add(sum, v128.load(at(W, t - 16)));
    if (load<u8>(TERMS + t - 15)) terms |= BACK_15; else sum = add(sum, sigma0(v128.load(at(W, t - 15))));
    if (load<u8>(TERMS + t - 7)) terms |= BACK_7; else sum = add(sum, v128.load(at(W, t - 7)));
    if (load<u8>(TERMS + t - 2)) terms |= BACK_2; else sum = add(sum, sigma1(v128.load(at(W, t - 2))));
    store<u8>(TERMS + t, terms);
    v128.store(at(W, t), sum, FIXED_OFFSET);
    v128.store(at(W, t), v128.load32_splat(K + (<usize>t << 2)), K_OFFSET);
    if (!terms) setWord(t, sum);
    if (!terms && t == varyFrom) varyFrom++;
    if (terms != ALL) allVaryFrom = t + 1;
  }
}

/** Forms those words of the schedule that vary, after `setWord` of the one they depend on. */
export function schedule(): void {
  // `back` is the word 16 before; what is further on is reached by constant offsets.
  let back = at(W, varyFrom - 16);
  for (let terms = TERMS + varyFrom; terms < TERMS + allVaryFrom; terms++) {
    const vary: u32 = load<u8>(terms);
    if (vary) {
      let sum = v128.load(back, 16 * 16 + FIXED_OFFSET);
      if (vary & BACK_16) sum = add(sum, v128.load(back));
      if (vary & BACK_15) sum = add(sum, sigma0(v128.load(back, 1 * 16)));
      if (vary & BACK_7) sum = add(sum, v128.load(back, 9 * 16));
      if (vary & BACK_2) sum = add(sum, sigma1(v128.load(back, 14 * 16)));
      v128.store(back, sum, 16 * 16);
      v128.store(back, add(sum, v128.load(back, 16 * 16 + K_OFFSET)), 16 * 16 + KW_OFFSET);
    }
    back += VECTOR;
  }
  // The newest two stay in registers: from memory they would come too late.
  let older = v128.load(back, 14 * 16);
  let newer = v128.load(back, 15 * 16);
  while (back < at(W, 64 - 16)) {
    const far = add(v128.load(back), sigma0(v128.load(back, 1 * 16)));
    const sum = add(add(far, v128.load(back, 9 * 16)), sigma1(older));
    older = newer;
    newer = sum;
    v128.store(back, sum, 16 * 16);
    v128.store(back, add(sum, v128.load(back, 16 * 16 + K_OFFSET)), 16 * 16 + KW_OFFSET);
    back += VECTOR;
  }
}

/**
 * Rounds `first` to `last` - 1 on the eight vectors at `state`. A word is only ever added to a and e of its round: with
 * `late`, the word before `first` is added now to a state that was made without it.
 */
export function rounds(state: usize, first: i32, last: i32, late: bool): void {
  let kw = at(KW, first);
  let a = v128.load(state);
  let b = v128.load(state, 1 * 16);
  let c = v128.load(state, 2 * 16);
  let d = v128.load(state, 3 * 16);
  let e = v128.load(state, 4 * 16);
  let f = v128.load(state, 5 * 16);
  let g = v128.load(state, 6 * 16);
  let h = v128.load(state, 7 * 16);
  if (late) {
    const word = v128.load(kw - VECTOR);
    a = add(a, word);
    e = add(e, word);
  }
  let x = v128.xor(b, c);
  let y: v128;
  const eights = at(kw, (last - first) & 7);
  const end = at(KW, last);
  while (kw < eights) {
    const t = t1(e, f, g, h, kw);
    y = v128.xor(a, b);
    const u = t2(a, b, y, x);
    h = g; g = f; f = e; e = add(d, t);
    d = c; c = b; b = a; a = add(t, u);
    x = y;
    kw += VECTOR;
  }
  // Eight at a time, so that no variable has to move. All in a row was 5% slower, and 4 ms more before a first proof.
  while (kw < end) {
    h = t1(e, f, g, h, kw + 0 * 16); d = add(d, h); y = v128.xor(a, b); h = add(h, t2(a, b, y, x));
    g = t1(d, e, f, g, kw + 1 * 16); c = add(c, g); x = v128.xor(h, a); g = add(g, t2(h, a, x, y));
    f = t1(c, d, e, f, kw + 2 * 16); b = add(b, f); y = v128.xor(g, h); f = add(f, t2(g, h, y, x));
    e = t1(b, c, d, e, kw + 3 * 16); a = add(a, e); x = v128.xor(f, g); e = add(e, t2(f, g, x, y));
    d = t1(a, b, c, d, kw + 4 * 16); h = add(h, d); y = v128.xor(e, f); d = add(d, t2(e, f, y, x));
    c = t1(h, a, b, c, kw + 5 * 16); g = add(g, c); x = v128.xor(d, e); c = add(c, t2(d, e, x, y));
    b = t1(g, h, a, b, kw + 6 * 16); f = add(f, b); y = v128.xor(c, d); b = add(b, t2(c, d, y, x));
    a = t1(f, g, h, a, kw + 7 * 16); e = add(e, a); x = v128.xor(b, c); a = add(a, t2(b, c, x, y));
    kw += 8 * VECTOR;
  }
  v128.store(RESULT, a);
  v128.store(RESULT, b, 1 * 16);
  v128.store(RESULT, c, 2 * 16);
  v128.store(RESULT, d, 3 * 16);
  v128.store(RESULT, e, 4 * 16);
  v128.store(RESULT, f, 5 * 16);
  v128.store(RESULT, g, 6 * 16);
  v128.store(RESULT, h, 7 * 16);
}

/** The state before the varying word's own contribution: rounds up to and with `word`, which counts as zero, K and all. */
export function roundsWithout(word: i32, state: usize): void {
  v128.store(at(KW, word), i32x4.splat(0));
  rounds(state, 0, word + 1, false);
}
