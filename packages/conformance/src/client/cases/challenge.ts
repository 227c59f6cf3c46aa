import { randomBytes } from 'node:crypto';
import { different, equal, holds, matches } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { zeroBits } from '../../wire/pow.js';
import { clientCasesOf } from '../case.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('1-challenge');

const NONCE = /^[0-9a-f]{1,32}$/;
const STEPS = ['/api/pow-challenge', '/api/pow-redeem', '/api/create-room'];
/** Lengths at which SHA-256 of token and nonce begins another block, and the longest token. */
const TOKEN_LENGTHS = [1, 43, 47, 54, 55, 56, 62, 63, 64, 118, 119, 128];
const A_WHILE_MS = 1_000;

/** The client makes a room with the proof that is asked for, which it finds at the first attempt. */
async function solves(stage: Stage): Promise<void> {
  const { gate } = stage.relay;
  const before = gate.proofs.length;
  await stage.leave(await stage.create());
  equal(gate.proofs.length, before + 1, 'the proofs that were redeemed');
  const { token, nonce } = gate.proofs.at(-1) ?? { token: '', nonce: '' };
  matches(nonce, NONCE, 'the nonce');
  const bits = zeroBits(token, nonce);
  holds(bits >= gate.difficulty, 'the zero bits of the proof', `at least ${gate.difficulty}`, bits);
}

export const challengeCases = clientCasesOf('challenge', (check) => {
  check(
    'steps',
    'a room is made by asking for a challenge, redeeming it and creating the room, once each',
    clauseIn('the-lifecycle-at-a-glance')('Six steps, always in this order.'),
    async (stage) => {
      await stage.create();
      const steps = stage.relay.requests.filter(({ path }) => STEPS.includes(path));
      equal(
        steps.map(({ method, path }) => `${method} ${path}`),
        ['GET /api/pow-challenge', 'POST /api/pow-redeem', 'GET /api/create-room'],
        'the requests',
      );
    },
  );

  check(
    'difficulties',
    'the nonce has the form of a nonce, and as many zero bits as the answer asks for',
    clause('begins with at least `difficulty` zero bits, as the answer gave it.'),
    async (stage) => {
      for (const bits of [0, 1, 7, 8, 9, 12]) {
        stage.relay.gate.difficulty = bits;
        await solves(stage);
      }
    },
  );

  check(
    'tokens',
    'tokens of every length are solved as they are',
    clause('opaque; ASCII `[A-Za-z0-9_-]`, at most 128 characters'),
    async (stage) => {
      const { gate } = stage.relay;
      gate.difficulty = 8;
      for (const length of TOKEN_LENGTHS) {
        gate.newToken = () => randomBytes(96).toString('base64url').slice(0, length);
        await solves(stage);
      }
    },
  );

  check(
    'too-hard',
    'a difficulty over 24 is refused',
    clause('A client MUST refuse a `difficulty` over 24.'),
    async (stage) => {
      const { client, relay } = stage;
      for (const bits of [25, 32, 64, 255]) {
        relay.gate.difficulty = bits;
        await client.answer(client.tell({ do: 'create', origin: relay.origin }), 'failed');
      }
      equal(relay.gate.proofs, [], 'the proofs that were redeemed');
    },
  );

  check(
    'hardest',
    'a difficulty of 24 is not refused',
    clauseIn('all-numbers')('difficulty; highest that a client accepts | 18; 24'),
    async (stage) => {
      const { client, relay } = stage;
      relay.gate.difficulty = 24;
      client.tell({ do: 'create', origin: relay.origin });
      await relay.request('/api/pow-challenge');
      await client.silence(A_WHILE_MS);
    },
  );

  check(
    'redeemed-once',
    'every room takes a challenge of its own, which is redeemed once',
    clause('A token is redeemed once.'),
    async (stage) => {
      await stage.leave(await stage.create());
      await stage.create();
      const tokens = stage.relay.gate.proofs.map(({ token }) => token);
      equal(tokens.length, 2, 'the proofs that were redeemed');
      different(tokens[1], tokens[0], 'the second token');
    },
  );
});
