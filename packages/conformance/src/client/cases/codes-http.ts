import { equal } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import type { HttpCode } from '../../wire/table.js';
import { expectBackOff } from '../back-off.js';
import { clientCasesOf } from '../case.js';
import { refusal } from '../relay/api.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('code-table');

const CHALLENGE = '/api/pow-challenge';
const REDEEM = '/api/pow-redeem';
const CREATE = '/api/create-room';

const NEW_CHALLENGE: readonly (readonly [HttpCode, string])[] = [
  ['pow_invalid', REDEEM],
  ['pow_expired', REDEEM],
  ['pow_replayed', REDEEM],
  ['session_invalid', CREATE],
];
const FINAL: readonly (readonly [HttpCode, string])[] = [
  ['origin_forbidden', CHALLENGE],
  ['not_found', CHALLENGE],
  ['bad_request', REDEEM],
  ['payload_too_large', REDEEM],
  ['method_not_allowed', REDEEM],
  ['bad_request', CREATE],
];
const LATER: readonly (readonly [id: string, HttpCode, string])[] = [
  ['rate-limited', 'rate_limited', CHALLENGE],
  ['server-shutdown', 'server_shutdown', CHALLENGE],
  ['server-full-of-sessions', 'server_full', REDEEM],
  ['server-full-of-rooms', 'server_full', CREATE],
];

/** The requests to a path so far. */
const countOf = ({ relay }: Stage, at: string): number =>
  relay.requests.filter(({ path }) => path === at).length;

export const httpCodeCases = clientCasesOf('codes', (check) => {
  for (const [code, at] of NEW_CHALLENGE)
    check(
      `${code.replaceAll('_', '-')}-starts-again`,
      `after ${code} a client begins again with another challenge`,
      clause('**new challenge**: it starts again at step 1.'),
      async (stage) => {
        stage.relay.answers = ({ path }) =>
          path === at && countOf(stage, at) === 1 ? refusal(code) : undefined;
        await stage.create();
        equal(countOf(stage, CHALLENGE), 2, 'the challenges that were asked for');
        const tokens = stage.relay.requests
          .filter(({ path }) => path === REDEEM)
          .map(({ body }) => (JSON.parse(body.toString('utf8')) as { token: unknown }).token);
        equal(tokens.length, 2, 'the proofs that were redeemed');
        equal(new Set(tokens).size, 2, 'the tokens that were redeemed');
      },
    );

  check(
    'final-over-http',
    'after a final code a client gives up',
    clause('**final**: it gives up.'),
    async (stage) => {
      const { client, relay } = stage;
      for (const [code, at] of FINAL) {
        relay.answers = ({ path }) => (path === at ? refusal(code) : undefined);
        const before = countOf(stage, CHALLENGE);
        const { why } = await client.answer(client.tell({ do: 'create', origin: relay.origin }), 'failed');
        equal(why, code, `why it failed after ${code}`);
        await client.silence();
        equal(countOf(stage, CHALLENGE) - before, 1, `the challenges that were asked for up to ${code}`);
      }
    },
  );

  for (const [id, code, at] of LATER)
    check(
      `later-${id}`,
      `after ${code} from ${at} a client gives up, or tries again with back-off`,
      clause('**later**: it MAY try again with back-off and jitter, on the socket by joining anew.'),
      async (stage) => {
        const { client, relay } = stage;
        relay.answers = ({ path }) => (path === at ? refusal(code, { 'Retry-After': '1' }) : undefined);
        client.tell({ do: 'create', origin: relay.origin });
        await relay.request(at);
        await expectBackOff(`the requests to ${at}`, () => countOf(stage, at));
      },
    );
});
