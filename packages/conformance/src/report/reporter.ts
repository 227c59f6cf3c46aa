import type { Outcome } from '../outcome.js';

/** Writes what became of the cases. */
export interface Reporter {
  /** Hears of each case when it has ended. */
  readonly outcome: (outcome: Outcome) => void;
  /** Hears of all of them at the end, in their order. */
  readonly end: (outcomes: readonly Outcome[]) => void;
}

/** Takes the text of a report, piece by piece. */
export type Write = (text: string) => void;

/** Makes a reporter that writes by `write`; `subject` is what is being checked. */
export type MakeReporter = (write: Write, subject: string) => Reporter;

/** One failure in lines for people: the clause, what was expected, what came, and what went over the wire. */
export function describeFailure({ clause, failure }: Outcome): string[] {
  if (failure === undefined) return [];
  const { message, expected, received, transcript } = failure;
  return [
    `docs/protocol.md#${clause.section}: ${clause.text}`,
    message,
    ...(expected === undefined ? [] : [`expected: ${expected}`, `received: ${received ?? ''}`]),
    ...transcript.map(
      ({ at, on, did, what }) => `${String(at).padStart(6)} ms  ${on} ${did} ${firstLines(what)}`,
    ),
  ];
}

/** HTTP in one line. */
function firstLines(what: string): string {
  return JSON.stringify(what).slice(1, -1).replaceAll('\\"', '"');
}
