import { KEY_BYTES } from '@pug-network/protocol';
import type { CryptoSource } from './source.js';

/** What a room's blobs are sealed with and bound to. */
export interface RoomCipher {
  readonly crypto: CryptoSource;
  /** As `crypto` imported it. */
  readonly key: unknown;
  readonly roomId: string;
}

/** A new room key. Throws `crypto_unavailable`. */
export const newKey = (crypto: CryptoSource): Uint8Array<ArrayBuffer> => crypto.randomBytes(KEY_BYTES);

/** A room's cipher, its key one that AES-256-GCM can use and nobody can read again. Rejects with `crypto_unavailable`. */
export async function roomCipher(crypto: CryptoSource, key: Uint8Array, roomId: string): Promise<RoomCipher> {
  const imported = await crypto
    .subtle()
    .importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { crypto, key: imported, roomId };
}
