/** What becomes of members with a backlog when their room ends: who reads gets all of it, who does not is cut off in 5 s. */
import { CLOSE } from '@pug-network/conformance/wire';
import { RelayProcess } from '../../lib/relay.js';
import { openBusyRoom, SAID_BYTES, talkUntilCutOff } from './busy-room.js';
import { DRAIN_LIMIT_MS, KIB, MAX_UNSENT_BYTES } from './caps.js';
import { BUSY_OPTIONS, DRAIN_MARGIN_MS, msUntilConnections } from './drain.js';
import { CUT } from './raw-socket.js';
import { countOf, judgeEnds } from './tally.js';

/** @typedef {import('./stage.js').StageContext} StageContext */

const READERS = 4;
const SLEEPERS = 4;
/** The first to be cut off has so many messages more than the others, who then have some 130 KiB unsent. */
const AHEAD = 8;
/** How often the scene is set again where the system's buffers of the first were too unlike those of the others. */
const MOST_SCENES = 5;

/** @param {StageContext} context */
export async function roomEnd({ engine, record }) {
  const relay = await RelayProcess.start({ ...BUSY_OPTIONS, engine });
  try {
    const { readers, sleepers, ms, unsent } = await endRoomOfSlowMembers(relay);
    const documented = { note: 'room_purged, behind everything that was said before', least: READERS };
    const figures = [
      ...judgeEnds('members that read again when their room ends', readers, {
        expected: [CLOSE.room_purged],
        ...documented,
      }),
      ...judgeEnds('members that do not read when their room ends', sleepers, {
        expected: [CUT],
        least: SLEEPERS,
        note: 'cut off',
      }),
      {
        what: 'bytes that were unsent to a member cut off at the end of its room, the least',
        value: Math.min(...unsent) / KIB,
        least: 1,
        most: MAX_UNSENT_BYTES / KIB,
        unit: 'KiB',
      },
      {
        what: 'time from the end of a room to the last of its connections, not read',
        value: ms,
        least: DRAIN_LIMIT_MS - DRAIN_MARGIN_MS,
        most: DRAIN_LIMIT_MS + 2 * DRAIN_MARGIN_MS,
        unit: 'ms',
        isTimed: true,
      },
    ];
    for (const figure of figures) record({ ...figure, engine });
  } finally {
    await relay.stop();
  }
}

/**
 * One room, or more of them until all but the first of the members were in the room at its end and had something unsent.
 * @param {RelayProcess} relay
 */
async function endRoomOfSlowMembers(relay) {
  for (let scene = 1; ; scene++) {
    const outcome = await endRoomWithBacklog(relay);
    const isAsMeant = outcome.others === 0 && Math.min(...outcome.unsent) > 0;
    if (isAsMeant || scene === MOST_SCENES) return outcome;
  }
}

/** @param {RelayProcess} relay */
async function endRoomWithBacklog(relay) {
  const room = await openBusyRoom(relay.target, 2 + READERS + SLEEPERS);
  const [scout] = await room.addSlow(1);
  for (let ahead = 0; ahead < AHEAD; ahead++) {
    room.say();
    await room.next();
  }
  const slow = await room.addSlow(READERS + SLEEPERS);
  const before = slow.map((socket) => socket.received());
  const said = await talkUntilCutOff(room);
  room.peer.send({ type: 'room:purge' });
  const endedAt = performance.now();
  const [readers, sleepers] = [slow.slice(0, READERS), slow.slice(READERS)];
  for (const socket of readers) socket.resume();
  const others = await leftUntilClosed(room);
  const readerCodes = await Promise.all(readers.map(({ ended }) => ended));
  await msUntilConnections(relay, 0);
  const ms = performance.now() - endedAt;
  for (const socket of sleepers) socket.resume();
  const sleeperCodes = await Promise.all(sleepers.map(({ ended }) => ended));
  scout?.destroy();
  const unsent = sleepers.map(
    (socket, i) => said * SAID_BYTES - (socket.received() - (before[READERS + i] ?? 0)),
  );
  return { others, readers: countOf(readerCodes), sleepers: countOf(sleeperCodes), ms, unsent };
}

/**
 * How many more were cut off before the room ended.
 * @param {import('./busy-room.js').BusyRoom} room
 */
async function leftUntilClosed(room) {
  for (let left = 0; ;) {
    const came = await room.next();
    if (came === 'closed') return left;
    if (came === 'left') left++;
  }
}
