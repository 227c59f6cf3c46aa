import { KEY_BYTES } from '@pug-network/protocol';
import { PugError } from '../errors.js';

/** Fresh random bytes. Throws `crypto_unavailable`. */
export const randomBytes = (length: number): Uint8Array<ArrayBuffer> =>
  webCrypto().getRandomValues(new Uint8Array(length));

/** A new room key. */
export const newKey = (): Uint8Array<ArrayBuffer> => randomBytes(KEY_BYTES);

/** A room key as AES-256-GCM can use it and nobody can read it again. Rejects with `crypto_unavailable`. */
export async function importKey(key: Uint8Array): Promise<CryptoKey> {
  return subtle().importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** WebCrypto's AES, which browsers keep from pages that did not come over https. Throws `crypto_unavailable`. */
export function subtle(): SubtleCrypto {
  const found = webCrypto().subtle as SubtleCrypto | undefined;
  if (found === undefined) throw new PugError('crypto_unavailable');
  return found;
}

function webCrypto(): Crypto {
  const found = (globalThis as { crypto?: Crypto }).crypto;
  if (found === undefined) throw new PugError('crypto_unavailable');
  return found;
}
