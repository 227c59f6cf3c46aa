import { between, holds } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { wait } from '../../wire/wait.js';
import { clientCasesOf } from '../case.js';
import type { Place } from '../relay/place.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('4-message');
const afterSilence = clause('A client sends it after 20 s without receiving anything.');
const withoutAnswer = clause('If 10 s later there is no answer, the connection is lost.');

const SILENCE_S = 20;
const ANSWER_S = 10;
/** How much sooner or later a client's timers may ring, in seconds. */
const EARLY_S = 0.5;
const LATE_S = 5;

/** The next keep-alive comes 20 s after the client was told something last; gives when that was. */
async function keepAlive(stage: Stage, { socket }: Place): Promise<number> {
  const since = socket.spokenAt;
  const at = await socket.keepAlives.next('a keep-alive', stage.seconds(SILENCE_S + LATE_S));
  const low = stage.seconds(SILENCE_S - EARLY_S);
  between(at - since, low, stage.seconds(SILENCE_S + LATE_S), 'the silence before the keep-alive, in ms');
  return since;
}

export const keepAliveCases = clientCasesOf('keep-alive', (check) => {
  check(
    'after-silence',
    'a keep-alive is sent after 20 s of silence',
    afterSilence,
    async (stage) => {
      const place = await stage.enter();
      await keepAlive(stage, place);
    },
    { seconds: SILENCE_S },
  );

  check(
    'put-off',
    'whatever is received puts the keep-alive off',
    afterSilence,
    async (stage) => {
      const place = await stage.enter();
      const anna = await place.arrive();
      await wait(stage.seconds(8));
      await place.nothingBefore(anna);
      await keepAlive(stage, place);
    },
    { seconds: 8 + SILENCE_S },
  );

  check(
    'answered',
    'an answer keeps the connection',
    withoutAnswer,
    async (stage) => {
      const place = await stage.enter();
      await keepAlive(stage, place);
      await stage.client.silence(stage.seconds(ANSWER_S + 2));
      await place.say({ body: 'still here' });
    },
    { seconds: SILENCE_S + ANSWER_S + 2 },
  );

  check(
    'unanswered',
    'without an answer in 10 s the connection is lost',
    withoutAnswer,
    async (stage) => {
      const place = await stage.enter();
      place.socket.answersKeepAlives = false;
      const since = await keepAlive(stage, place);
      const askedAt = performance.now();
      await stage.client.report(['away', 'ended'], stage.seconds(ANSWER_S + LATE_S));
      const now = performance.now();
      const least = stage.seconds(SILENCE_S + ANSWER_S - EARLY_S);
      holds(
        now - since >= least,
        'the silence until the connection is lost, in ms',
        `at least ${least}`,
        now - since,
      );
      const most = stage.seconds(ANSWER_S + LATE_S);
      holds(now - askedAt <= most, 'the wait for an answer, in ms', `at most ${most}`, now - askedAt);
    },
    { seconds: SILENCE_S + ANSWER_S },
  );
});
