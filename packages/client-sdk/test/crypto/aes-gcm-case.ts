import { roomCipher, type RoomCipher } from '../../src/crypto/cipher.js';
import { open } from '../../src/crypto/seal.js';
import { cryptoSource, type CryptoLike, type SubtleLike } from '../../src/crypto/source.js';
import { fromHex, toHex } from '../bytes.js';

/** A case of somebody's AES-256-GCM vectors: all in hex; no plaintext where the tag is wrong. */
export interface Case {
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly plaintext: string | null;
  readonly ciphertext: string;
  readonly tag: string;
}

const ROOM_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

const subtle = (globalThis.crypto as CryptoLike).subtle!;

/**
 * The SDK binds each blob to room and sender and seals nothing but envelopes. So WebCrypto is handed to it with those two
 * exchanged for the vector's; key, IV, parameters, and what becomes of the answer stay the SDK's own.
 */
export function cipherFor({ key, iv, aad, plaintext }: Case): Promise<RoomCipher> {
  const additionalData = fromHex(aad);
  const exchanged: SubtleLike = {
    importKey: (...of) => subtle.importKey(...of),
    encrypt: (of, imported) => subtle.encrypt({ ...of, additionalData }, imported, fromHex(plaintext ?? '')),
    decrypt: (of, imported, sealed) => subtle.decrypt({ ...of, additionalData }, imported, sealed),
  };
  return roomCipher(
    cryptoSource({ subtle: exchanged }, () => fromHex(iv)),
    fromHex(key),
    ROOM_ID,
  );
}

/** What the SDK would send. */
export const blobOf = ({ iv, ciphertext, tag }: Case): string => iv + ciphertext + tag;

/** The plaintext; undefined where it does not open. */
export async function opened(vector: Case, blob = fromHex(blobOf(vector))): Promise<string | undefined> {
  const bytes = await open(await cipherFor(vector), 1, blob);
  return bytes && toHex(bytes);
}
