// AES-GCM as an application brings it along where there is no WebCrypto; here by node:crypto.
import { createCipheriv, createDecipheriv, randomBytes as nodeRandomBytes } from 'node:crypto';

const TAG_BYTES = 16;

export const randomBytes = (length) => new Uint8Array(nodeRandomBytes(length));

export const crypto = {
  subtle: {
    importKey: async (_format, key) => Buffer.from(key),
    async encrypt({ iv, additionalData }, key, plaintext) {
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData);
      return bytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
    },
    async decrypt({ iv, additionalData }, key, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(additionalData);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return bytes(decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final());
    },
  },
};

/** An ArrayBuffer of its own. */
const bytes = (...parts) => new Uint8Array(Buffer.concat(parts)).buffer;
