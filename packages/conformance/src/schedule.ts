import type { Clause } from './relay/case.js';
import type { Outcome } from './outcome.js';

/** What every case has, of a relay or of a client. */
export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
}

/** How a case ended. */
export type Ended = Pick<Outcome, 'status' | 'reason' | 'failure'>;

/** How cases are run. */
export interface Schedule<C> {
  readonly isSlow: (one: C) => boolean;
  /** Never rejects. */
  readonly run: (one: C) => Promise<Ended>;
  /** Cases at one time, slow ones aside. Default 4. */
  readonly concurrency?: number | undefined;
  /** Hears of each case when it has ended. */
  readonly onOutcome?: ((outcome: Outcome) => void) | undefined;
}

const CONCURRENCY = 4;

/**
 * Runs the cases and tells what became of each, in their order. The slow ones begin at once, as they mostly wait; the others
 * share a few places.
 */
export async function runAll<C extends Listed>(
  cases: readonly C[],
  schedule: Schedule<C>,
): Promise<Outcome[]> {
  const { isSlow, run, concurrency = CONCURRENCY, onOutcome } = schedule;
  const outcomes = new Map<C, Outcome>();
  const runOne = async (one: C): Promise<void> => {
    const { id, title, clause } = one;
    const start = performance.now();
    const ended = await run(one);
    const outcome = { id, title, clause, ms: Math.round(performance.now() - start), ...ended };
    outcomes.set(one, outcome);
    onOutcome?.(outcome);
  };
  const slow = cases.filter(isSlow);
  const queue = cases.filter((one) => !isSlow(one));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await runOne(next);
  };
  await Promise.all([...slow.map(runOne), ...Array.from({ length: concurrency }, worker)]);
  return cases.flatMap((one) => outcomes.get(one) ?? []);
}
