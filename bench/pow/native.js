/** The native baseline, compiled where it is measured. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('native/search.c', import.meta.url));
const FLAGS = ['-O3', '-msha', '-msse4.1', '-std=c11', '-D_POSIX_C_SOURCE=200809L'];
const COMPILER = process.env.CC ?? 'cc';
const LIMIT_MS = 60_000;
const CHECK_BITS = 16;

/** @typedef {'shared' | 'each'} Way one message schedule for many tries, or one for each try */

/** Compiles it; says why not where there is no compiler, or no SHA extensions. */
export function compileNative() {
  if (!/\bsha_ni\b/.test(cpuInfo())) return { reason: 'this processor tells of no SHA extensions' };
  const folder = mkdtempSync(join(tmpdir(), 'pug-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'search');
  const { status, stderr } = spawnSync(COMPILER, [...FLAGS, '-o', program, SOURCE], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  return status === 0 ? { native: new Native(program) } : { reason: `${COMPILER}: ${stderr ?? 'not found'}` };
}

class Native {
  #program;

  /** @param {string} program */
  constructor(program) {
    this.#program = program;
  }

  /**
   * Throws unless what it finds for a token is a proof by node:crypto.
   * @param {string} token
   */
  check(token) {
    for (const way of /** @type {Way[]} */ (['shared', 'each'])) {
      const nonce = this.#run('find', way, token, CHECK_BITS);
      if (!isProof(token, nonce, CHECK_BITS)) throw new Error(`C, ${way}: ${nonce} is no proof`);
    }
  }

  /**
   * @param {Way} way
   * @param {string} token
   * @param {number} ms
   * @param {'CPU' | 'wall'} clock
   */
  sample(way, token, ms, clock) {
    const [tries, cpuMs, wallMs] = this.#run('rate', way, token, ms).split(' ').map(Number);
    return { tries, ms: clock === 'CPU' ? cpuMs : wallMs };
  }

  /**
   * @param {'find' | 'rate'} task
   * @param {Way} way
   * @param {string} token
   * @param {number} amount bits, or milliseconds
   */
  #run(task, way, token, amount) {
    const { status, stdout } = spawnSync(this.#program, [task, way, token, String(amount)], {
      encoding: 'utf8',
      timeout: LIMIT_MS,
    });
    if (status !== 0) throw new Error(`the native search ended with ${status}`);
    return stdout.trim();
  }
}

/**
 * @param {string} token
 * @param {string} nonce
 * @param {number} bits
 */
export function isProof(token, nonce, bits) {
  if (!/^[0-9a-f]{1,32}$/.test(nonce)) return false;
  const digest = createHash('sha256')
    .update(token + nonce)
    .digest();
  return Math.clz32(digest.readUInt32BE()) >= bits;
}

function cpuInfo() {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
