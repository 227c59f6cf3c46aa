import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seal } from '../../src/crypto/seal.js';
import { fromHex, toHex } from '../bytes.js';
import { blobOf, cipherFor, opened, type Case } from './aes-gcm-case.js';

/** As Wycheproof writes it. */
interface Test extends Pick<Case, 'key' | 'iv' | 'aad' | 'tag'> {
  readonly tcId: number;
  readonly comment: string;
  readonly msg: string;
  readonly ct: string;
  readonly result: 'valid' | 'invalid';
}

const ENVELOPE = { seq: 1, epoch: 1, view: new Uint8Array(16), kind: 0, body: new Uint8Array(0) };
const FILE = new URL('../vectors/wycheproof/aes_gcm_test.json', import.meta.url);
const { tests } = JSON.parse(readFileSync(FILE, 'utf8')) as { tests: Test[] };

const caseOf = ({ msg, ct, ...rest }: Test): Case => ({ ...rest, plaintext: msg, ciphertext: ct });

const named = (result: Test['result']) =>
  tests
    .filter((test) => test.result === result)
    .map((test) => [test.tcId, test.comment || 'nothing odd', caseOf(test)] as const);

/** A blob is an IV and a tag at the least (protocol.md §4). */
const isBlob = (vector: Case): boolean => fromHex(blobOf(vector)).length >= 28;

describe('the vectors of Wycheproof for AES-256-GCM', () => {
  it('are all there', () => {
    expect([named('valid').length, named('invalid').length]).toEqual([21, 27]);
    expect(tests.every((test) => isBlob(caseOf(test)))).toBe(true);
  });

  it.each(named('valid'))('seal and open: case %i, %s', async (_id, _comment, vector) => {
    expect(toHex(await seal(await cipherFor(vector), 1, ENVELOPE))).toBe(blobOf(vector));
    expect(await opened(vector)).toBe(vector.plaintext);
  });

  it.each(named('invalid'))('do not open: case %i, %s', async (_id, _comment, vector) => {
    expect(await opened(vector)).toBeUndefined();
  });
});
