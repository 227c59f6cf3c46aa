import { randomFillSync } from 'node:crypto';

/** One call of the system's generator serves many ids: by itself each would cost some 2 µs and a Buffer. */
const POOL_BYTES = 4_096;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** So many random bytes, at most 4,096, as base64url. They are wiped from the pool as they are handed out. */
export function randomText(bytes: number): string {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const text = pool.toString('base64url', used, used + bytes);
  pool.fill(0, used, used + bytes);
  used += bytes;
  return text;
}
