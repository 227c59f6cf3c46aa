const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Characters that `bytes` bytes take in base64url without padding. */
export const base64urlLength = (bytes: number): number => Math.ceil((bytes * 4) / 3);

/** Bytes as base64url (RFC 4648 §5) without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 6;) text += ALPHABET.charAt((held >> (bits -= 6)) & 63);
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (6 - bits)) & 63) : text;
}

/**
 * The bytes of a canonical base64url string: no padding, no other alphabet, unused low bits zero.
 * Anything else is `undefined`; with `length` (in bytes) so is a string that holds more or fewer.
 */
export function decodeBase64url(text: string, length = (text.length * 3) >> 2): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const character of text) {
    held = (held << 6) | ALPHABET.indexOf(character);
    bits += 6;
    if (bits >= 8) bytes[at++] = held >> (bits -= 8);
  }
  // Canonical is what is written for these bytes, and nothing else.
  return encodeBase64url(bytes) === text ? bytes : undefined;
}

/** True for 16 bytes as canonical base64url: 22 characters, the low four bits of the last one zero. */
export const is16Bytes = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{21}[AQgw]$/.test(value);

/** True for 32 bytes as canonical base64url: 43 characters, the low two bits of the last one zero. */
export const is32Bytes = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(value);
