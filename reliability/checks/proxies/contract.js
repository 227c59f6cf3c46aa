/** The conformance kit, against the relay behind the proxy. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const KIT = fileURLToPath(import.meta.resolve('@pug-network/conformance/package.json')).replace(
  'package.json',
  'dist/cli.js',
);
const ENOUGH_MS = 180_000;
const MOST_OUTPUT = 64 * 1_048_576;
/** Enough of it for a few seconds. */
const FEW = ['limits.', 'upgrade.', 'message.', 'purge.'];
/** How many there are to be, so that a kit which skips all is not taken for one that passes. */
const LEAST_PASSED = 150;
const LEAST_PASSED_OF_FEW = 15;

/** @param {import('./index.js').Scene} scene */
export async function contract({ engine, isSmall, proxy, own, record }) {
  const cases = await runKit(proxy, isSmall ? FEW.flatMap((text) => ['--filter', text]) : []);
  const passed = cases.filter(({ status }) => status === 'passed');
  const failed = cases.filter(({ status }) => status === 'failed');
  const listed = (/** @type {Case} */ { id }) =>
    own[id]?.engines?.includes(engine) === false ? undefined : own[id];
  const unlisted = failed.filter((one) => listed(one) === undefined);
  const needless = passed.filter((one) => listed(one) !== undefined);
  const least = isSmall ? LEAST_PASSED_OF_FEW : LEAST_PASSED;
  record({ what: 'cases of the contract that pass', value: passed.length, least });
  record({ what: 'cases that fail and are not listed', value: unlisted.length, most: 0, ...named(unlisted) });
  record({ what: 'cases that are listed and pass', value: needless.length, most: 0, ...named(needless) });
  record({ what: 'cases that the proxy answers in its own way', value: failed.length - unlisted.length });
}

/** @typedef {{ id: string, status: 'passed' | 'failed' | 'skipped' }} Case */

/**
 * @param {import('./proxy.js').RunningProxy} proxy
 * @param {string[]} options
 * @returns {Promise<Case[]>}
 */
async function runKit({ secure, caFile }, options) {
  const args = [KIT, `https://localhost:${secure}`, '--reporter', 'json', ...options];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: caFile };
  const limits = { env, timeout: ENOUGH_MS, maxBuffer: MOST_OUTPUT };
  // It ends with 1 where a case has failed, which is not known to be wrong here.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, limits).catch(
    (error) => error,
  );
  if (!stdout) throw new Error(`the conformance kit did not run: ${stderr}`);
  return JSON.parse(stdout).cases;
}

/** @param {Case[]} cases */
const named = (cases) => (cases.length === 0 ? {} : { note: cases.map(({ id }) => id).join(', ') });
