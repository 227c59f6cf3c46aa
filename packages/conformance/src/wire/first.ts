import { expectRefusal } from './peer.js';
import type { CloseCode } from './table.js';
import type { Target } from './target.js';
import { WsPeer } from './ws-peer.js';

/** A new connection whose first message this is gets the error event and the close code, nothing else. */
export async function expectRefused(
  relay: Target,
  first: object | string | Buffer,
  code: CloseCode,
): Promise<void> {
  const peer = await WsPeer.open(relay);
  if (Buffer.isBuffer(first)) peer.sendBinary(first);
  else peer.sendText(typeof first === 'string' ? first : JSON.stringify(first));
  await expectRefusal(peer, code);
}

/** The code that a new connection is refused with whose first message this is. */
export async function refusalOf(relay: Target, first: object): Promise<unknown> {
  const peer = await WsPeer.open(relay);
  peer.sendText(JSON.stringify(first));
  const { code } = await peer.event('error');
  await peer.closed();
  return code;
}

/** The relay looks at its clocks by itself about once a second, and now and then that comes first: then again. */
export async function beforeItsTimer(refused: () => Promise<unknown>): Promise<unknown> {
  let code: unknown = 'room_not_found';
  for (let round = 0; round < 5 && code === 'room_not_found'; round++) code = await refused();
  return code;
}
