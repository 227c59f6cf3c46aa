import { equal, hasNames, matches, oneOf } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import { headerOf, ok, type ApiRequest } from '../relay/api.js';
import { PlayedRoom } from '../relay/room.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('2-create');

/** What the client asks for when it creates its next room. */
async function asked(stage: Stage, wish: { ttl?: number; capacity?: number }): Promise<ApiRequest> {
  const place = await stage.create(wish);
  const request = stage.relay.requests.findLast(({ path }) => path === '/api/create-room');
  await stage.leave(place);
  if (request === undefined) throw new Error('no request for a room');
  return request;
}

export const createCases = clientCasesOf('create', (check) => {
  check(
    'redeems-by-json',
    'the proof is redeemed as a JSON object with token and nonce',
    clauseIn('1-challenge')('{ "token": "<token>", "nonce": "<nonce>" }'),
    async (stage) => {
      await stage.create();
      const request = stage.relay.requests.find(({ path }) => path === '/api/pow-redeem');
      hasNames(
        JSON.parse(request?.body.toString('utf8') ?? ''),
        ['token', 'nonce'],
        'the body of the request',
      );
    },
  );

  check(
    'bearer',
    'the session token is sent as a bearer token',
    clause('with `Authorization: Bearer <sessionToken>` → 200'),
    async (stage) => {
      const request = await asked(stage, {});
      matches(
        headerOf(request, 'authorization'),
        /^Bearer \S+$/,
        'the Authorization of the request for a room',
      );
    },
  );

  check(
    'session-once',
    'a session token is used for one room',
    clauseIn('1-challenge')('A session token lives 300 s and creates one room.'),
    async (stage) => {
      await asked(stage, {});
      await asked(stage, {});
      const requests = stage.relay.requests.filter(({ path }) => path === '/api/create-room');
      equal(requests.length, 2, 'the requests for a room');
      equal(
        new Set(requests.map((request) => headerOf(request, 'authorization'))).size,
        2,
        'the session tokens',
      );
    },
  );

  check(
    'parameters',
    'ttl and capacity are asked for as they are wished, once each',
    clause('A value is `[0-9]+`, of any length.'),
    async (stage) => {
      for (const [ttl, capacity] of [
        [60, 2],
        [86_400, 50],
        [7, 1_000],
      ] as const) {
        const { query } = await asked(stage, { ttl, capacity });
        equal(query.getAll('ttl'), [String(ttl)], 'the parameter ttl');
        equal(query.getAll('capacity'), [String(capacity)], 'the parameter capacity');
      }
    },
  );

  check(
    'optional',
    'a parameter that is not wished for is left out, or well-formed and given once',
    clause("Both parameters are optional; without one the deployment's default is taken."),
    async (stage) => {
      const { query } = await asked(stage, { capacity: 3 });
      equal(query.getAll('capacity'), ['3'], 'the parameter capacity');
      const ttl = query.getAll('ttl');
      oneOf(ttl.length, [0, 1], 'how often ttl is given');
      for (const value of ttl) matches(value, /^[0-9]+$/, 'the parameter ttl');
    },
  );

  check(
    'joins-what-it-made',
    'the creator joins the room of the answer, with its secret, at once',
    clause('The room now waits for its creator; nobody is in it yet.'),
    async (stage) => {
      const { relay, client } = stage;
      const room = new PlayedRoom();
      const { roomId, roomSecret } = room;
      relay.answers = ({ path }) =>
        path === '/api/create-room'
          ? ok({ roomId, roomSecret, expiresAt: Date.now() + 60_000, ttl: 60, capacity: 2 })
          : undefined;
      client.tell({ do: 'create', origin: relay.origin, ttl: 3_600, capacity: 50 });
      const place = await stage.seat(room, { more: { creator: true, capacity: 2, ttlRemaining: 60_000 } });
      equal(place.report['creator'], true, 'whether it reports to be the creator');
    },
  );
});
