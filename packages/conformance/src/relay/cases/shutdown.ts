import { equal, holds } from '../../check.js';
import { expectError, newRoom } from '../../wire/gate.js';
import { HttpConnection, get } from '../../wire/http.js';
import { gather, joinWith } from '../../wire/member.js';
import { expectNothingElse, expectRefusal, showItem, type Peer } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { CLOSE } from '../../wire/table.js';
import { within } from '../../wire/wait.js';
import { WsPeer } from '../../wire/ws-peer.js';
import { casesOf, clauseIn } from '../case.js';

const table = clauseIn('code-table');
const health = clauseIn('also-limits-and-health');
const going = table('`server_shutdown` | 503 | 1001 | the relay is going away');

const DRAIN_MS = 15_000;
const PATHS = ['/api/limits', '/api/pow-challenge', '/api/create-room', '/api/nope'];

export const shutdownCases = casesOf('shutdown', (check) => {
  check(
    'members',
    'every member of every room is told server_shutdown and closed with 1001',
    going,
    async (relay) => {
      const one = await gather(relay, await newRoom(relay), 2);
      const two = await gather(relay, await newRoom(relay), 1);
      const stopped = relay.stop();
      for (const { peer } of [...one, ...two]) await expectGoodbye(peer);
      await within(stopped, 'the relay to shut down', DRAIN_MS);
    },
    { ends: true },
  );

  check(
    'not-joined',
    'a connection that has not joined is told as well',
    going,
    async (relay) => {
      const peer = await WsPeer.open(relay);
      await expectNothingElse(peer);
      const stopped = relay.stop();
      await expectRefusal(peer, 'server_shutdown');
      await within(stopped, 'the relay to shut down', DRAIN_MS);
    },
    { ends: true },
  );

  check(
    'draining',
    'while it shuts down /healthz is 503 draining, and every answer under /api/ server_shutdown',
    health('While it is draining every answer under `/api/` is `server_shutdown`'),
    async (relay) => {
      const connection = new HttpConnection(relay);
      equal((await connection.ask({ path: '/healthz' })).status, 200, 'the status of /healthz before');
      // A member that does not read keeps the relay from ending at once.
      const { peer } = await joinWith(await RawPeer.open(relay), await newRoom(relay));
      peer.pause();
      const stopped = relay.stop();
      await expectDraining(connection);
      for (const path of PATHS) expectError(await connection.ask({ path }), 'server_shutdown');
      connection.close();
      peer.cut();
      await within(stopped, 'the relay to shut down', DRAIN_MS);
    },
    { ends: true },
  );

  check(
    'gone',
    'it ends though a member does not read, and nobody listens on its port then',
    going,
    async (relay) => {
      const { peer } = await joinWith(await RawPeer.open(relay), await newRoom(relay));
      peer.pause();
      await within(relay.stop(), 'the relay to shut down', DRAIN_MS);
      const answer = await get(relay, '/healthz').catch(() => undefined);
      equal(answer?.status, undefined, 'an answer from a relay that has gone');
    },
    { ends: true },
  );
});

/** Asks until the signal has arrived. */
async function expectDraining(connection: HttpConnection): Promise<void> {
  for (let asked = 0; asked < 1_000; asked++) {
    const answer = await connection.ask({ path: '/healthz' });
    if (answer.status === 200) continue;
    equal(answer.status, 503, 'the status of /healthz');
    equal((answer.json() as { status?: unknown }).status, 'draining', 'the status in its body');
    return;
  }
  holds(false, '/healthz', '503', 'always 200');
}

async function expectGoodbye(peer: Peer): Promise<void> {
  const [event, close] = (await peer.untilClosed()).slice(-2);
  const code = event?.kind === 'event' ? event.event['code'] : event && showItem(event);
  equal(code, 'server_shutdown', 'the code of the last event');
  equal(close, { kind: 'closed', code: CLOSE.server_shutdown, reason: 'server_shutdown' }, 'the close');
}
