import { between, each, equal, holds, matches } from '../../check.js';
import { challenge, expectError, expectOk, redeem, solved } from '../../wire/gate.js';
import { solvers } from '../../wire/solvers.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const clause = clauseIn('1-challenge');
const forged = clause('the token is forged or not canonical, or the nonce is wrong');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CHALLENGE_TTL_MS = 120_000;
const CLOCK_TOLERANCE_MS = 5_000;
/** Up to so many bits, hundreds of forged tokens are solved in a moment. */
const EASY_BITS = 10;
const FEW = 6;

export const challengeCases = casesOf('challenge', (check) => {
  check(
    'form',
    'a challenge is a token of at most 128 characters, SHA-256, the difficulty and an end',
    clause('opaque; ASCII `[A-Za-z0-9_-]`, at most 128 characters'),
    async (relay) => {
      const { token, algorithm, difficulty, expiresAt } = await challenge(relay);
      matches(token, /^[A-Za-z0-9_-]{1,128}$/, 'the token');
      equal(algorithm, 'SHA-256', 'the algorithm');
      equal(difficulty, relay.limits.difficulty, 'the difficulty, beside that of /api/limits');
      holds(Number.isInteger(expiresAt), 'expiresAt', 'a whole number', expiresAt);
    },
  );

  check(
    'lifetime',
    'a challenge says that it ends in 120 s',
    clause('120 s after the token was made'),
    async (relay) => {
      const { expiresAt } = await challenge(relay);
      const left = expiresAt - Date.now();
      between(left, CHALLENGE_TTL_MS - CLOCK_TOLERANCE_MS, CHALLENGE_TTL_MS + CLOCK_TOLERANCE_MS, 'ms left');
    },
  );

  check(
    'fresh',
    'every challenge is another one',
    clause('expiry, difficulty and randomness, in fields of fixed width.'),
    async (relay) => {
      const all = await Promise.all(Array.from({ length: 20 }, () => challenge(relay)));
      equal(new Set(all.map(({ token }) => token)).size, all.length, 'different tokens');
    },
  );

  check(
    'changed-character',
    'a token with a character changed is pow_invalid, wherever it is',
    forged,
    async (relay) => {
      const { token, nonce } = await solved(relay);
      const places = Array.from(token, (_, place) => place);
      const changed = places.map(
        (place) => token.slice(0, place) + otherThan(token[place]) + token.slice(place + 1),
      );
      await expectForged(relay, changed);
      expectOk(await redeem(relay, { token, nonce }));
    },
  );

  check('last-character', 'a token has one form: no other last character will do', forged, async (relay) => {
    const { token, nonce } = await solved(relay);
    const others = Array.from(ALPHABET.replace(token.slice(-1), ''), (last) => token.slice(0, -1) + last);
    await expectForged(relay, others);
    expectOk(await redeem(relay, { token, nonce }));
  });

  check(
    'other-forms',
    'a token padded, cut, longer or in other letter case is pow_invalid',
    forged,
    async (relay) => {
      const { token, nonce } = await solved(relay);
      const swapped = token.replace(/[a-z]/i, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));
      const forms = [token.slice(0, -1), `${token}A`, `${token}=`, swapped, ` ${token}`, `${token}\n`];
      await expectForged(relay, [...forms, `${token}==`, token + token, 'A'.repeat(128), '']);
      expectOk(await redeem(relay, { token, nonce }));
    },
  );

  check('spliced', 'a token spliced from two others is pow_invalid', forged, async (relay) => {
    const [one, two] = [(await challenge(relay)).token, (await challenge(relay)).token];
    const cuts = Array.from(one, (_, cut) => one.slice(0, cut) + two.slice(cut));
    await expectForged(
      relay,
      cuts.filter((token) => token !== one && token !== two),
    );
  });
});

const otherThan = (character: string | undefined) => (character === 'A' ? 'B' : 'A');

/** Every forged token comes with a nonce that solves it, so that only the forgery is wrong; a few of them where that is hard. */
async function expectForged(relay: Relay, tokens: readonly string[]): Promise<void> {
  const { difficulty } = relay.limits;
  const step = difficulty <= EASY_BITS ? 1 : Math.ceil(tokens.length / FEW);
  const some = tokens.filter((_, index) => index % step === 0);
  await each(some, async (token) => {
    const nonce = await solvers.solve(token, difficulty);
    expectError(await redeem(relay, { token, nonce }), 'pow_invalid');
  });
}
