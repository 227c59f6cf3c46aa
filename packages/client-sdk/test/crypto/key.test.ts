import { afterEach, describe, expect, it, vi } from 'vitest';
import { importKey, newKey, randomBytes, subtle } from '../../src/crypto/key.js';
import { toHex } from '../bytes.js';
import { failureOf } from '../relay/wait.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a new key', () => {
  it('is 32 bytes, another one each time', () => {
    const keys = Array.from({ length: 50 }, newKey);
    expect(keys.every((key) => key.length === 32)).toBe(true);
    expect(new Set(keys.map(toHex)).size).toBe(50);
  });

  it('comes from the platform’s generator', () => {
    const getRandomValues = vi.fn((array: Uint8Array) => array.fill(7));
    vi.stubGlobal('crypto', { getRandomValues });
    expect(toHex(randomBytes(4))).toBe('07070707');
    expect(getRandomValues).toHaveBeenCalledOnce();
  });
});

describe('an imported key', () => {
  it('seals and opens and is never given back', async () => {
    const key = await importKey(newKey());
    expect(key.extractable).toBe(false);
    expect([...key.usages].sort()).toEqual(['decrypt', 'encrypt']);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow();
  });

  it('does not change with the bytes it came from', async () => {
    const bytes = newKey();
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
    const importing = importKey(bytes);
    bytes.fill(0);
    const sealed = await crypto.subtle.encrypt(algorithm, await importing, new Uint8Array(4));
    const zero = await importKey(bytes);
    await expect(crypto.subtle.decrypt(algorithm, zero, sealed)).rejects.toThrow();
  });
});

describe('without WebCrypto', () => {
  const unavailable = expect.objectContaining({ code: 'crypto_unavailable', temporary: false }) as Error;

  it('says crypto_unavailable where there is no crypto at all', async () => {
    vi.stubGlobal('crypto', undefined);
    expect(newKey).toThrow(unavailable);
    expect(subtle).toThrow(unavailable);
    expect(await failureOf(importKey(new Uint8Array(32)))).toEqual(unavailable);
  });

  it('says crypto_unavailable where a page did not come over https', async () => {
    vi.stubGlobal('crypto', { getRandomValues: (array: Uint8Array) => array });
    expect(newKey()).toHaveLength(32);
    expect(subtle).toThrow(unavailable);
    expect(await failureOf(importKey(new Uint8Array(32)))).toEqual(unavailable);
  });
});
