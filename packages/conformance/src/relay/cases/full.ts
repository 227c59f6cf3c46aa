import { between, equal } from '../../check.js';
import { create, expectError, expectOk, newRoom, session, type Room } from '../../wire/gate.js';
import { handshake } from '../../wire/handshake.js';
import { join } from '../../wire/member.js';
import { expectNothingElse, expectRefusal, expectRoomEnd } from '../../wire/peer.js';
import { eventually } from '../../wire/wait.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn, type Relay } from '../case.js';

const creating = clauseIn('2-create');
const connecting = clauseIn('websocket');
const table = clauseIn('code-table');

const SHORT_TTL_S = 600;
const CLOCK_TOLERANCE_MS = 5_000;

const shortened = creating(
  "While more than half of the deployment's rooms are taken, `ttl` is clamped to at most max(minimum ttl, 600) seconds.",
);

export const fullCases = casesOf('full', (check) => {
  check(
    'rooms',
    'a relay out of rooms is server_full until one ends, and the session is not spent',
    creating("the deployment's limit of rooms is reached"),
    async (relay) => {
      const first = await newRoom(relay);
      await newRoom(relay);
      const token = await session(relay);
      expectError(await create(relay, token), 'server_full');
      expectError(await create(relay, token, '?ttl=x'), 'bad_request');
      expectError(await create(relay, 'unknown'), 'session_invalid');
      await purge(relay, first);
      expectOk(await create(relay, token));
    },
    { settings: { maxRooms: 2 } },
  );

  check(
    'short-lives',
    'with more than half of the rooms taken a room lives 600 s at most, and as usual again later',
    shortened,
    async (relay) => {
      const rooms = [await newRoom(relay), await newRoom(relay, '?ttl=9999'), await newRoom(relay)];
      equal(
        rooms.map(({ ttl }) => ttl),
        [3_600, 9_999, 3_600],
        'the ttl of the first three of four rooms',
      );
      const short = await newRoom(relay, '?ttl=86400');
      equal(short.ttl, SHORT_TTL_S, 'the ttl of the fourth of four rooms');
      const left = short.expiresAt - Date.now() - SHORT_TTL_S * 1_000;
      between(left, -CLOCK_TOLERANCE_MS, CLOCK_TOLERANCE_MS, 'ms until expiresAt, beside 600 s');
      for (const room of [...rooms, short]) await purge(relay, room);
      equal((await newRoom(relay)).ttl, 3_600, 'the ttl when the rooms have ended');
    },
    { settings: { maxRooms: 4 } },
  );

  check(
    'short-lives-minimum',
    'where the lowest ttl is more than 600 s, it is that',
    shortened,
    async (relay) => {
      for (let taken = 0; taken < 3; taken++) await newRoom(relay);
      equal((await newRoom(relay)).ttl, 900, 'the ttl of the fourth of four rooms');
    },
    { settings: { maxRooms: 4, ttl: { min: 900, max: 7_200, default: 3_600 } } },
  );

  check(
    'connections',
    'one connection too many is upgraded, told server_full and closed, until another has gone',
    connecting('the upgrade is made, then an error event `server_full` and close 4503'),
    async (relay) => {
      const [first, second] = [await WsPeer.open(relay), await WsPeer.open(relay)];
      await expectRefusal(await WsPeer.open(relay), 'server_full');
      expectError(await handshake(relay, { 'Sec-WebSocket-Protocol': null }), 'bad_request');
      expectError(await handshake(relay, { Origin: 'https://foreign.example' }), 'origin_forbidden');
      await expectNothingElse(first);
      await expectNothingElse(second);
      first.leave();
      await eventually(() => isWelcome(relay), 'a place for one more connection');
    },
    { settings: { maxConnections: 2 } },
  );

  check(
    'address',
    'connections of one address over its limit are server_full, whatever address a header claims',
    table("the deployment's limit of rooms, sessions or connections"),
    async (relay) => {
      await expectNothingElse(await WsPeer.open(relay, { 'X-Forwarded-For': '192.0.2.1' }));
      const second = await WsPeer.open(relay, { 'X-Forwarded-For': '192.0.2.2' });
      await expectRefusal(second, 'server_full');
    },
    { settings: { maxConnectionsPerAddress: 1 } },
  );

  check(
    'address-behind-a-proxy',
    'behind a trusted proxy the address is the one that the proxy has added',
    table("the deployment's limit of rooms, sessions or connections"),
    async (relay) => {
      await expectNothingElse(await WsPeer.open(relay, { 'X-Forwarded-For': '192.0.2.1' }));
      await expectNothingElse(await WsPeer.open(relay, { 'X-Forwarded-For': '192.0.2.2' }));
      const forged = await WsPeer.open(relay, { 'X-Forwarded-For': '192.0.2.3, 192.0.2.2' });
      await expectRefusal(forged, 'server_full');
    },
    { settings: { maxConnectionsPerAddress: 1, trustProxy: 1 } },
  );
});

async function purge(relay: Relay, room: Room): Promise<void> {
  const { peer } = await join(relay, room);
  peer.send({ type: 'room:purge' });
  await expectRoomEnd(peer, 'purge');
}

/** Whether a new connection's keep-alive is answered. */
async function isWelcome(relay: Relay): Promise<boolean> {
  const peer = await WsPeer.open(relay);
  peer.sendBinary(Buffer.from([0x00]));
  return (await peer.inbox.next('a keep-alive or an error event')).kind === 'frame';
}
