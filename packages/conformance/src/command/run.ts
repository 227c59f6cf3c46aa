import type { Outcome } from '../outcome.js';
import { RELAY_CASES } from '../relay/cases/index.js';
import { launchBy } from '../relay/launch.js';
import { runCases } from '../relay/run.js';
import { REPORTERS } from '../report/index.js';
import type { Listed } from '../schedule.js';
import { expectOk } from '../wire/gate.js';
import { get } from '../wire/http.js';
import { parseTarget } from '../wire/target.js';
import { solvers } from '../wire/solvers.js';
import { clientSubject } from './client.js';
import { HELP } from './help.js';
import { readOptions, UsageError, type Options } from './options.js';
import { wantedOf, type Subject } from './subject.js';

/** How a run ended, for scripts. */
const EXIT = { passed: 0, failed: 1, usage: 2, unreachable: 3 } as const;

const EASY_BITS = 8;
const HARDEST_BITS = 20;

/** Does what the command line says; gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    return await follow(readOptions(args));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`pug-conformance: ${error.message}; see --help\n`);
    return EXIT.usage;
  }
}

async function follow(options: Options): Promise<number> {
  if (options.help) return say(HELP);
  const subject = options.isClient ? clientSubject(options) : relaySubject(options);
  if (options.list) return say(subject.cases.map(lineOf).join(''));
  if (subject.cases.length === 0) throw new UsageError('no case has such an id');
  const fault = await subject.fault();
  if (fault !== undefined) {
    process.stderr.write(`pug-conformance: ${fault}\n`);
    return EXIT.unreachable;
  }
  const outcomes = await report(subject, options);
  return outcomes.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.passed;
}

const lineOf = ({ id, title, clause }: Listed) =>
  `${id}\n    ${title}\n    ${clause.section}: ${clause.text}\n`;

function say(text: string): number {
  process.stdout.write(text);
  return EXIT.passed;
}

async function report(subject: Subject, options: Options): Promise<readonly Outcome[]> {
  const name = options.url ?? options.command?.join(' ') ?? '';
  const reporter = REPORTERS[options.reporter]((text) => process.stdout.write(text), name);
  const outcomes = await subject.check(reporter.outcome);
  reporter.end(outcomes);
  return outcomes;
}

/** A relay that is running, or those that the command behind `--` starts. */
function relaySubject(options: Options): Subject {
  const { url, command, slow, difficulty = EASY_BITS, allowedOrigins } = options;
  const [program, ...args] = command ?? [];
  const cases = wantedOf(RELAY_CASES, options);
  return {
    cases,
    fault: () => faultOf(options),
    check: async (onOutcome) => {
      const outcomes = await runCases(cases, {
        ...(url !== undefined && { url, settings: { allowedOrigins } }),
        ...(program !== undefined && { launch: launchBy(program, args), base: { difficulty } }),
        slow,
        onOutcome,
      });
      await solvers.close();
      return outcomes;
    },
  };
}

/** Why a running relay cannot be looked at, in words. */
async function faultOf({ url, difficulty: most = HARDEST_BITS }: Options): Promise<string | undefined> {
  if (url === undefined) return undefined;
  try {
    const limits = expectOk(await get(parseTarget(url), '/api/limits')) as {
      protocol?: unknown;
      difficulty?: unknown;
    };
    if (limits.protocol !== 'pug.v1') return `${url} is not a relay of pug.v1`;
    if (Number(limits.difficulty) > most)
      return `${url} asks for ${String(limits.difficulty)} bits of work; --difficulty allows more than ${most}`;
    return undefined;
  } catch (error) {
    return `${url} does not answer /api/limits as a relay does: ${error instanceof Error ? error.message : ''}`;
  }
}
