import { PugError } from '../errors.js';

/** Parameters of AES-GCM as WebCrypto takes them. */
export interface AesGcm {
  readonly name: 'AES-GCM';
  /** 12 bytes. */
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
  /** Bits. */
  readonly tagLength: number;
}

/** What is used of WebCrypto's `SubtleCrypto`: AES-256-GCM, with a key that is opaque here. */
export interface SubtleLike {
  /** Takes 32 bytes; what it resolves with is handed to the other two as it is. */
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: 'AES-GCM',
    extractable: boolean,
    usages: ('encrypt' | 'decrypt')[],
  ): Promise<unknown>;
  /** Resolves with the ciphertext and, behind it, the tag. */
  encrypt(parameters: AesGcm, key: unknown, plaintext: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  /** Takes what `encrypt` gave; rejects where the tag does not match. */
  decrypt(parameters: AesGcm, key: unknown, sealed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** What is used of the platform's `crypto`. */
export interface CryptoLike {
  readonly subtle?: SubtleLike | undefined;
  /** Fills the array with strong random bytes. */
  getRandomValues?(bytes: Uint8Array<ArrayBuffer>): unknown;
}

/** Fresh random bytes: cryptographically strong ones, exactly as many as asked for. */
export type RandomBytes = (length: number) => Uint8Array;

/** Where AES and randomness come from. Each throws `crypto_unavailable` where there is none. */
export interface CryptoSource {
  subtle(): SubtleLike;
  randomBytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The platform's own, looked up when it is used, but for what is handed in. */
export function cryptoSource(own?: CryptoLike, ownRandomBytes?: RandomBytes): CryptoSource {
  const find = (): CryptoLike | undefined => own ?? (globalThis as { crypto?: CryptoLike }).crypto;
  return {
    subtle() {
      // Browsers keep it from pages that did not come over https.
      const subtle = find()?.subtle;
      if (subtle === undefined) throw new PugError('crypto_unavailable');
      return subtle;
    },
    randomBytes(length) {
      const bytes = new Uint8Array(length);
      if (ownRandomBytes) bytes.set(exactly(length, ownRandomBytes(length)));
      else fill(find(), bytes);
      return bytes;
    },
  };
}

/** A source that gives fewer would leave zeros where a key or an IV has to be random. */
function exactly(length: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== length) throw new PugError('crypto_unavailable');
  return bytes;
}

function fill(source: CryptoLike | undefined, bytes: Uint8Array<ArrayBuffer>): void {
  if (typeof source?.getRandomValues !== 'function') throw new PugError('crypto_unavailable');
  source.getRandomValues(bytes);
}
