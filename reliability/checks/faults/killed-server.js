/** The server is killed while people talk, and started again on its port: nobody waits for ever, nothing is kept. */
import { refusalOf, joinMessage, within, at } from '@pug-network/conformance/wire';
import { startClients } from './clients.js';
import { roomOf } from './links.js';
import { freePort } from './ports.js';
import { exitCode, timed, withServer } from './scene.js';

/** The longest pause of the SDK between two attempts is 30 s. */
const LONGEST_WAIT_MS = 30_000;
const ENOUGH_MS = LONGEST_WAIT_MS + 10_000;
const SETTLE_MS = 5_000;
const SIGKILL_CODE = 137;

/** @param {import('./scene.js').Scene} scene */
export async function killedServer({ engine, isSmall, record }) {
  const [rooms, members] = isSmall ? [2, 2] : [30, 9];
  const all = rooms * (members + 1);
  const settings = { ENGINE: engine, PORT: await freePort() };
  const clients = await withServer(settings, async (server) => {
    const relay = server.target.origin;
    const talking = await startClients({ relay, rooms, links: [], members, talkMs: 500 });
    await within(
      talking.until(() => talking.counts.settled >= all),
      'everybody to have talked',
      ENOUGH_MS,
    );
    server.signal('SIGKILL');
    const ended = exitCode(await server.ended);
    record({ what: 'exit code of a killed server', value: ended, least: SIGKILL_CODE, most: SIGKILL_CODE });
    return talking;
  });
  try {
    await within(
      clients.until(() => clients.counts.reconnecting >= all),
      'all to reconnect',
      ENOUGH_MS,
    );
    await withServer(settings, async ({ target }) => {
      const everyEnd = () => clients.until(() => clients.closed.length >= all);
      const { ms } = await timed(() => within(everyEnd(), 'all clients to come to an end', ENOUGH_MS));
      await settled(clients);
      recordEnds(clients, all, record);
      record({
        what: 'from the restart until the last has ended',
        value: ms,
        most: LONGEST_WAIT_MS,
        unit: 'ms',
        isTimed: true,
      });
      const code = await refusalOf(target, joinMessage(roomOf(at(clients.links, 0))));
      record({
        what: 'rooms of before that are there again',
        value: code === 'room_not_found' ? 0 : 1,
        most: 0,
      });
    });
  } finally {
    await clients.kill();
  }
}

/**
 * @param {import('./clients.js').Clients} clients
 * @param {number} all
 * @param {import('./scene.js').Scene['record']} record
 */
function recordEnds({ closed, counts, outcomes }, all, record) {
  const clear = closed.filter(({ reason, code }) => reason === 'gone' && code === 'room_not_found').length;
  record({ what: 'clients that ended as gone, room_not_found', value: clear, least: all, most: all });
  const open = counts.sending - counts.settled;
  record({
    what: 'messages whose fate was never told',
    value: open,
    least: 0,
    most: 0,
    note: told(outcomes),
  });
}

/**
 * A client may tell its end before it tells what became of its last message; if that never comes, it is counted.
 * @param {import('./clients.js').Clients} clients
 */
const settled = ({ until, counts }) =>
  within(
    until(() => counts.settled === counts.sending),
    'the fate of messages',
    SETTLE_MS,
  ).catch(() => undefined);

/** @param {Record<string, number>} outcomes */
const told = (outcomes) =>
  `told: ${Object.entries(outcomes)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ')}`;
