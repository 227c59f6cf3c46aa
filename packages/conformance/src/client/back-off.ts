import { holds } from '../check.js';
import { wait } from '../wire/wait.js';

/** With back-off a client tries a few times in so many ms, without it hundreds of times. */
const WHILE_MS = 4_000;
const MOST_TRIES = 10;
const LOOK_MS = 50;

/** For a while the client does not try more often than one with back-off would. */
export async function expectBackOff(what: string, triesOf: () => number): Promise<void> {
  const end = performance.now() + WHILE_MS;
  while (performance.now() < end && triesOf() <= MOST_TRIES) await wait(LOOK_MS);
  const tries = triesOf();
  holds(tries <= MOST_TRIES, `${what} in ${WHILE_MS} ms`, `at most ${MOST_TRIES}`, tries);
}
