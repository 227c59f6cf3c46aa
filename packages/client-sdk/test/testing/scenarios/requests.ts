import { ask, bearer, newRoom, proof, redeem, sessionToken, wrongProof } from '../ground.js';
import type { Scenario } from './scenario.js';

export const REQUESTS: readonly Scenario[] = [
  {
    name: 'paths and methods',
    run: async (ground) => [
      await ask(ground, '/healthz'),
      await ask(ground, '/healthz', { method: 'HEAD' }),
      await ask(ground, '/healthz', { method: 'POST' }),
      await ask(ground, '/api/limits'),
      await ask(ground, '/api/limits/'),
      await ask(ground, '/api/nope'),
      await ask(ground, '/nope'),
      await ask(ground, '/ws'),
      await ask(ground, '/api/limits', { method: 'POST' }),
      await ask(ground, '/api/pow-redeem'),
    ],
    told: [
      ...['200', '200', '405 method_not_allowed', '200', '404 not_found', '404 not_found', '404 not_found'],
      ...['400 bad_request', '405 method_not_allowed', '405 method_not_allowed'],
    ],
  },
  {
    name: 'bodies',
    run: async (ground) => [
      await ask(ground, '/api/pow-redeem', { method: 'POST', body: 'x'.repeat(1_025) }),
      await ask(ground, '/api/pow-redeem', { method: 'POST', body: 'x'.repeat(1_024) }),
      await ask(ground, '/api/pow-redeem', redeem({ token: 1, nonce: '0' })),
      await ask(ground, '/api/pow-redeem', { method: 'POST' }),
    ],
    told: ['413 payload_too_large', '400 bad_request', '400 bad_request', '400 bad_request'],
  },
  {
    name: 'proofs of work',
    run: async (ground) => {
      const good = await proof(ground);
      return [
        await ask(ground, '/api/pow-redeem', redeem(await wrongProof(ground))),
        await ask(ground, '/api/pow-redeem', redeem({ ...good, token: `${good.token.slice(0, -1)}!` })),
        await ask(ground, '/api/pow-redeem', redeem({ ...good, nonce: 'X' })),
        await ask(ground, '/api/pow-redeem', redeem(good)),
        await ask(ground, '/api/pow-redeem', redeem(good)),
      ];
    },
    told: ['403 pow_invalid', '403 pow_invalid', '403 pow_invalid', '200', '409 pow_replayed'],
  },
  {
    name: 'sessions and parameters',
    run: async (ground) => {
      const token = await sessionToken(ground);
      const bad = ['?ttl=', '?ttl=-1', '?ttl=1.5', '?ttl=60&ttl=60', '?capacity=x'];
      const answers = [
        await ask(ground, '/api/create-room'),
        await ask(ground, '/api/create-room?ttl=x', bearer('no')),
      ];
      for (const query of bad) answers.push(await ask(ground, `/api/create-room${query}`, bearer(token)));
      answers.push(await ask(ground, '/api/create-room?ttl=99999999999999999999&other=1', bearer(token)));
      answers.push(await ask(ground, '/api/create-room', bearer(token)));
      return answers;
    },
    told: [
      ...['401 session_invalid', '401 session_invalid'],
      ...new Array<string>(5).fill('400 bad_request'),
      ...['200', '401 session_invalid'],
    ],
  },
  {
    name: 'clamping',
    run: async (ground) => {
      const rooms = [];
      for (const query of ['', '?ttl=1&capacity=1', '?ttl=999999&capacity=999'])
        rooms.push(await newRoom(ground, query));
      return rooms.map(({ ttl, capacity }) => `${ttl} s for ${capacity}`);
    },
    told: ['3600 s for 10', '60 s for 2', '86400 s for 50'],
  },
  {
    name: 'a relay with all the rooms it can have',
    options: { maxRooms: 2 },
    run: async (ground) => {
      const rooms = [await newRoom(ground), await newRoom(ground, '?ttl=3600')];
      const token = await sessionToken(ground);
      return [...rooms.map(({ ttl }) => `${ttl} s`), await ask(ground, '/api/create-room', bearer(token))];
    },
    told: ['3600 s', '3600 s', '503 server_full'],
  },
  {
    name: 'a relay with more than half of its rooms taken',
    options: { maxRooms: 3 },
    run: async (ground) => {
      const rooms = [await newRoom(ground), await newRoom(ground), await newRoom(ground)];
      return rooms.map(({ ttl }) => `${ttl} s`);
    },
    told: ['3600 s', '3600 s', '600 s'],
  },
];
