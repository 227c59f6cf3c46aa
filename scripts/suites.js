import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programEnv } from './program-env.js';
import { install, tool } from './workspace.js';

const MINUTE_MS = 60_000;
const TURBO = ['turbo', 'run', '--output-logs=errors-only', '--continue'];

function oneCheck(name, work) {
  return {
    name,
    async run() {
      const { ok, output } = await work();
      return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output };
    },
  };
}

const check = (name, command, minutes) =>
  oneCheck(name, () => tool(command, { timeoutMs: minutes * MINUTE_MS }));

/** Counts vitest's JSON report; a file that failed outside its tests (could not load, a hook threw) is one failure. */
function countTests(report) {
  const statuses = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const failedFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = statuses.filter((status) => status === 'passed').length;
  return { passed, failed: failedTests + failedFiles, skipped: statuses.length - passed - failedTests };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

async function runVitest(say) {
  const folder = mkdtempSync(join(tmpdir(), 'pug-test-'));
  const report = join(folder, 'report.json');
  const env = await programEnv(say);
  const command = ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { ok, output } = await tool(command, { timeoutMs: 20 * MINUTE_MS, env });
  const counts = countTests(readReport(report));
  rmSync(folder, { recursive: true, force: true });
  // A crash, an error outside any test or the time limit leaves no failed test behind and still is a failure.
  if (!ok && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}

const COUNTS = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m;
const TABLE = /^The SDK against .*\n(?:.+\n)+?(?=\d+ passed, )/m;

/** Runs a program whose last line counts what passed and failed. */
async function runCounted(command) {
  const { ok, output, stdout } = await tool(command, { timeoutMs: 20 * MINUTE_MS });
  const [, ...counted] = COUNTS.exec(stdout) ?? [];
  const [passed = 0, failed = 0, skipped = 0] = counted.map((count) => Number(count ?? 0));
  return { passed, failed: ok ? failed : Math.max(1, failed), skipped, output, stdout };
}

/** The SDK's contract in every runtime, with the table of them. */
async function runRuntimes(say) {
  const { stdout, ...result } = await runCounted(['node', 'runtimes/run.js']);
  const table = TABLE.exec(stdout)?.[0];
  if (table) say(table.trimEnd());
  return result;
}

export const installSuite = oneCheck('install', install);

/**
 * In order of running: what stands together runs side by side, the longest first. Each gives back how many passed, failed
 * and were skipped, and what it printed.
 */
export const stages = [
  [check('build', [...TURBO, 'build'], 10)],
  [
    check('eslint', ['eslint', '--max-warnings=0', '.'], 10),
    check('typecheck', [...TURBO, 'typecheck'], 10),
    check('prettier', ['prettier', '--check', '.'], 5),
    check('knip', ['knip'], 5),
    check('size', ['size-limit'], 5),
  ],
  // Writes what the package of the server takes along: nothing else looks at the tree meanwhile.
  [check('docs', ['node', 'scripts/docs/build.js'], 10)],
  [check('packages', ['node', 'scripts/check-packages.js'], 10)],
  [{ name: 'vitest', run: runVitest }],
  [{ name: 'runtimes', run: runRuntimes }],
  [{ name: 'reliability', run: () => runCounted(['node', 'reliability/run.js', '--small']) }],
];
