import { failureOf, type Outcome } from '../outcome.js';
import { SLOW_SECONDS } from '../relay/case.js';
import { runAll, type Ended } from '../schedule.js';
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

const CASE_LIMIT_MS = 60_000;
const SECOND_MS = 1_000;

/** Runs the cases and tells what became of each, in their order. */
export function runClientCases(cases: readonly ClientCase[], options: ClientRun): Promise<Outcome[]> {
  const { concurrency, onOutcome } = options;
  return runAll(cases, { isSlow, run: (one) => tryOne(one, options), concurrency, onOutcome });
}

const isSlow = ({ seconds }: ClientCase): boolean => seconds > SLOW_SECONDS;

async function tryOne(
  one: ClientCase,
  { start, slow = false, secondMs = SECOND_MS }: ClientRun,
): Promise<Ended> {
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
