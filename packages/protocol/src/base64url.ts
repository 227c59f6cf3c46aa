const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/** Characters that `bytes` bytes take in base64url without padding. */
export const base64urlLength = (bytes: number): number => Math.ceil((bytes * 4) / 3);

/** Bytes as base64url (RFC 4648 §5) without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += ALPHABET.charAt((held >> bits) & 63);
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET.charAt((held << (6 - bits)) & 63);
  return text;
}

/**
 * The bytes of a canonical base64url string: no padding, no other alphabet, unused low bits zero.
 * Anything else is `undefined`; with `length` (in bytes) so is a string that holds more or fewer.
 */
export function decodeBase64url(text: string, length?: number): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  if (length !== undefined && text.length !== base64urlLength(length)) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? -1;
    if (value < 0) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? bytes : undefined;
}
