import { each, equal } from '../../check.js';
import { expectError } from '../../wire/gate.js';
import { handshake } from '../../wire/handshake.js';
import { get } from '../../wire/http.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('websocket');
const offered = clause('the client offers `pug.v1`, alone or among others | 400 `bad_request`');
const upgrade = clause(
  'the request is a WebSocket upgrade at all | 400 `bad_request`, even if its Origin is foreign',
);

const WITH = ['pug.v1', 'pug.v1, other', 'other, pug.v1', 'pug.v2,pug.v1,other'];
const WITHOUT = [null, 'other', 'pug.v10', 'pug.v', 'PUG.V1', 'xpug.v1', 'pug.v1.1', 'pug v1'];
const FOREIGN = 'https://foreign.example';

export const upgradeCases = casesOf('upgrade', (check) => {
  check('selects', 'pug.v1 is selected, even among several', clause('The relay selects `pug.v1`.'), (relay) =>
    each(WITH, async (offer) => {
      const answer = await handshake(relay, { 'Sec-WebSocket-Protocol': offer });
      equal(answer.status, 101, 'the status');
      equal(answer.header('sec-websocket-protocol'), 'pug.v1', 'Sec-WebSocket-Protocol');
    }),
  );

  check('subprotocol', 'an upgrade that does not offer pug.v1 is bad_request', offered, (relay) =>
    each(WITHOUT, async (offer) =>
      expectError(await handshake(relay, { 'Sec-WebSocket-Protocol': offer }), 'bad_request'),
    ),
  );

  check('none', 'GET /ws without an upgrade is bad_request', upgrade, async (relay) => {
    expectError(await get(relay, '/ws'), 'bad_request');
    expectError(await get(relay, '/ws', [['Sec-WebSocket-Protocol', 'pug.v1']]), 'bad_request');
    expectError(await get(relay, '/ws', [['Origin', FOREIGN]]), 'bad_request');
  });

  check('to-something-else', 'an upgrade to something else is bad_request', upgrade, async (relay) => {
    const answer = await handshake(relay, { Upgrade: 'h2c', 'Sec-WebSocket-Key': null });
    expectError(answer, 'bad_request');
  });

  check('without-key', 'an upgrade without a key is bad_request', upgrade, async (relay) => {
    expectError(await handshake(relay, { 'Sec-WebSocket-Key': null }), 'bad_request');
  });

  check(
    'origin-before-subprotocol',
    'a foreign origin is origin_forbidden, whatever is offered',
    clause('the Origin is allowed | 403 `origin_forbidden`'),
    async (relay) => {
      const changes = { Origin: FOREIGN, 'Sec-WebSocket-Protocol': null };
      expectError(await handshake(relay, changes), 'origin_forbidden');
    },
    { fits: ({ settings }) => settings.allowedOrigins?.includes('*') !== true },
  );

  check(
    'no-compression',
    'compression is not taken up',
    clause('There MUST be no compression.'),
    async (relay) => {
      const answer = await handshake(relay, { 'Sec-WebSocket-Extensions': 'permessage-deflate' });
      equal(answer.status, 101, 'the status');
      equal(answer.header('sec-websocket-extensions'), undefined, 'Sec-WebSocket-Extensions');
    },
  );
});
