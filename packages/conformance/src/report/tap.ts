import type { Outcome } from '../outcome.js';
import { describeFailure, type MakeReporter } from './reporter.js';

/** The Test Anything Protocol, version 14. */
export const tap: MakeReporter = (write, subject) => ({
  outcome: () => undefined,
  end: (outcomes) => {
    write(`TAP version 14\n# ${subject}\n1..${outcomes.length}\n`);
    outcomes.forEach((outcome, index) => write(pointOf(outcome, index + 1)));
  },
});

function pointOf(outcome: Outcome, number: number): string {
  const { status, id, title, reason, ms } = outcome;
  const skip = status === 'skipped' ? ` # SKIP ${escape(reason ?? '')}` : '';
  const point = `${status === 'failed' ? 'not ok' : 'ok'} ${number} - ${id} ${escape(title)}${skip}\n`;
  const details = [`duration_ms: ${ms}`, ...failureLines(outcome)];
  return `${point}  ---\n${details.map((line) => `  ${line}\n`).join('')}  ...\n`;
}

function failureLines(outcome: Outcome): string[] {
  const lines = describeFailure(outcome);
  return lines.length === 0 ? [] : ['failure: |', ...lines.map((line) => `  ${line}`)];
}

/** A # or a backslash would begin a directive, or end one. */
const escape = (text: string) => text.replace(/[\\#]/g, (character) => `\\${character}`);
