/** The model test of the rooms, with more histories than `npm test` gives it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const VITEST = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const TEST = 'packages/server-core/test/rooms/model.test.ts';
const RUNS_IN_TITLE = /in (\d+) random histories/;

/**
 * Plays random histories to the relay's core and to the model of it; rejects with what vitest says where they
 * disagree, or where something is left in the end.
 * @param {number} runs
 * @param {number} seed
 * @returns {Promise<number>} how many were played
 */
export async function playHistories(runs, seed) {
  const env = { ...process.env, PUG_RUNS: String(runs), PUG_SEED: String(seed), NO_COLOR: '1' };
  const args = [VITEST, 'run', '--reporter=json', '--root', ROOT, TEST];
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let [output, complaints] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const [code] = await once(child, 'close');
  process.off('exit', end);
  if (code !== 0) throw new Error(`the model test failed (${code}), seed ${seed}:\n${output}${complaints}`);
  return playedIn(output);
}

/** @param {string} report of vitest's, as JSON */
function playedIn(report) {
  const { testResults } = JSON.parse(report);
  const [test, ...others] = testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
  const runs = Number(RUNS_IN_TITLE.exec(test?.title ?? '')?.[1]);
  if (others.length > 0 || test?.status !== 'passed' || Number.isNaN(runs))
    throw new Error(`not the one test that was asked for: ${report.slice(0, 500)}`);
  return runs;
}
