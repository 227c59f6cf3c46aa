import { each, equal, holds } from '../../check.js';
import { create, expectError, expectOk, session } from '../../wire/gate.js';
import { ask, get } from '../../wire/http.js';
import { wait } from '../../wire/wait.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('2-create');

const SECOND_MS = 1_000;
const AFTER_SESSION_MS = 302_000;
const PARALLEL = 20;

export const sessionCases = casesOf('create', (check) => {
  const invalid = clause('the token is missing, unknown, spent or expired');

  check('no-session', 'without Authorization it is session_invalid', invalid, async (relay) => {
    expectError(await get(relay, '/api/create-room'), 'session_invalid');
  });

  check('unknown-session', 'what is no sessionToken is session_invalid', invalid, async (relay) => {
    const token = await session(relay);
    const values = [token, `Basic ${token}`, 'Bearer', 'Bearer ', 'Bearer x', `Bearer ${token}x`];
    await each([...values, `Bearer ${token} ${token}`, `Bearer ${'x'.repeat(500)}`], async (value) => {
      const request = { path: '/api/create-room', headers: [['Authorization', value]] } as const;
      expectError(await ask(relay, request), 'session_invalid');
    });
    expectOk(await create(relay, token));
  });

  check('session-in-query', 'a sessionToken is not read from the query', invalid, async (relay) => {
    const token = await session(relay);
    expectError(await get(relay, `/api/create-room?sessionToken=${token}`), 'session_invalid');
    expectOk(await create(relay, token));
  });

  check(
    'session-before-parameters',
    'an unknown sessionToken is session_invalid, whatever the parameters',
    clause('Failures, in this order:'),
    async (relay) => {
      expectError(await create(relay, 'unknown', '?ttl=x'), 'session_invalid');
    },
  );

  check(
    'once',
    'a sessionToken makes one room',
    clause('Only a 200 spends the session token.'),
    async (relay) => {
      const token = await session(relay);
      expectOk(await create(relay, token));
      expectError(await create(relay, token), 'session_invalid');
    },
  );

  check(
    'parallel-once',
    `of ${PARALLEL} requests at the same time with one sessionToken exactly one succeeds`,
    clause('Only a 200 spends the session token.'),
    async (relay) => {
      const token = await session(relay);
      const answers = await Promise.all(Array.from({ length: PARALLEL }, () => create(relay, token)));
      const made = answers.filter(({ status }) => status === 200);
      holds(made.length === 1, 'how many rooms were made', 1, made.length);
      const refused = answers.filter(({ status }) => status === 401);
      equal(refused.length, PARALLEL - 1, 'how many were session_invalid');
    },
  );

  check(
    'expired-session',
    'a sessionToken of more than 300 s ago is session_invalid',
    invalid,
    async (relay) => {
      const token = await session(relay);
      await wait(AFTER_SESSION_MS);
      expectError(await create(relay, token), 'session_invalid');
    },
    { seconds: () => AFTER_SESSION_MS / SECOND_MS },
  );
});
