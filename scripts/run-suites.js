import { endChildrenOnSignal } from './process.js';
import { installSuite, suites } from './suites.js';

const say = (line) => console.log(line);

/** The suites to run after the install: all, or with `--only=<suite>` that one and the build it stands on. */
function chooseSuites(args) {
  const names = suites.map(({ name }) => name);
  const [flag, only] = args.join('=').split('=');
  if (flag === '') return suites;
  if (flag !== '--only' || !names.includes(only)) {
    console.error(`npm test takes nothing, or -- --only=<suite>, one of ${names.join(', ')}`);
    process.exit(2);
  }
  return suites.filter(({ name }) => name === 'build' || name === only);
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

function add(total, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}

function finish({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  // Leaves once everything is written: a full pipe would lose the rest, and a handle left open would wait for ever.
  process.stdout.write(`${line}\n`, () => process.exit());
}

/** Runs the suites one after the other; the last line counts them all, the exit code is 0 only if none failed. */
export async function runSuites(args) {
  endChildrenOnSignal();
  const chosen = chooseSuites(args);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const broken = [];
  // The install is no test: it counts only when it fails, and then there is nothing to run the others with.
  const installed = await runSuite(installSuite);
  if (installed.failed > 0) return finish({ ...total, failed: 1 });
  for (const suite of chosen) {
    const counts = await runSuite(suite);
    add(total, counts);
    if (counts.failed > 0) broken.push(suite.name);
  }
  if (broken.length > 0) say(`Look above for ${broken.join(', ')}.`);
  return finish(total);
}
