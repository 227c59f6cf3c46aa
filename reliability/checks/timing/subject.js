/** The comparison under test: the relay's own source of it, which it does not export. */
import { hash, timingSafeEqual } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SOURCE = fileURLToPath(new URL('../../../packages/server-core/src/rooms/secret.ts', import.meta.url));

/** @typedef {(guess: string) => boolean} Compare */

/** @returns {Promise<(secret: string) => Compare>} */
export async function relaysComparison() {
  const { outputFiles } = await build({
    entryPoints: [SOURCE],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`nothing was built of ${SOURCE}`);
  const url = `data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`;
  const { digestOf, matchesSecret } = await import(url);
  return (secret) => {
    const digest = digestOf(secret);
    return (guess) => matchesSecret(guess, digest);
  };
}

/**
 * What a comparison must not be: it returns at the first difference.
 * @param {string} secret
 * @returns {Compare}
 */
export const earlyExit = (secret) => (guess) => {
  if (guess.length !== secret.length) return false;
  for (let i = 0; i < secret.length; i++) if (guess.charCodeAt(i) !== secret.charCodeAt(i)) return false;
  return true;
};

/**
 * What a comparison is at its best: it does not look at the guess. A difference here would be one of the measurement.
 * @param {string} secret
 * @returns {Compare}
 */
export const blind = (secret) => {
  const bytes = Buffer.from(secret);
  const digest = hash('sha256', secret, 'buffer');
  return () => !timingSafeEqual(hash('sha256', bytes, 'buffer'), digest);
};
