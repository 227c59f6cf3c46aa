/** Other signals, and a log that nobody reads any more. */
import { expectRefusal, joinWith, newRoom, pair, RawPeer, within } from '@pug-network/conformance/wire';
import { exitCode, withServer } from './scene.js';
import { line } from './server.js';

/** @typedef {import('./server.js').Server} Server */

const ENOUGH_MS = 20_000;
/** Two signals within 250 ms count as one. */
const SAME_SIGNAL_MS = 300;
const TERMINATED_CODE = 143;

/** @param {import('./scene.js').Scene} scene */
export async function signals({ engine, record }) {
  for (const name of /** @type {const} */ (['SIGINT', 'SIGHUP']))
    await withServer({ ENGINE: engine }, async (server) => {
      recordCode(`${name}, everybody told`, await endBy(server, name), 0, record);
    });
  await withServer({ ENGINE: engine }, async (server) => {
    recordCode('a second SIGTERM', await endTwice(server), TERMINATED_CODE, record);
  });
}

/** @param {import('./scene.js').Scene} scene */
export async function unreadLog({ engine, record }) {
  await withServer({ ENGINE: engine }, async (server) => {
    const members = await pair(server.target, await newRoom(server.target));
    server.closeLog();
    server.signal('SIGTERM');
    const told = await Promise.all(members.map(({ peer }) => peer.event('error')));
    const count = told.filter(({ code }) => code === 'server_shutdown').length;
    record({ what: 'members told though its log is closed', value: count, least: 2, most: 2 });
    const code = exitCode(await within(server.ended, 'the server to end', ENOUGH_MS));
    recordCode('SIGTERM with its log closed', code, 0, record);
  });
}

/**
 * @param {Server} server
 * @param {NodeJS.Signals} name
 */
async function endBy({ signal, ended, target }, name) {
  const members = await pair(target, await newRoom(target));
  signal(name);
  for (const { peer } of members) await expectRefusal(peer, 'server_shutdown');
  return exitCode(await within(ended, 'the server to end', ENOUGH_MS));
}

/**
 * With a member that does not read, so that one signal would take seconds.
 * @param {Server} server
 */
async function endTwice(server) {
  const { peer } = await joinWith(await RawPeer.open(server.target), await newRoom(server.target));
  peer.pause();
  server.signal('SIGTERM');
  await line(server, 'draining');
  await new Promise((resolve) => setTimeout(resolve, SAME_SIGNAL_MS));
  server.signal('SIGTERM');
  const code = exitCode(await within(server.ended, 'the server to end', ENOUGH_MS));
  peer.cut();
  return code;
}

/**
 * @param {string} signal
 * @param {number} value
 * @param {number} wanted
 * @param {import('./scene.js').Scene['record']} record
 */
const recordCode = (signal, value, wanted, record) =>
  record({ what: `exit code after ${signal}`, value, least: wanted, most: wanted });
