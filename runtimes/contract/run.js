import { bounded } from './bounded.js';
import { cases } from './cases.js';
import { Context } from './context.js';
import { factsOf } from './lines.js';

const CASE_LIMIT_MS = 30_000;

/** What went wrong, its causes too; assertions and the SDK's errors hold nothing secret. */
function describe(error) {
  const lines = [];
  for (let at = error; at !== undefined; at = at.cause) lines.push(at?.stack ?? String(at));
  return lines.join('\ncaused by: ');
}

async function runCase({ name, run }, setup) {
  const context = new Context(setup);
  const began = performance.now();
  const problems = [];
  const attempt = (promise) => promise.catch((error) => problems.push(describe(error)));
  await attempt(bounded(run(context), `the end of ${name}`, CASE_LIMIT_MS));
  await attempt(context.clearUp());
  const result = { case: name, ok: problems.length === 0, ms: Math.round(performance.now() - began) };
  return result.ok ? result : { ...result, error: problems.join('\n') };
}

/**
 * Runs every case, one after the other, each bounded in time.
 * @param {object} setup
 * @param {typeof import('@pug-network/client-sdk')} setup.sdk the SDK as this runtime loads it
 * @param {string} setup.control what `startHarness` gives
 * @param {(line: object) => void} setup.report told after each case, `{ case, ok, ms, error? }`, and at the end, `{ done, passed, failed }`
 * @param {object} [setup.platform] options for every room: `WebSocket`, `fetch`, `crypto` …
 * @param {string} [setup.solver] the solver that has to be at work
 * @param {(value: unknown) => string} [setup.inspect] how this runtime prints a value
 */
export async function runContract({ sdk, control, report, platform = {}, solver, inspect = String }) {
  const setup = { sdk, control, platform, solver, inspect, facts: await factsOf(control) };
  const counts = { passed: 0, failed: 0 };
  for (const each of cases) {
    const result = await runCase(each, setup);
    counts[result.ok ? 'passed' : 'failed'] += 1;
    report(result);
  }
  report({ done: true, ...counts });
  return counts;
}
