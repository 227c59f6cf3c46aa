/** When a member that does not read is cut off: at how many bytes unsent, and how long after that its connection ends. */
import { eventually, SLOW_CLOSE } from '@pug-network/conformance/wire';
import { setTimeout as sleep } from 'node:timers/promises';
import { RelayProcess } from '../../lib/relay.js';
import { openBusyRoom, SAID_BYTES, talkUntilCutOff } from './busy-room.js';
import { DRAIN_LIMIT_MS, KIB, MAX_UNSENT_BYTES } from './caps.js';
import { BUSY_OPTIONS, DRAIN_MARGIN_MS, msUntilConnections } from './drain.js';

/** @typedef {import('./stage.js').StageContext} StageContext */

/** Nothing has come for so long: there is nothing more. */
const STILL_MS = 100;

/** @param {StageContext} context */
export async function cutOff({ engine, isSmall, record }) {
  const relay = await RelayProcess.start({ ...BUSY_OPTIONS, engine });
  try {
    const { unsent, code } = await cutOffReader(relay);
    record({
      what: 'bytes unsent to a member when it is cut off',
      value: unsent / KIB,
      least: MAX_UNSENT_BYTES / KIB,
      most: (MAX_UNSENT_BYTES + 2 * SAID_BYTES) / KIB,
      unit: 'KiB',
      engine,
      note: 'the relay is stopped at that moment, and counted what the system gives the member; messages of 16,000 bytes',
    });
    record({
      what: 'members cut off and told slow_consumer, having begun to read again in time',
      value: SLOW_CLOSE.includes(code) ? 1 : 0,
      least: 1,
      engine,
      note: `closed with ${code}`,
    });
    if (isSmall) return;
    record({
      what: 'time from being cut off to the end of a connection that is still not read',
      value: await cutOffSleeper(relay),
      least: DRAIN_LIMIT_MS - DRAIN_MARGIN_MS,
      most: DRAIN_LIMIT_MS + 2 * DRAIN_MARGIN_MS,
      unit: 'ms',
      engine,
      isTimed: true,
    });
  } finally {
    await relay.stop();
  }
}

/**
 * A relay that is stopped hands nothing more over: what its member can read then is what the system holds, and what is
 * missing was unsent.
 * @param {RelayProcess} relay
 */
async function cutOffReader(relay) {
  const room = await openBusyRoom(relay.target, 2);
  const [slow] = await room.addSlow(1);
  if (slow === undefined) throw new Error('nobody is slow');
  const before = slow.received();
  const said = await talkUntilCutOff(room);
  relay.signal('SIGSTOP');
  slow.resume();
  await stillness(slow);
  const unsent = said * SAID_BYTES - (slow.received() - before);
  relay.signal('SIGCONT');
  const code = await slow.ended;
  room.peer.cut();
  return { unsent, code };
}

/** @param {RelayProcess} relay */
async function cutOffSleeper(relay) {
  await msUntilConnections(relay, 0);
  const room = await openBusyRoom(relay.target, 2);
  const [slow] = await room.addSlow(1);
  await talkUntilCutOff(room);
  const ms = await msUntilConnections(relay, 1);
  slow?.destroy();
  room.peer.cut();
  return ms;
}

/** @param {import('./raw-socket.js').RawSocket} socket */
async function stillness(socket) {
  let last = -1;
  const isStill = async () => {
    const isSame = socket.received() === last;
    last = socket.received();
    if (!isSame) await sleep(STILL_MS);
    return isSame;
  };
  await eventually(isStill, 'a member to have read what the system holds');
}
