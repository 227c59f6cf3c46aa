/** Clients of a sequence, and the ways in which they go. */
import { OPCODE, RawPeer, WsPeer } from '@pug-network/conformance/wire';

/**
 * @typedef {import('@pug-network/conformance/wire').Target} Target
 * @typedef {import('./commands.js').Going} Going
 * @typedef {RawPeer | WsPeer} Peer
 */

/**
 * @param {Target} target
 * @param {import('./commands.js').PeerKind} kind
 * @returns {Promise<Peer>}
 */
export const openPeer = (target, kind) => (kind === 'raw' ? RawPeer.open(target) : WsPeer.open(target));

/**
 * Sends it away; what only a raw client can do, another does by closing its socket.
 * @param {Peer} peer
 * @param {Going} how
 * @returns {Promise<boolean>} whether the relay has shown by now that it knows
 */
export async function go(peer, how) {
  const isSeen = how === 'close' || (how === 'fin' && peer instanceof RawPeer);
  if (how === 'close') peer.leave();
  else if (how === 'fin' && peer instanceof RawPeer) peer.halfClose();
  else if (how === 'reset' && peer instanceof RawPeer) reset(peer);
  else peer.cut();
  if (isSeen) await peer.untilClosed();
  return isSeen;
}

/**
 * The answer to its ping has mostly arrived when its socket closes, and is never read.
 * @param {RawPeer} peer
 */
function reset(peer) {
  peer.pause();
  peer.write({ opcode: OPCODE.ping, payload: Buffer.from('unread') });
  setTimeout(() => peer.cut(), 1);
}
