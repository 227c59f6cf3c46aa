import type { Clause } from '../relay/case.js';
import type { Stage } from './stage.js';

/** One thing that a client must do. */
export interface ClientCase {
  /** As in `client.receive.gap`; never changes its meaning. */
  readonly id: string;
  /** The behaviour, in one sentence that is true of a conforming client. */
  readonly title: string;
  readonly clause: Clause;
  /** How long it takes at least, in seconds of the specification; over 5 it is for `--slow`. */
  readonly seconds: number;
  /** Throws where the client does otherwise. */
  readonly run: (stage: Stage) => Promise<void>;
}

/** Adds a case: its id within the step, what a client does, the clause that says so, how it is seen, and how long that takes. */
export type ClientCheck = (
  id: string,
  title: string,
  clause: Clause,
  run: ClientCase['run'],
  on?: { readonly seconds: number },
) => void;

/** The cases of one step: `check('gap', …)` of `receive` is `client.receive.gap`. */
export function clientCasesOf(step: string, fill: (check: ClientCheck) => void): readonly ClientCase[] {
  const cases: ClientCase[] = [];
  fill((id, title, clause, run, { seconds } = { seconds: 0 }) => {
    cases.push({ id: `client.${step}.${id}`, title, clause, seconds, run });
  });
  return cases;
}
