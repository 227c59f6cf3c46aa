/** Rounds `first` to `last` - 1 of SHA-256 on the eight words from `state[at]`; the outcome is in `result`. */
export function rounds(
  kw: Int32Array,
  first: number,
  last: number,
  state: Int32Array,
  at: number,
  result: Int32Array,
): void {
  let a = state[at] ?? 0;
  let b = state[at + 1] ?? 0;
  let c = state[at + 2] ?? 0;
  let d = state[at + 3] ?? 0;
  let e = state[at + 4] ?? 0;
  let f = state[at + 5] ?? 0;
  let g = state[at + 6] ?? 0;
  let h = state[at + 7] ?? 0;
  let t = first;
  let x = b ^ c;
  let y: number;
  // Eight at a time, so that no variable moves, and with the sigmas spelt out: a tenth faster than calls of functions.
  // Maj(a,b,c) is b ^ ((a ^ b) & (b ^ c)), where a ^ b is b ^ c of the next round.
  // prettier-ignore
  for (; t <= last - 8; t += 8) {
    h = (h + (kw[t] ?? 0) + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + (g ^ (e & (f ^ g)))) | 0;
    d = (d + h) | 0;
    y = a ^ b;
    h = (h + (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + (b ^ (y & x))) | 0;
    g = (g + (kw[t + 1] ?? 0) + (((d >>> 6) | (d << 26)) ^ ((d >>> 11) | (d << 21)) ^ ((d >>> 25) | (d << 7))) + (f ^ (d & (e ^ f)))) | 0;
    c = (c + g) | 0;
    x = h ^ a;
    g = (g + (((h >>> 2) | (h << 30)) ^ ((h >>> 13) | (h << 19)) ^ ((h >>> 22) | (h << 10))) + (a ^ (x & y))) | 0;
    f = (f + (kw[t + 2] ?? 0) + (((c >>> 6) | (c << 26)) ^ ((c >>> 11) | (c << 21)) ^ ((c >>> 25) | (c << 7))) + (e ^ (c & (d ^ e)))) | 0;
    b = (b + f) | 0;
    y = g ^ h;
    f = (f + (((g >>> 2) | (g << 30)) ^ ((g >>> 13) | (g << 19)) ^ ((g >>> 22) | (g << 10))) + (h ^ (y & x))) | 0;
    e = (e + (kw[t + 3] ?? 0) + (((b >>> 6) | (b << 26)) ^ ((b >>> 11) | (b << 21)) ^ ((b >>> 25) | (b << 7))) + (d ^ (b & (c ^ d)))) | 0;
    a = (a + e) | 0;
    x = f ^ g;
    e = (e + (((f >>> 2) | (f << 30)) ^ ((f >>> 13) | (f << 19)) ^ ((f >>> 22) | (f << 10))) + (g ^ (x & y))) | 0;
    d = (d + (kw[t + 4] ?? 0) + (((a >>> 6) | (a << 26)) ^ ((a >>> 11) | (a << 21)) ^ ((a >>> 25) | (a << 7))) + (c ^ (a & (b ^ c)))) | 0;
    h = (h + d) | 0;
    y = e ^ f;
    d = (d + (((e >>> 2) | (e << 30)) ^ ((e >>> 13) | (e << 19)) ^ ((e >>> 22) | (e << 10))) + (f ^ (y & x))) | 0;
    c = (c + (kw[t + 5] ?? 0) + (((h >>> 6) | (h << 26)) ^ ((h >>> 11) | (h << 21)) ^ ((h >>> 25) | (h << 7))) + (b ^ (h & (a ^ b)))) | 0;
    g = (g + c) | 0;
    x = d ^ e;
    c = (c + (((d >>> 2) | (d << 30)) ^ ((d >>> 13) | (d << 19)) ^ ((d >>> 22) | (d << 10))) + (e ^ (x & y))) | 0;
    b = (b + (kw[t + 6] ?? 0) + (((g >>> 6) | (g << 26)) ^ ((g >>> 11) | (g << 21)) ^ ((g >>> 25) | (g << 7))) + (a ^ (g & (h ^ a)))) | 0;
    f = (f + b) | 0;
    y = c ^ d;
    b = (b + (((c >>> 2) | (c << 30)) ^ ((c >>> 13) | (c << 19)) ^ ((c >>> 22) | (c << 10))) + (d ^ (y & x))) | 0;
    a = (a + (kw[t + 7] ?? 0) + (((f >>> 6) | (f << 26)) ^ ((f >>> 11) | (f << 21)) ^ ((f >>> 25) | (f << 7))) + (h ^ (f & (g ^ h)))) | 0;
    e = (e + a) | 0;
    x = b ^ c;
    a = (a + (((b >>> 2) | (b << 30)) ^ ((b >>> 13) | (b << 19)) ^ ((b >>> 22) | (b << 10))) + (c ^ (x & y))) | 0;
  }
  for (; t < last; t++) {
    const t1 = (h + (kw[t] ?? 0) + bigSigma1(e) + (g ^ (e & (f ^ g)))) | 0;
    const t2 = (bigSigma0(a) + (b ^ ((a ^ b) & (b ^ c)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  result[0] = a;
  result[1] = b;
  result[2] = c;
  result[3] = d;
  result[4] = e;
  result[5] = f;
  result[6] = g;
  result[7] = h;
}

function bigSigma0(a: number): number {
  return ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
}

function bigSigma1(e: number): number {
  return ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
}
