/** Joins of one room from many connections at once. */
import { joinMessage, RawPeer } from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';

const OPENING_AT_ONCE = 50;

/**
 * Everybody asks in one turn of the event loop, hears what it is told, and goes.
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {import('@pug-network/conformance/wire').Room} room
 * @param {number} count
 */
export async function joinTogether(target, room, count) {
  const peers = await many(count, OPENING_AT_ONCE, () => RawPeer.open(target));
  for (const peer of peers) peer.send(joinMessage(room));
  const answers = await Promise.all(peers.map(answerTo));
  for (const peer of peers) peer.leave();
  return {
    joins: answers.map(({ outcome }) => outcome),
    creators: answers.filter(({ isCreator }) => isCreator).length,
  };
}

/** @param {RawPeer} peer */
async function answerTo(peer) {
  const item = await peer.inbox.next('the answer to a join');
  if (item.kind !== 'event') return { outcome: `a ${item.kind} in place of an event`, isCreator: false };
  const { type, code, creator } = item.event;
  if (type === 'room:joined') return { outcome: 'ok', isCreator: creator === true };
  return { outcome: `${code} ${(await peer.closed()).code}`, isCreator: false };
}
