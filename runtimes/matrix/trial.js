import { programOf } from './programs.js';
import { run } from './process.js';

/** Some ten times what a trial takes. */
const TRIAL_LIMIT_MS = 3 * 60_000;
const VERSION_LIMIT_MS = 20_000;

const NOT_HERE = 'there is no program of it for this machine';

/** Nothing of this machine's settings reaches a runtime, and none asks for newer versions of itself. */
const ENVIRONMENT = { DENO_NO_UPDATE_CHECK: '1', DO_NOT_TRACK: '1', NODE_OPTIONS: '', NO_COLOR: '1' };

async function versionOf(program, cwd) {
  const { output } = await run(program, ['--version'], { cwd, timeoutMs: VERSION_LIMIT_MS });
  return /\d[\w.-]*/.exec(output)?.[0] ?? 'unknown';
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

/** What a program that should run to its end and then end by itself did otherwise. */
function problemOf({ code, errors, isTimeUp }, isDone) {
  if (isTimeUp) return isDone ? 'the process did not end by itself' : 'the contract took too long';
  if (!isDone) return `it ended before the contract did (${code}):\n${errors.trim()}`;
  return code === 0 ? undefined : `it ended with ${code}:\n${errors.trim()}`;
}

/**
 * Runs the contract in one runtime. That its process ends by itself, and well, counts as one case more.
 * @param {import('./runtimes.js').Runtime} runtime
 * @param {{ control: string, consumers: Record<string, string> }} site
 */
export async function tryRuntime({ name, program, consumer, setup, args }, { control, consumers }) {
  const path = programOf(program);
  if (path === undefined)
    return { name, version: '-', passed: 0, failed: 0, whyMissing: NOT_HERE, problems: [] };
  const began = performance.now();
  const folder = consumers[consumer];
  const results = [];
  const options = {
    cwd: folder,
    env: ENVIRONMENT,
    timeoutMs: TRIAL_LIMIT_MS,
    onLine: (line) => results.push(parsed(line)),
  };
  const end = await run(path, await args(folder, JSON.stringify({ control, ...setup })), options);
  const problem = problemOf(
    end,
    results.some(({ done }) => done),
  );
  const problems = results
    .filter(({ ok }) => ok === false)
    .map(({ case: what, error }) => `${what}\n${error}`);
  if (problem) problems.push(problem);
  return {
    name,
    version: await versionOf(path, folder),
    passed: results.filter(({ ok }) => ok).length + (problem ? 0 : 1),
    failed: problems.length,
    seconds: (performance.now() - began) / 1_000,
    problems,
  };
}
