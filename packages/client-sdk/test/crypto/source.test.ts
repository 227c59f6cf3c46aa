import { afterEach, describe, expect, it, vi } from 'vitest';
import { cryptoSource } from '../../src/crypto/source.js';
import { toHex } from '../bytes.js';

const unavailable = expect.objectContaining({ code: 'crypto_unavailable', temporary: false }) as Error;

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('randomness', () => {
  it('comes from the platform’s generator, looked up when it is used', () => {
    const source = cryptoSource();
    const getRandomValues = vi.fn((array: Uint8Array) => array.fill(7));
    vi.stubGlobal('crypto', { getRandomValues });
    expect(toHex(source.randomBytes(4))).toBe('07070707');
    expect(getRandomValues).toHaveBeenCalledOnce();
  });

  it('comes from the crypto that is handed in', () => {
    const crypto = { getRandomValues: (array: Uint8Array) => array.fill(9) };
    expect(toHex(cryptoSource(crypto).randomBytes(3))).toBe('090909');
  });

  it('comes from the function that is handed in, before any crypto', () => {
    const crypto = { getRandomValues: vi.fn() };
    const source = cryptoSource(crypto, (length) => new Uint8Array(length).fill(5));
    expect(toHex(source.randomBytes(3))).toBe('050505');
    expect(crypto.getRandomValues).not.toHaveBeenCalled();
  });

  it.each([0, 31, 33])('is refused when a function gives %i bytes for 32', (length) => {
    const source = cryptoSource(undefined, () => new Uint8Array(length));
    expect(() => source.randomBytes(32)).toThrow(unavailable);
  });
});

describe('without WebCrypto', () => {
  it('says crypto_unavailable where there is no crypto at all', () => {
    vi.stubGlobal('crypto', undefined);
    expect(() => cryptoSource().randomBytes(1)).toThrow(unavailable);
    expect(() => cryptoSource().subtle()).toThrow(unavailable);
  });

  it('says crypto_unavailable where a page did not come over https', () => {
    vi.stubGlobal('crypto', { getRandomValues: (array: Uint8Array) => array });
    expect(cryptoSource().randomBytes(32)).toHaveLength(32);
    expect(() => cryptoSource().subtle()).toThrow(unavailable);
  });

  it('takes AES from the one place and randomness from the other', () => {
    vi.stubGlobal('crypto', undefined);
    const own = { subtle: { importKey: vi.fn(), encrypt: vi.fn(), decrypt: vi.fn() } };
    const source = cryptoSource(own, (length) => new Uint8Array(length));
    expect(source.subtle()).toBe(own.subtle);
    expect(source.randomBytes(2)).toHaveLength(2);
    expect(() => cryptoSource(own).randomBytes(2)).toThrow(unavailable);
  });
});
