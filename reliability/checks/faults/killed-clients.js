/** A process full of clients is killed: the others in their rooms are told, and rooms without others end. */
import { at, join, joinMessage, newRoom, refusalOf, within } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { startClients } from './clients.js';
import { linkOf, roomOf } from './links.js';
import { timed, withServer } from './scene.js';
import { line } from './server.js';

/** @typedef {import('@pug-network/conformance/wire').Peer} Peer */

const ENOUGH_MS = 10_000;
const WIDTH = 20;

/** @param {import('./scene.js').Scene} scene */
export async function killedClients({ engine, isSmall, record }) {
  const [rooms, members] = isSmall ? [2, 3] : [20, 20];
  const all = rooms * members;
  await withServer({ ENGINE: engine }, async (server) => {
    const { target } = server;
    const shared = await many(rooms, WIDTH, () => newRoom(target, `?capacity=${members + 1}`));
    const watchers = await many(rooms, WIDTH, async (index) => (await join(target, at(shared, index))).peer);
    const links = shared.map((room) => linkOf(target, room));
    const clients = await startClients({ relay: target.origin, rooms, links, members, talkMs: 0 });
    await Promise.all(watchers.map((peer) => events(peer, 'presence:join', members)));

    const { ms } = await timed(async () => {
      await clients.kill();
      const told = Promise.all(watchers.map((peer) => events(peer, 'presence:leave', members)));
      await within(told, 'everybody to be told', ENOUGH_MS);
    });
    record({ what: 'clients killed whose rooms were told of it', value: all, least: all, most: all });
    record({ what: 'from the kill until all are told', value: ms, most: 1_000, unit: 'ms', isTimed: true });

    const ended = await many(rooms, WIDTH, (index) =>
      refusalOf(target, joinMessage(roomOf(at(clients.links, index)))),
    );
    const gone = ended.filter((code) => code === 'room_not_found').length;
    record({ what: 'rooms that only killed clients were in, ended', value: gone, least: rooms, most: rooms });
    await recordLeft(server, rooms, record);
  });
}

/**
 * What the server still knows, by what it logs as it drains: one room and one connection for each watcher.
 * @param {import('./server.js').Server} server
 * @param {number} watchers
 * @param {import('./scene.js').Scene['record']} record
 */
async function recordLeft(server, watchers, record) {
  server.signal('SIGTERM');
  const { rooms, connections } = await line(server, 'draining');
  const left = Number(rooms) + Number(connections) - 2 * watchers;
  record({ what: 'rooms and connections of the killed that are left', value: left, least: 0, most: 0 });
}

/**
 * @param {Peer} peer
 * @param {string} type
 * @param {number} count
 */
async function events(peer, type, count) {
  for (let seen = 0; seen < count; seen++) await peer.event(type);
}
