import { endChildrenOnSignal } from './process.js';
import { installSuite, stages } from './suites.js';

/** As many suites of a stage at a time as CI has cores. */
const SIDE_BY_SIDE = 2;

const say = (line) => console.log(line);

/** What to run after the install: all, or with `--only=<suite>` that one and the build it stands on. */
function chooseStages(args) {
  const names = stages.flat().map(({ name }) => name);
  const [flag, only] = args.join('=').split('=');
  if (flag === '') return stages;
  if (flag !== '--only' || !names.includes(only)) {
    console.error(`npm test takes nothing, or -- --only=<suite>, one of ${names.join(', ')}`);
    process.exit(2);
  }
  return stages.map((stage) => stage.filter(({ name }) => name === 'build' || name === only));
}

const crash = (error) => ({ passed: 0, failed: 1, skipped: 0, output: String(error?.stack ?? error) });

async function runSuite({ name, run }) {
  const began = performance.now();
  const { output, ...counts } = await run(say).catch(crash);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (counts.failed > 0) say(`\n---- ${name}\n${output.trim()}\n----`);
  say(`${counts.failed > 0 ? '✗' : '✓'} ${name} (${seconds} s)`);
  return counts;
}

/** Runs the suites of a stage; hands on what came of each as soon as it is there. */
async function runStage(stage, onCounts) {
  const waiting = [...stage];
  const inTurn = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift()) onCounts(suite, await runSuite(suite));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, inTurn));
}

function add(total, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}

function finish({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  // Leaves once everything is written: a full pipe would lose the rest, and a handle left open would wait for ever.
  process.stdout.write(`${line}\n`, () => process.exit());
}

/** Runs one stage after the other; the last line counts them all, the exit code is 0 only if none failed. */
export async function runSuites(args) {
  endChildrenOnSignal();
  const chosen = chooseStages(args);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const broken = [];
  // The install is no test: it counts only when it fails, and then there is nothing to run the others with.
  const installed = await runSuite(installSuite);
  if (installed.failed > 0) return finish({ ...total, failed: 1 });
  const count = ({ name }, counts) => {
    add(total, counts);
    if (counts.failed > 0) broken.push(name);
  };
  for (const stage of chosen) await runStage(stage, count);
  if (broken.length > 0) say(`Look above for ${broken.join(', ')}.`);
  return finish(total);
}
