import { count } from '../outcome.js';
import { describeFailure, type MakeReporter } from './reporter.js';

const MARK = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** For people: a line for each case as it ends, failures in full, and the counts. */
export const text: MakeReporter = (write, subject) => ({
  outcome: (outcome) => {
    const { status, id, title, reason, ms } = outcome;
    const note =
      status === 'skipped' ? `  (${reason ?? ''})` : ms >= 1_000 ? `  (${(ms / 1_000).toFixed(1)} s)` : '';
    write(`${MARK[status]} ${id}  ${title}${note}\n`);
    for (const line of describeFailure(outcome)) write(`    ${line}\n`);
  },
  end: (outcomes) => {
    const { passed, failed, skipped } = count(outcomes);
    write(`\n${subject}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  },
});
