import { afterEach, describe, expect, it, vi } from 'vitest';
import { newKey, roomCipher } from '../../src/crypto/cipher.js';
import { cryptoSource } from '../../src/crypto/source.js';
import { toHex } from '../bytes.js';
import { failureOf } from '../relay/wait.js';

const platform = cryptoSource();
const ROOM = 'AAAAAAAAAAAAAAAAAAAAAA';

const importKey = async (key: Uint8Array): Promise<CryptoKey> =>
  (await roomCipher(platform, key, ROOM)).key as CryptoKey;

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a new key', () => {
  it('is 32 bytes, another one each time', () => {
    const keys = Array.from({ length: 50 }, () => newKey(platform));
    expect(keys.every((key) => key.length === 32)).toBe(true);
    expect(new Set(keys.map(toHex)).size).toBe(50);
  });
});

describe('an imported key', () => {
  it('seals and opens and is never given back', async () => {
    const key = await importKey(newKey(platform));
    expect(key.extractable).toBe(false);
    expect([...key.usages].sort()).toEqual(['decrypt', 'encrypt']);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow();
  });

  it('does not change with the bytes it came from', async () => {
    const bytes = newKey(platform);
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
    const importing = importKey(bytes);
    bytes.fill(0);
    const sealed = await crypto.subtle.encrypt(algorithm, await importing, new Uint8Array(4));
    const zero = await importKey(bytes);
    await expect(crypto.subtle.decrypt(algorithm, zero, sealed)).rejects.toThrow();
  });

  it('is not to be had where there is no WebCrypto', async () => {
    vi.stubGlobal('crypto', undefined);
    expect(await failureOf(importKey(new Uint8Array(32)))).toMatchObject({ code: 'crypto_unavailable' });
  });
});
