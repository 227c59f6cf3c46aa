import { holds, refused, same } from './expect.js';

/** Its first proof of HARD_BITS is 30 million tries away, whatever solves: longer than any case here lets it search. */
const TOKEN = 'pLYZL9qN0nM0Vq2rI7kqj0xW5ao3oE4dUuQy1J8bHcTfGsXvZwBnRmKtAeIi';
const UNREASONABLE_BITS = 25;
const HARD_BITS = 24;

async function zeroBits(text) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const bits = Array.from(hash, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.indexOf('1');
}

export const challenge = [
  {
    name: 'a proof of work is one by the hash of the platform as well',
    async run({ sdk }) {
      const difficulty = 12;
      const { nonce, tries } = await sdk.solve({ token: TOKEN, difficulty });
      holds(/^[0-9a-f]{1,32}$/.test(nonce), `${nonce} is a nonce`);
      holds(tries > 0, 'tries are counted');
      holds((await zeroBits(TOKEN + nonce)) >= difficulty, `${nonce} proves ${difficulty} bits`);
    },
  },
  {
    name: 'what solved is named, and why it was not a faster one',
    async run({ sdk, solver: due }) {
      const { solver, whyNotFaster } = await sdk.solve({ token: TOKEN, difficulty: 4 });
      holds(['wasm-simd', 'js'].includes(solver), `${solver} is a solver`);
      if (due !== undefined) same(solver, due, 'the solver at work here');
      same(typeof whyNotFaster, solver === 'js' ? 'string' : 'undefined', 'the reason');
    },
  },
  {
    name: 'solving tells how far it is',
    async run({ sdk }) {
      const told = [];
      const { tries } = await sdk.solve(
        { token: TOKEN, difficulty: 10 },
        { onProgress: (progress) => told.push(progress) },
      );
      const last = told.at(-1);
      same([last?.tries, last?.expectedTries], [tries, 2 ** 10], 'what was told last');
    },
  },
  {
    name: 'solving stops when it is aborted',
    async run({ sdk }) {
      const control = new AbortController();
      const solving = sdk.solve({ token: TOKEN, difficulty: HARD_BITS }, { signal: control.signal });
      setTimeout(() => control.abort(), 20);
      await refused(solving, 'aborted', 'a solver that was aborted');
    },
  },
  {
    name: 'workers find proofs where there are workers, and elsewhere it is done without them',
    async run({ sdk }) {
      const difficulty = 14;
      const stop = sdk.warmUp();
      const { nonce, workers } = await sdk.solve({ token: TOKEN, difficulty }, { workers: 2 });
      stop();
      holds((await zeroBits(TOKEN + nonce)) >= difficulty, `${nonce} proves ${difficulty} bits`);
      holds(workers >= 0 && workers <= 2, `${workers} workers were at work`);
    },
  },
  {
    name: 'workers stop when they are aborted',
    async run({ sdk }) {
      const control = new AbortController();
      const options = { signal: control.signal, workers: 1 };
      const solving = sdk.solve({ token: TOKEN, difficulty: HARD_BITS }, options);
      setTimeout(() => control.abort(), 20);
      await refused(solving, 'aborted', 'a solver that was aborted');
    },
  },
  {
    name: 'more work than is reasonable is not done',
    async run({ sdk }) {
      const solving = sdk.solve({ token: TOKEN, difficulty: UNREASONABLE_BITS });
      await refused(solving, 'difficulty_too_high', `a difficulty of ${UNREASONABLE_BITS}`);
    },
  },
];
