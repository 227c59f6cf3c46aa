/**
 * What is measured, in whatever engine this is loaded into: web-standard API alone, but for the CPU time of the process,
 * which is taken where it is to be had.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { solve } from '@pug-network/client-sdk';

/** What the relay asks for by default. */
const USUAL_BITS = 18;
/** So hard that what is done once for each solve does not show in a rate. */
const RATE_BITS = 21;
const CHECK_BITS = 14;
/** Of the tokens that the relay issues. */
const USUAL_LENGTH = 60;
const TRIES_BETWEEN_LOOKS = 1_000;
/** In which a fresh engine ends what it began as it started, and Node the loading of its HTTP client. */
const SETTLING_MS = 200;
const WARMING_SOLVES = 10;
const WARM_SOLVES = 3;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const encoder = new TextEncoder();
const cpuUsage = globalThis.process?.cpuUsage;

/** CPU time of all threads where the engine tells it, else the time of the wall; ms. */
function clockMs() {
  if (cpuUsage === undefined) return performance.now();
  const { user, system } = cpuUsage.call(globalThis.process);
  return (user + system) / 1_000;
}

/** @typedef {{ tries: number, ms: number }} Sample */

/** @type {Record<string, (length: number, ms: number) => Promise<Sample>>} */
const KINDS = {
  plain: (length, ms) =>
    timed(ms, (first) => {
      const token = tokenOf(length, 0);
      for (let i = first; i < first + TRIES_BETWEEN_LOOKS; i++) looksLikeProof(plainly(token, i));
      return TRIES_BETWEEN_LOOKS;
    }),
  webcrypto: (length, ms) =>
    timed(ms, async (first) => {
      const token = tokenOf(length, 0);
      for (let i = first; i < first + TRIES_BETWEEN_LOOKS; i++)
        looksLikeProof(await byWebCrypto(token + nonceOf(i)));
      return TRIES_BETWEEN_LOOKS;
    }),
  js: (length, ms) => solving('js', length, ms),
  wasm: (length, ms) => solving('wasm', length, ms),
};

/** Which engine this is, and whether samples are in CPU time. */
export function about() {
  const { versions } = globalThis.process ?? {};
  const version = versions ? (versions.bun ?? versions.deno ?? versions.node) : navigator.userAgent;
  return { version, tellsCpuTime: cpuUsage !== undefined };
}

/**
 * Tries by one kind of search, for about so long.
 * @param {string} kind
 * @param {number} length of the token
 * @param {number} ms
 */
export const sample = (kind, length, ms) => KINDS[kind](length, ms);

/**
 * Looks whether everything gives the same hashes, and both searches of the SDK the same proof after as many tries. Throws
 * where not; gives the proof.
 * @param {number} length of the token
 */
export async function check(length) {
  const token = tokenOf(length, 0);
  const found = await solveBy('wasm', token, CHECK_BITS);
  const second = await solveBy('js', token, CHECK_BITS);
  if (found.nonce !== second.nonce || found.tries !== second.tries) throw new Error('the searches disagree');
  const digest = await byWebCrypto(token + found.nonce);
  if (leadingZeros(digest) < CHECK_BITS) throw new Error('no proof');
  for (let i = 0; i < 100; i++) {
    const other = await byWebCrypto(token + nonceOf(i));
    if (plainly(token, i).join() !== other.join()) throw new Error('the hashes disagree');
  }
  return { token, nonce: found.nonce, bits: CHECK_BITS };
}

/**
 * The first solve in a fresh process or page, and later ones of the same token: as many tries.
 * @param {'js' | 'wasm'} solver
 * @param {number} index which token
 */
export async function coldAndWarm(solver, index) {
  const token = tokenOf(USUAL_LENGTH, index);
  await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  const cold = await clocked(solver, token);
  for (let i = 0; i < WARMING_SOLVES; i++) await solveBy(solver, tokenOf(USUAL_LENGTH, -1 - i), USUAL_BITS);
  const warm = [];
  for (let i = 0; i < WARM_SOLVES; i++) warm.push(await clocked(solver, token));
  return { tries: cold.tries, cold, warm };
}

/**
 * @param {'js' | 'wasm'} solver
 * @param {string} token
 */
async function clocked(solver, token) {
  const wall = performance.now();
  const cpu = clockMs();
  const { tries } = await solveBy(solver, token, USUAL_BITS);
  const times = { tries, wallMs: performance.now() - wall };
  return cpuUsage === undefined ? times : { ...times, cpuMs: clockMs() - cpu };
}

/** @returns {Promise<Sample>} */
async function solving(solver, length, ms) {
  let index = 0;
  return timed(ms, async () => (await solveBy(solver, tokenOf(length, index++), RATE_BITS)).tries);
}

/**
 * On the spot, through the SDK's public `solve`. Where WebAssembly is missing it takes its JavaScript.
 * @param {'js' | 'wasm'} solver
 * @param {string} token
 * @param {number} difficulty
 */
async function solveBy(solver, token, difficulty) {
  const webAssembly = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  if (solver === 'js') delete globalThis.WebAssembly;
  try {
    const solution = await solve({ token, difficulty }, { workers: 0 });
    if (!solution.solver.startsWith(solver)) throw new Error(`${solution.solver}: ${solution.whyNotFaster}`);
    return solution;
  } finally {
    if (webAssembly) Object.defineProperty(globalThis, 'WebAssembly', webAssembly);
  }
}

/**
 * @param {number} ms
 * @param {(tries: number) => number | Promise<number>} step is told the tries so far, gives how many it did
 * @returns {Promise<Sample>}
 */
async function timed(ms, step) {
  const started = clockMs();
  let tries = 0;
  let passed;
  do {
    tries += await step(tries);
    passed = clockMs() - started;
  } while (passed < ms);
  return { tries, ms: passed };
}

const nonceOf = (/** @type {number} */ i) => i.toString(16);

const plainly = (/** @type {string} */ token, /** @type {number} */ i) =>
  sha256(encoder.encode(token + nonceOf(i)));

const byWebCrypto = async (/** @type {string} */ message) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(message)));

/** @param {Uint8Array} digest */
const looksLikeProof = (digest) => digest[0] === 0 && digest[1] === 0 && digest[2] >> 6 === 0;

/** @param {Uint8Array} digest */
function leadingZeros(digest) {
  const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.indexOf('1');
}

/**
 * The same tokens in every engine.
 * @param {number} length
 * @param {number} index
 */
function tokenOf(length, index) {
  let token = '';
  for (let part = 0; token.length < length; part++) {
    const digest = sha256(encoder.encode(`${length}/${index}/${part}`));
    token += Array.from(digest, (byte) => ALPHABET[byte & 63]).join('');
  }
  return token.slice(0, length);
}
