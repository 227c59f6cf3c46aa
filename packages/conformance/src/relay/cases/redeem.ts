import { between, each, equal, holds, matches } from '../../check.js';
import { challenge, create, expectError, expectOk, redeem, solved, type Session } from '../../wire/gate.js';
import { post } from '../../wire/http.js';
import { findNonce, zeroBits, type Nonces } from '../../wire/pow.js';
import { solvers } from '../../wire/solvers.js';
import { wait } from '../../wire/wait.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('1-challenge');

const SESSION_TTL_MS = 300_000;
const CLOCK_TOLERANCE_MS = 5_000;
const AFTER_CHALLENGE_MS = 122_000;
const SECOND_MS = 1_000;
const PARALLEL = 50;

/** 24 zeros and 8 digits of counting: the longest form a nonce can have. */
const longNonce: Nonces = (index) => index.toString(16).padStart(32, '0');

const BAD_FORMS: Readonly<Record<string, Nonces>> = {
  '33 characters': (index) => `0${longNonce(index)}`,
  'upper-case letters': (index) => `A${index.toString(16).toUpperCase()}`,
  'letters after f': (index) => `g${index.toString(16)}`,
  'a sign': (index) => `-${index.toString(16)}`,
  'a line feed at its end': (index) => `${index.toString(16)}\n`,
};

export const redeemCases = casesOf('redeem', (check) => {
  check(
    'session',
    'a right nonce gives a sessionToken that lives 300 s',
    clause('A session token lives 300 s and creates one room.'),
    async (relay) => {
      const { sessionToken, expiresAt } = expectOk(await redeem(relay, await solved(relay))) as Session;
      matches(sessionToken, /^\S+$/, 'the sessionToken');
      const left = expiresAt - Date.now();
      between(left, SESSION_TTL_MS - CLOCK_TOLERANCE_MS, SESSION_TTL_MS + CLOCK_TOLERANCE_MS, 'ms left');
    },
  );

  check(
    'replayed',
    'a token is redeemed once, then it is pow_replayed with any nonce',
    clause('the token has been redeemed before'),
    async (relay) => {
      const { token, nonce } = await solved(relay);
      expectOk(await redeem(relay, { token, nonce }));
      expectError(await redeem(relay, { token, nonce }), 'pow_replayed');
      const { difficulty } = relay.limits;
      const other = findNonce(token, (bits) => bits >= difficulty, longNonce);
      expectError(await redeem(relay, { token, nonce: other }), 'pow_replayed');
    },
  );

  check(
    'parallel-once',
    `of ${PARALLEL} requests at the same time with one token exactly one succeeds`,
    clause('A token is redeemed once.'),
    async (relay) => {
      const proof = JSON.stringify(await solved(relay));
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, () => post(relay, '/api/pow-redeem', proof)),
      );
      const codes = answers.map(({ status }) => status);
      equal(codes.filter((status) => status === 200).length, 1, 'how many succeeded');
      equal(codes.filter((status) => status === 409).length, PARALLEL - 1, 'how many were pow_replayed');
    },
  );

  check(
    'invalid-before-replayed',
    'a spent token with a wrong nonce is pow_invalid',
    clause('The relay checks in this order, and the first failure is the answer'),
    async (relay) => {
      const { token, nonce } = await solved(relay);
      expectOk(await redeem(relay, { token, nonce }));
      expectError(
        await redeem(relay, { token, nonce: wrongNonce(token, relay.limits.difficulty) }),
        'pow_invalid',
      );
    },
  );

  check(
    'not-a-session',
    'a challenge token is no sessionToken, spent or not',
    clause('A session token lives 300 s and creates one room.'),
    async (relay) => {
      const { token, nonce } = await solved(relay);
      expectError(await create(relay, token), 'session_invalid');
      expectOk(await redeem(relay, { token, nonce }));
      expectError(await create(relay, token), 'session_invalid');
    },
  );

  check(
    'expired',
    'a token of more than 120 s ago is pow_expired, spent or not, and with a wrong nonce pow_invalid',
    clause("the token's time is up"),
    async (relay) => {
      const [fresh, spent] = [await solved(relay), await solved(relay)];
      expectOk(await redeem(relay, spent));
      await wait(AFTER_CHALLENGE_MS);
      expectError(await redeem(relay, fresh), 'pow_expired');
      expectError(await redeem(relay, spent), 'pow_expired');
      const nonce = wrongNonce(fresh.token, relay.limits.difficulty);
      expectError(await redeem(relay, { token: fresh.token, nonce }), 'pow_invalid');
    },
    { seconds: () => AFTER_CHALLENGE_MS / SECOND_MS },
  );
});

const wrongNonce = (token: string, difficulty: number) => findNonce(token, (bits) => bits < difficulty);

export const nonceCases = casesOf('redeem', (check) => {
  const proof = clause('begins with at least `difficulty` zero bits, as the answer gave it.');
  const form = clause('a string of the wrong form, for either, belongs here');

  check('longest-nonce', 'a nonce of 32 characters is taken', proof, async (relay) => {
    const { token, difficulty } = await challenge(relay);
    const nonce = findNonce(token, (bits) => bits >= difficulty, longNonce);
    expectOk(await redeem(relay, { token, nonce }));
  });

  check('more-bits', 'a nonce with more zero bits than asked for is taken', proof, async (relay) => {
    const { token, difficulty } = await challenge(relay);
    const nonce = await solvers.solve(token, difficulty + 1);
    holds(zeroBits(token, nonce) > difficulty, 'the nonce of this case', 'more zero bits', nonce);
    expectOk(await redeem(relay, { token, nonce }));
  });

  check(
    'nonce-form',
    'a nonce of another form is pow_invalid though its hash would do, and spends nothing',
    form,
    async (relay) => {
      const { token, difficulty } = await challenge(relay);
      await each(Object.keys(BAD_FORMS), async (name) => {
        const nonce = findNonce(token, (bits) => bits >= difficulty, BAD_FORMS[name]);
        expectError(await redeem(relay, { token, nonce }), 'pow_invalid');
      });
      expectOk(await redeem(relay, { token, nonce: await solvers.solve(token, difficulty) }));
    },
  );

  check('empty-nonce', 'an empty nonce is pow_invalid', form, async (relay) => {
    const { token } = await challenge(relay);
    expectError(await redeem(relay, { token, nonce: '' }), 'pow_invalid');
  });

  check(
    'one-bit-too-few',
    'one zero bit too few is pow_invalid, and does not spend the token',
    clause('Neither `pow_invalid` nor `server_full` spends it.'),
    async (relay) => {
      const { token, difficulty } = await challenge(relay);
      const nonce = findNonce(token, (bits) => bits === difficulty - 1);
      expectError(await redeem(relay, { token, nonce }), 'pow_invalid');
      expectError(await redeem(relay, { token, nonce }), 'pow_invalid');
      expectOk(await redeem(relay, { token, nonce: await solvers.solve(token, difficulty) }));
    },
    { fits: ({ limits }) => limits.difficulty > 0 },
  );
});
