import type { Clause } from './relay/case.js';
import { Mismatch, show } from './check.js';
import type { Line } from './wire/transcript.js';

/** Why a case failed. */
export interface Failure {
  readonly message: string;
  /** For people; absent where nothing was compared, as when an answer did not come. */
  readonly expected?: string;
  readonly received?: string;
  /** What went over the wire, the last of it where it is long. */
  readonly transcript: readonly Line[];
}

/** What became of a case. */
export interface Outcome {
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  /** Why it was skipped. */
  readonly reason?: string;
  readonly failure?: Failure;
}

const MOST_LINES = 60;

/** Tells why, with what was sent, what was expected and what came. */
export function failureOf(error: unknown, lines: readonly Line[]): Failure {
  const transcript = lines.slice(-MOST_LINES);
  if (error instanceof Mismatch) {
    const { expected, received } = error;
    return { message: error.what, expected: show(expected), received: show(received), transcript };
  }
  return { message: error instanceof Error ? error.message : String(error), transcript };
}

/** How many passed, failed and were skipped. */
export function count(outcomes: readonly Outcome[]): Record<Outcome['status'], number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
