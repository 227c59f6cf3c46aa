import { failureOf, type Outcome } from '../outcome.js';
import { SLOW_SECONDS } from '../relay/case.js';
import { noting, Transcript } from '../wire/transcript.js';
import { within } from '../wire/wait.js';
import type { ClientCase } from './case.js';
import type { StartProgram } from './program/program.js';
import { Unable } from './program/report.js';
import { Stage } from './stage.js';

/** Which client is looked at, and how. */
export interface ClientRun {
  /** Starts a program that drives the client; one for each case. */
  readonly start: StartProgram;
  /** Cases that take long too. Default false. */
  readonly slow?: boolean;
  /** Cases at one time, slow ones aside. Default 4. */
  readonly concurrency?: number;
  /** How long a second of the specification is for this client, in ms: less for one whose clocks run faster. Default 1,000. */
  readonly secondMs?: number;
  /** Hears of each case when it has ended. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

const CONCURRENCY = 4;
const CASE_LIMIT_MS = 60_000;
const SECOND_MS = 1_000;

/** Runs the cases and tells what became of each, in their order. */
export async function runClientCases(cases: readonly ClientCase[], options: ClientRun): Promise<Outcome[]> {
  const outcomes = new Map<ClientCase, Outcome>();
  const runOne = async (one: ClientCase) => {
    const outcome = await outcomeOf(one, options);
    outcomes.set(one, outcome);
    options.onOutcome?.(outcome);
  };
  // The slow ones begin at once, as they mostly wait.
  const slow = cases.filter(isSlow);
  const queue = cases.filter((one) => !isSlow(one));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await runOne(next);
  };
  const places = Array.from({ length: options.concurrency ?? CONCURRENCY }, worker);
  await Promise.all([...slow.map(runOne), ...places]);
  return cases.flatMap((one) => outcomes.get(one) ?? []);
}

const isSlow = ({ seconds }: ClientCase): boolean => seconds > SLOW_SECONDS;

async function outcomeOf(one: ClientCase, options: ClientRun): Promise<Outcome> {
  const { id, title, clause } = one;
  const start = performance.now();
  const ended = await tryOne(one, options);
  return { id, title, clause, ms: Math.round(performance.now() - start), ...ended };
}

async function tryOne(
  one: ClientCase,
  { start, slow = false, secondMs = SECOND_MS }: ClientRun,
): Promise<Pick<Outcome, 'status' | 'reason' | 'failure'>> {
  if (isSlow(one) && !slow)
    return { status: 'skipped', reason: `takes ${one.seconds} s; it runs with --slow` };
  const transcript = new Transcript();
  try {
    const work = noting(transcript, () => perform(one, start, secondMs));
    await within(work, 'the case to end', CASE_LIMIT_MS + one.seconds * secondMs);
    return { status: 'passed' };
  } catch (error) {
    if (error instanceof Unable) return { status: 'skipped', reason: error.message };
    return { status: 'failed', failure: failureOf(error, transcript.lines) };
  } finally {
    transcript.close();
  }
}

async function perform({ run }: ClientCase, start: StartProgram, secondMs: number): Promise<void> {
  const stage = await Stage.set(start, secondMs);
  try {
    await Promise.race([run(stage), stage.client.stopped]);
  } finally {
    await stage.close();
  }
}
