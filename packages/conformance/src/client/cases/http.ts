import { equal, holds, oneOf } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { clientCasesOf } from '../case.js';
import { headerOf, ok, type Reply } from '../relay/api.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('http');

const REQUESTS = [
  'GET /api/pow-challenge',
  'POST /api/pow-redeem',
  'GET /api/create-room',
  'GET /api/limits',
  'GET /healthz',
];
const MAX_BODY_BYTES = 1_024;

/** The client creates a room, and joins another. */
async function comeAndGo(stage: Stage): Promise<void> {
  await stage.leave(await stage.create({ ttl: 60, capacity: 5 }));
  await stage.leave(await stage.enter());
}

/** The gate's usual answers as text, changed. */
function rewritten({ relay }: Stage, change: (text: string) => string): void {
  relay.answers = (request) => {
    const { status, body }: Reply = relay.gate.answer(request);
    return { status, body: change(JSON.stringify(body)) };
  };
}

export const httpCases = clientCasesOf('http', (check) => {
  check(
    'requests',
    'nothing is asked for but the requests of the table',
    clause('Paths are exact. A trailing slash makes another path.'),
    async (stage) => {
      await comeAndGo(stage);
      for (const { method, path } of stage.relay.requests)
        if (method !== 'OPTIONS') oneOf(`${method} ${path}`, REQUESTS, 'a request');
      for (const { method, path } of stage.relay.upgrades)
        equal(`${method} ${path}`, 'GET /ws', 'a request for a WebSocket');
    },
  );

  check(
    'bodies',
    'a GET has no body, no request has Transfer-Encoding, and no body is over 1,024 bytes',
    clause('A request with Transfer-Encoding, or a GET with a body, is `bad_request`.'),
    async (stage) => {
      await comeAndGo(stage);
      for (const request of [...stage.relay.requests, ...stage.relay.upgrades]) {
        const { method, path, body } = request;
        equal(headerOf(request, 'transfer-encoding'), undefined, `Transfer-Encoding of ${method} ${path}`);
        if (method === 'GET')
          equal(Number(headerOf(request, 'content-length') ?? 0), 0, `the body of GET ${path}`);
        holds(
          body.length <= MAX_BODY_BYTES,
          `the body of ${method} ${path}`,
          `at most ${MAX_BODY_BYTES} bytes`,
          body.length,
        );
      }
    },
  );

  check(
    'unknown-names',
    'names that a client does not know are ignored in every answer',
    clause('Unknown names are ignored.'),
    async (stage) => {
      rewritten(stage, (text) => text.replace(/}$/, ',"later":{"token":1},"":null,"__proto__":[]}'));
      await comeAndGo(stage);
    },
  );

  check(
    'case-of-names',
    'names are told apart by the case of their letters',
    clause('Names are case-sensitive.'),
    async (stage) => {
      rewritten(stage, (text) =>
        text.replace(/}$/, ',"Token":1,"Difficulty":99,"SessionToken":"no","roomid":"no","RoomSecret":"no"}'),
      );
      await comeAndGo(stage);
      await stage.enter({
        more: { MemberId: 77, Username: 'not-me', VIEW: '', Members: 1, TTLRemaining: -1 },
      });
    },
  );

  check(
    'last-value',
    'of a name that is given more than once the last value counts',
    clause('Of a name given more than once the last value counts.'),
    async (stage) => {
      rewritten(stage, (text) =>
        text.replace(
          /^{/,
          '{"token":"no","difficulty":99,"sessionToken":"no","roomId":"no","roomSecret":"no",',
        ),
      );
      const place = await stage.create();
      const { named, tag } = place.room.admitCompanion();
      const rest = JSON.stringify({ ...named, tag }).slice(1);
      place.socket.sendText(
        `{"type":"room:expired","memberId":9,"reason":"ttl","type":"presence:join",${rest}`,
      );
      equal(
        (await stage.client.report('came'))['memberId'],
        named.memberId,
        'the memberId of the report came',
      );
    },
  );

  check(
    'white-space',
    'answers and events may have white space and any order of names',
    clause('is one object in UTF-8 without a byte order mark.'),
    async (stage) => {
      rewritten(stage, (text) => {
        const names = Object.entries(JSON.parse(text) as object).reverse();
        return JSON.stringify(Object.fromEntries(names), null, '\t');
      });
      const place = await stage.create();
      const { named, tag } = place.room.admitCompanion();
      place.socket.sendText(` ${JSON.stringify({ tag, ...named, type: 'presence:join' }, null, 2)}\r\n`);
      await stage.client.report('came');
    },
  );

  check(
    'opaque-session-token',
    'the session token is sent as it came, whatever its form',
    clauseIn('1-challenge')('{ "sessionToken": "<opaque>", "expiresAt": 1767225900000 }'),
    async (stage) => {
      const { relay } = stage;
      relay.answers = (request) => {
        if (request.path !== '/api/pow-redeem') return undefined;
        return ok({ sessionToken: 'a.b-c_d~e+f/g=', expiresAt: Date.now() + 300_000 });
      };
      stage.client.tell({ do: 'create', origin: relay.origin });
      const request = await relay.request('/api/create-room');
      equal(
        headerOf(request, 'authorization'),
        'Bearer a.b-c_d~e+f/g=',
        'the Authorization of the request for a room',
      );
    },
  );
});
