import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { compress } from '../../../src/pow/search/compress.js';
import { INITIAL_STATE, WORD_BYTES, WORDS } from '../../../src/pow/search/sha256.js';
import { fromHex, toHex } from '../../bytes.js';

interface Case {
  /** Base64. */
  readonly message: string;
  /** Hex. */
  readonly digest: string;
}

interface Vectors {
  readonly short: Case[];
  readonly long: Case[];
  readonly monteSeed: string;
  readonly monteDigests: string[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/nist/sha-256.json', import.meta.url), 'utf8'),
) as Vectors;

const BLOCK_BYTES = WORDS * WORD_BYTES;
const LENGTH_BYTES = 8;
const MONTE_STEPS = 1_000;

type Hash = (message: Uint8Array) => Uint8Array;

/** The solver's compression over a whole message, padded as FIPS 180-4, 5.1.1 says. */
function byCompress(message: Uint8Array): Uint8Array {
  const blocks = Math.ceil((message.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const padded = new Uint8Array(blocks * BLOCK_BYTES);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - WORD_BYTES, message.length * 8);
  const wordsOf = (block: number) =>
    Int32Array.from({ length: WORDS }, (_, t) => view.getInt32(block * BLOCK_BYTES + t * WORD_BYTES));
  let state: Int32Array = INITIAL_STATE;
  for (let block = 0; block < blocks; block++) state = compress(state, wordsOf(block));
  const digest = new DataView(new ArrayBuffer(state.byteLength));
  state.forEach((word, i) => digest.setInt32(i * WORD_BYTES, word));
  return new Uint8Array(digest.buffer);
}

/** What NIST calls the Monte Carlo test: each message is the three digests before it. */
function monte(hash: Hash, seed: Uint8Array): Uint8Array {
  let [first, second, third] = [seed, seed, seed];
  for (let i = 0; i < MONTE_STEPS; i++) {
    [first, second, third] = [second, third, hash(Buffer.concat([first, second, third]))];
  }
  return third;
}

const hashes: [string, Hash][] = [
  ['the reference, @noble/hashes', sha256],
  ["the solver's compression", byCompress],
];

it('has all vectors of NIST for SHA-256 of whole bytes', () => {
  expect([vectors.short.length, vectors.long.length, vectors.monteDigests.length]).toEqual([65, 64, 100]);
});

describe.each(hashes)('%s', (_name, hash) => {
  it.each(['short', 'long'] as const)('gives the digests of the %s messages of NIST', (list) => {
    for (const { message, digest } of vectors[list]) {
      expect(toHex(hash(Buffer.from(message, 'base64')))).toBe(digest);
    }
  });

  it('gives the 100 digests of a chain of 100,000', () => {
    let seed: Uint8Array = fromHex(vectors.monteSeed);
    for (const digest of vectors.monteDigests) {
      seed = monte(hash, seed);
      expect(toHex(seed)).toBe(digest);
    }
  });
});
