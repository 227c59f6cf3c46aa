/** The SDK's sealing and opening, which are no public exports, and WebCrypto alone on the same plaintexts. */
import { fileURLToPath } from 'node:url';
import { bundle } from '../lib/bundle.js';

const SDK = fileURLToPath(new URL('../../packages/client-sdk/src/crypto/', import.meta.url));
const SOURCE = `
  export { roomCipher } from './cipher.ts';
  export { open, seal } from './seal.ts';
  export { cryptoSource } from './source.ts';
  export { additionalData, encodeEnvelope, KEY_BYTES, IV_BYTES, GCM_TAG_BYTES } from '@pug-network/protocol';`;
const ROOM_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const SENDER = 7;

/**
 * @typedef {object} Contender
 * @property {string} label
 * @property {() => Promise<Uint8Array>} seal the same message each time, under a fresh IV
 * @property {(sealed: Uint8Array) => Promise<Uint8Array | undefined>} open
 */

/**
 * Throws unless each opens what the other has sealed.
 * @param {number} bodyBytes
 * @returns {Promise<{ plaintextBytes: number, contenders: Contender[] }>}
 */
export async function contendersFor(bodyBytes) {
  const sdk = await sdkModule();
  const key = crypto.getRandomValues(new Uint8Array(sdk.KEY_BYTES));
  const body = crypto.getRandomValues(new Uint8Array(bodyBytes));
  const envelope = { seq: 1, epoch: SENDER, view: new Uint8Array(16), kind: 2, body };
  const plaintext = sdk.encodeEnvelope(envelope);
  const cipher = await sdk.roomCipher(sdk.cryptoSource(), key, ROOM_ID);
  const contenders = [
    await bare(sdk, key, plaintext),
    {
      label: 'SDK',
      seal: () => sdk.seal(cipher, SENDER, envelope),
      open: (/** @type {Uint8Array} */ blob) => sdk.open(cipher, SENDER, blob),
    },
  ];
  for (const sealer of contenders) {
    for (const opener of contenders) {
      const opened = await opener.open(await sealer.seal());
      if (Buffer.compare(opened ?? Buffer.alloc(0), plaintext) !== 0) {
        throw new Error(`${opener.label} does not open what ${sealer.label} has sealed`);
      }
    }
  }
  return { plaintextBytes: plaintext.length, contenders };
}

/**
 * WebCrypto, called with what it needs and nothing more.
 * @param {any} sdk
 * @param {Uint8Array<ArrayBuffer>} raw the key
 * @param {Uint8Array<ArrayBuffer>} plaintext
 * @returns {Promise<Contender>}
 */
async function bare({ additionalData, IV_BYTES, GCM_TAG_BYTES }, raw, plaintext) {
  const { subtle } = crypto;
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const fixed = {
    name: 'AES-GCM',
    additionalData: additionalData(ROOM_ID, SENDER),
    tagLength: GCM_TAG_BYTES * 8,
  };
  return {
    label: 'WebCrypto alone',
    async seal() {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await subtle.encrypt({ ...fixed, iv }, key, plaintext);
      const blob = new Uint8Array(IV_BYTES + sealed.byteLength);
      blob.set(iv);
      blob.set(new Uint8Array(sealed), IV_BYTES);
      return blob;
    },
    async open(blob) {
      const iv = blob.subarray(0, IV_BYTES);
      return new Uint8Array(await subtle.decrypt({ ...fixed, iv }, key, blob.subarray(IV_BYTES)));
    },
  };
}

async function sdkModule() {
  const text = await bundle({ source: SOURCE, folder: SDK });
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}
