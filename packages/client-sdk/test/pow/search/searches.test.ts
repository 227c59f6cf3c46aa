import { createHash } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { Plan } from '../../../src/pow/search/plan.js';
import { createJsSearch } from '../../../src/pow/search/js.js';
import { createWasmSearch } from '../../../src/pow/search/wasm.js';
import type { Search } from '../../../src/pow/search/search.js';
import { instantiateWasm } from '../../../src/pow/search/instance.js';

const LENGTHS = Array.from({ length: 128 }, (_, i) => i + 1);
/** One for each way in which a nonce can lie, and the edges between them. */
const EDGES = [1, 2, 3, 22, 23, 24, 32, 33, 34, 35, 36, 37, 60, 61, 62, 63, 64, 65, 96, 97, 127, 128];
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ENOUGH_TRIES = 1 << 26;
const FORM = /^[0-9a-f]{1,32}$/;

type Create = (token: string, difficulty: number, lane?: number, lanes?: number) => Search;

let instance: WebAssembly.Instance;

beforeAll(async () => {
  const support = await instantiateWasm();
  if (!support.ok) throw new Error(support.reason);
  instance = support.instance;
});

const searches: [string, Create][] = [
  ['JavaScript', createJsSearch],
  ['WebAssembly', (...of) => createWasmSearch(instance, ...of)],
];

/** The same tokens in every run. */
function tokenOf(length: number, seed = 1): string {
  const bytes = createHash('shake256', { outputLength: length }).update(`${seed}/${length}`).digest();
  return Array.from(bytes, (byte) => ALPHABET[byte & 63]).join('');
}

function zeroBitsOf(digest: Uint8Array): number {
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.indexOf('1');
}

const zeroBitsByNode = (message: string) => zeroBitsOf(createHash('sha256').update(message).digest());
const zeroBitsByNoble = (message: string) => zeroBitsOf(sha256(new TextEncoder().encode(message)));

/** Every nonce in the order of the plan, hashed the plain way. */
function slowly(token: string, difficulty: number, lane = 0, lanes = 1): { nonce: string; tries: number } {
  const plan = new Plan(token);
  const entries = plan.rows * plan.columns;
  for (let tries = 1; ; tries++) {
    const table = lane + lanes * Math.floor((tries - 1) / entries);
    const nonce = plan.nonce(table, (tries - 1) % entries);
    if (zeroBitsByNoble(token + nonce) >= difficulty) return { nonce, tries };
  }
}

function found(search: Search): { nonce: string | undefined; tries: number } {
  search.run(ENOUGH_TRIES);
  return { nonce: search.nonce, tries: search.tries };
}

describe.each(searches)('the search in %s', (_name, create) => {
  it.each([0, 1, 4, 7])(
    'finds the first nonce with %i zero bits for tokens of every length',
    (difficulty) => {
      for (const length of LENGTHS) {
        const token = tokenOf(length, difficulty);
        expect(found(create(token, difficulty)), `length ${length}`).toEqual(slowly(token, difficulty));
      }
    },
  );

  it('finds the first nonce where that takes several tables', () => {
    for (const length of [1, 23, 32, 33, 64]) {
      const token = tokenOf(length, 5);
      expect(found(create(token, 12, 1, 3)), `length ${length}`).toEqual(slowly(token, 12, 1, 3));
    }
  });

  it('gives proofs that hold at difficulties up to 16', () => {
    for (const length of EDGES) {
      for (const difficulty of [12, 16]) {
        const token = tokenOf(length, difficulty);
        const { nonce } = found(create(token, difficulty));
        expect(nonce).toMatch(FORM);
        expect(zeroBitsByNode(`${token}${nonce}`), `length ${length}`).toBeGreaterThanOrEqual(difficulty);
      }
    }
  });

  it('finds nothing else when it runs in slices', () => {
    for (const length of EDGES) {
      const token = tokenOf(length);
      const whole = create(token, 14);
      whole.run(ENOUGH_TRIES);
      const sliced = create(token, 14);
      let slice = 0;
      while (!sliced.run(1 + (slice++ % 700)));
      expect([sliced.nonce, sliced.tries]).toEqual([whole.nonce, whole.tries]);
    }
  });

  it('does the tries asked for and at most 255 more', () => {
    for (const length of EDGES) {
      const search = create(tokenOf(length), 32);
      for (const more of [1, 100, 5_000]) {
        const before = search.tries;
        expect(search.run(more)).toBe(false);
        expect(search.tries - before).toBeGreaterThanOrEqual(more);
        expect(search.tries - before).toBeLessThanOrEqual(more + 255);
      }
    }
  });

  it('stays with the nonce it has found', () => {
    const search = create(tokenOf(60), 6);
    search.run(ENOUGH_TRIES);
    const { nonce, tries } = search;
    expect(search.run(1_000)).toBe(true);
    expect(search).toMatchObject({ nonce, tries });
  });

  it.each([-1, 33, NaN])('refuses %d bits', (difficulty) => {
    expect(() => create('token', difficulty)).toThrow(RangeError);
  });
});

it('finds the same in JavaScript and in WebAssembly', () => {
  for (const length of LENGTHS) {
    const token = tokenOf(length, 7);
    expect(found(createWasmSearch(instance, token, 13, 2, 5))).toEqual(
      found(createJsSearch(token, 13, 2, 5)),
    );
  }
});

describe('the plan', () => {
  it('spells nonces of the required form, no two alike, whatever the table', () => {
    for (const length of LENGTHS) {
      const plan = new Plan(tokenOf(length));
      const nonces = new Set<string>();
      const entries = Math.min(300, plan.rows * plan.columns);
      for (const table of [0, 1, 16, 4_096]) {
        for (let entry = 0; entry < entries; entry++) nonces.add(plan.nonce(table, entry));
      }
      expect(nonces.size).toBe(4 * entries);
      expect([...nonces].filter((nonce) => !FORM.test(nonce))).toEqual([]);
    }
  });

  it('spells every value of row and column of a table', () => {
    for (const length of [23, 33, 63]) {
      const plan = new Plan(tokenOf(length));
      const entries = plan.rows * plan.columns;
      const nonces = new Set(Array.from({ length: entries }, (_, entry) => plan.nonce(0, entry)));
      expect(nonces.size).toBe(entries);
      expect(entries).toBe(16 ** (plan.rowDigits + plan.columnDigits));
    }
  });

  it('has at least 2^48 nonces for every length', () => {
    for (const length of LENGTHS) {
      const digits = new Plan(tokenOf(length)).nonce(0, 0).length;
      expect(digits).toBeGreaterThanOrEqual(12);
    }
  });

  it('gives the tables out to the lanes, each to one, none left over', () => {
    for (const [length, difficulty] of [
      [1, 16],
      [33, 16],
      [64, 16],
    ] as const) {
      const token = tokenOf(length, 11);
      const best = Math.min(...[0, 1, 2].map((lane) => tableOf(token, difficulty, lane, 3)));
      expect(best).toBe(tableOf(token, difficulty, 0, 1));
    }
  });
});

/** Which table the proof is in: with every lane taken together the first one is the first one of a single lane. */
function tableOf(token: string, difficulty: number, lane: number, lanes: number): number {
  const plan = new Plan(token);
  const { tries } = found(createJsSearch(token, difficulty, lane, lanes));
  return lane + lanes * Math.floor((tries - 1) / (plan.rows * plan.columns));
}
