/** Whether the relay still serves somebody who does everything right, and keeps nothing of the others. */
import { isDeepStrictEqual } from 'node:util';
import { eventually, message, newRoom, pair } from '@pug-network/conformance/wire';

/** @typedef {import('../../lib/relay.js').RelayProcess} RelayProcess */

const LEFT_MS = 15_000;

/**
 * Makes a room, lets two join and both speak; throws where that does not go as it should.
 * @param {import('@pug-network/conformance/wire').Target} target
 */
export async function serves(target) {
  const [creator, joiner] = await pair(target, await newRoom(target));
  for (const { peer, joined } of [creator, joiner]) {
    const sent = message(joined.memberId, 100);
    peer.sendBinary(sent);
    for (const member of [creator, joiner]) {
      if (!sent.equals(await member.peer.frame())) throw new Error('another frame than was sent');
    }
  }
  joiner.peer.leave();
  await creator.peer.event('presence:leave');
  creator.peer.leave();
  await creator.peer.closed();
}

/**
 * How many rooms and connections are left once those of the inputs have had their time to end.
 * @param {RelayProcess} relay
 */
export async function leftOver(relay) {
  const nothing = { rooms: 0, connections: 0 };
  const isEmpty = async () => isDeepStrictEqual(await relay.load(), nothing);
  await eventually(isEmpty, 'an empty relay', LEFT_MS).catch(() => undefined);
  return relay.load();
}
