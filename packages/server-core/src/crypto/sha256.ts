import { hash } from 'node:crypto';

/** How long a digest is. */
export const SHA256_BYTES = 32;

/** SHA-256 of bytes, or of a text in UTF-8, as one character a byte: smaller and sooner made than a Buffer. */
export const sha256Latin1 = (data: Uint8Array | string): string => hash('sha256', data, 'binary');

/** Writes SHA-256 of bytes, or of a text in UTF-8, into `out` from `at` on, and gives `out` back. */
export function sha256Into(out: Buffer, data: Uint8Array | string, at = 0): Buffer {
  out.write(sha256Latin1(data), at, 'latin1');
  return out;
}
