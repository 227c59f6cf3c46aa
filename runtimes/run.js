// Runs the contract in every runtime: node run.js [--engine uws|ws] [--runtime <part of a name>]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHarness } from './harness/harness.js';
import { makeConsumers } from './matrix/consumers.js';
import { installPrograms } from './matrix/programs.js';
import { runtimes } from './matrix/runtimes.js';
import { tableOf } from './matrix/table.js';
import { tryRuntime } from './matrix/trial.js';

/** There is a native engine for Node 20, and where there is one it is the one to run against. */
const USUAL_ENGINE = process.versions.node.startsWith('20.') ? 'uws' : 'auto';

const { values: flags } = parseArgs({
  options: { engine: { type: 'string', default: USUAL_ENGINE }, runtime: { type: 'string', default: '' } },
});

const say = (text) => console.log(text);

/** The contract waits for most of its time. */
const AT_A_TIME = 2;

/** A runtime in which everything fails says enough with the first few. */
const MOST_TOLD = 5;

function tell({ name, problems }) {
  for (const problem of problems.slice(0, MOST_TOLD)) say(`✗ ${name}: ${problem}\n`);
  for (const problem of problems.slice(MOST_TOLD)) say(`✗ ${name}: ${problem.split('\n', 1)}`);
}

/** @returns what came of each runtime, in their order */
async function tryAll(site) {
  const chosen = runtimes.filter(({ name }) => name.toLowerCase().includes(flags.runtime.toLowerCase()));
  const waiting = [...chosen.entries()];
  const outcomes = [];
  const inTurn = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, runtime] = next;
      outcomes[index] = await tryRuntime(runtime, site);
      tell(outcomes[index]);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, inTurn));
  return outcomes;
}

/** Where everything can be had, nothing is left out unnoticed: in CI, what is missing has failed. */
function totalOf(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const missing = outcomes.filter(({ whyMissing }) => whyMissing).length;
  const isStrict = process.env.CI !== undefined;
  return {
    passed: sum('passed'),
    failed: sum('failed') + (isStrict ? missing : 0),
    skipped: isStrict ? 0 : missing,
  };
}

async function runAll(folder) {
  const harness = await startHarness(flags.engine);
  try {
    await installPrograms(say);
    const consumers = await makeConsumers(folder);
    const outcomes = await tryAll({ control: harness.control, consumers });
    say(`The SDK against a relay on ${harness.engine}:\n${tableOf(outcomes)}`);
    return totalOf(outcomes);
  } finally {
    await harness.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'pug-runtimes-'));
try {
  const { passed, failed, skipped } = await runAll(folder);
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
