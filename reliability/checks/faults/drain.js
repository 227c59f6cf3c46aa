/** SIGTERM while rooms are busy: everybody is told, and the process ends in time. */
import { gather, joinWith, message, newRoom, RawPeer, within, WsPeer } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { startClients } from './clients.js';
import { exitCode, timed, withServer } from './scene.js';

/**
 * @typedef {import('@pug-network/conformance/wire').Member<WsPeer>} Member
 * @typedef {{ isTold: boolean, frames: number }} Goodbye
 */

const DRAIN_MS = 5_000;
/** Once the last member is cut off, close frames that are on their way get another second, and the machine some time. */
const FAREWELL_MS = 1_500;
const ENOUGH_MS = 60_000;
const WIDTH = 8;
const SHUTDOWN_CLOSE = 1001;
const SDK_CLIENTS = 3;
/** So many messages to each before the end: it comes amid traffic. */
const BUSY_FRAMES = 5;

/** @param {import('./scene.js').Scene} scene */
export async function drain({ engine, isSmall, record }) {
  const [rooms, members, talkMs] = isSmall ? [3, 5, 200] : [20, 20, 1_000];
  const all = rooms * members;
  await withServer({ ENGINE: engine }, async (server) => {
    const groups = await many(rooms, WIDTH, () => group(server, members));
    const plan = { relay: server.target.origin, rooms: 1, links: [], members: SDK_CLIENTS - 1, talkMs };
    const sdk = await startClients(plan);
    const seen = groups.flat().map(({ peer }) => watch(peer));
    const stopTalking = talk(groups.flat(), talkMs);
    await within(Promise.all(seen.map(({ isBusy }) => isBusy)), 'messages to everybody', ENOUGH_MS);
    await within(
      sdk.until(() => sdk.counts.settled >= SDK_CLIENTS),
      'the SDK to talk',
      ENOUGH_MS,
    );
    const idle = await WsPeer.open(server.target);

    const { ms, result: code } = await timed(() => terminate(server));
    stopTalking();
    const told = await within(
      Promise.all(seen.map(({ goodbye }) => goodbye)),
      'everybody to be told',
      ENOUGH_MS,
    );
    const fewest = Math.min(...told.map(({ frames }) => frames));
    record({ what: 'messages that each member had got at least', value: fewest, least: BUSY_FRAMES });
    const toldCount = told.filter(({ isTold }) => isTold).length;
    record({ what: 'members told server_shutdown, then 1001', value: toldCount, least: all, most: all });
    const idleCount = (await watch(idle).goodbye).isTold ? 1 : 0;
    record({ what: 'connections that had not joined, told too', value: idleCount, least: 1, most: 1 });
    record({ what: 'exit code after SIGTERM under load', value: code, least: 0, most: 0 });
    record({ what: 'from SIGTERM to the exit', value: ms, most: DRAIN_MS, unit: 'ms', isTimed: true });

    const know = () => sdk.until(() => sdk.counts.reconnecting >= SDK_CLIENTS);
    await within(know(), 'the SDK to know', ENOUGH_MS).finally(sdk.kill);
    const value = sdk.counts.reconnecting;
    record({ what: 'SDK clients told, trying to join anew', value, least: SDK_CLIENTS, most: SDK_CLIENTS });
  });
}

/**
 * A member that does not read, and so does not answer the close frame, puts the end off for as long as specified.
 * @param {import('./scene.js').Scene} scene
 */
export async function drainUnread({ engine, isSmall, record }) {
  if (isSmall) return;
  await withServer({ ENGINE: engine }, async (server) => {
    const { target } = server;
    const room = await newRoom(target);
    const { peer: silent } = await joinWith(await RawPeer.open(target), room);
    silent.pause();
    const { ms, result: code } = await timed(() => terminate(server));
    silent.cut();
    record({ what: 'exit code with a member that does not read', value: code, least: 0, most: 0 });
    const most = DRAIN_MS + FAREWELL_MS;
    record({
      what: 'from SIGTERM to the exit, with one that does not read',
      value: ms,
      most,
      unit: 'ms',
      isTimed: true,
    });
  });
}

/**
 * @param {import('./server.js').Server} server
 * @param {number} members
 */
const group = async ({ target }, members) => gather(target, await newRoom(target, '?capacity=50'), members);

/** @param {import('./server.js').Server} server */
async function terminate({ signal, ended }) {
  signal('SIGTERM');
  return exitCode(await within(ended, 'the server to end', ENOUGH_MS));
}

/**
 * Each says something so often, one after another.
 * @param {Member[]} members
 * @param {number} everyMs
 */
function talk(members, everyMs) {
  let next = 0;
  const timer = setInterval(() => {
    const { peer, joined } = /** @type {Member} */ (members[next++ % members.length]);
    peer.sendBinary(message(joined.memberId));
  }, everyMs / members.length);
  return () => clearInterval(timer);
}

/**
 * Reads what a peer gets: `isBusy` resolves once that were several messages, `goodbye` at the end.
 * @param {WsPeer} peer
 */
function watch(peer) {
  let becomeBusy = () => {};
  const isBusy = new Promise((resolve) => (becomeBusy = () => resolve(undefined)));
  return { isBusy, goodbye: read(peer, becomeBusy) };
}

/**
 * Whether the last that a peer gets is the error event and the close of a server that goes away.
 * @param {WsPeer} peer
 * @param {() => void} onBusy
 * @returns {Promise<Goodbye>}
 */
async function read(peer, onBusy) {
  let frames = 0;
  let last;
  for (;;) {
    const item = await peer.inbox.next('the close', ENOUGH_MS);
    if (item.kind === 'frame' && ++frames === BUSY_FRAMES) onBusy();
    if (item.kind === 'closed') {
      const isCoded = last?.kind === 'event' && last.event['code'] === 'server_shutdown';
      return { isTold: isCoded && item.code === SHUTDOWN_CLOSE, frames };
    }
    last = item;
  }
}
