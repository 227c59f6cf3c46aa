import { count } from '../outcome.js';
import type { MakeReporter } from './reporter.js';

/** One JSON document: the counts, then each case with its clause, and on failure everything there is to know. */
export const json: MakeReporter = (write, subject) => ({
  outcome: () => undefined,
  end: (outcomes) =>
    write(
      `${JSON.stringify({ protocol: 'pug.v1', subject, ...count(outcomes), cases: outcomes }, null, 2)}\n`,
    ),
});
