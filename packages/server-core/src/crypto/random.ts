import { randomFillSync } from 'node:crypto';

/** One call of the system's generator serves many ids: by itself each would cost some 2 µs and a Buffer. */
const POOL_BYTES = 4_096;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** So many random bytes, at most 4,096, as base64url. */
export function randomText(bytes: number): string {
  const from = draw(bytes);
  const text = pool.toString('base64url', from, used);
  pool.fill(0, from, used);
  return text;
}

/** Writes so many random bytes, at most 4,096, into `out` from `at` on. */
export function randomInto(out: Buffer, at: number, bytes: number): void {
  const from = draw(bytes);
  pool.copy(out, at, from, used);
  pool.fill(0, from, used);
}

/** Where in the pool the bytes begin that are drawn now; whoever takes them wipes them there. */
function draw(bytes: number): number {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return used - bytes;
}
