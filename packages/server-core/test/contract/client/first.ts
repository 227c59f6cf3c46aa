import { expectRefusal } from './peer.js';
import type { CloseCode } from './table.js';
import { WsPeer } from './ws-peer.js';

/** A new connection whose first message this is gets the error event and the close code, nothing else. */
export async function expectRefused(
  port: number,
  first: object | string | Buffer,
  code: CloseCode,
): Promise<void> {
  const peer = await WsPeer.open(port);
  if (Buffer.isBuffer(first)) peer.sendBinary(first);
  else peer.sendText(typeof first === 'string' ? first : JSON.stringify(first));
  await expectRefusal(peer, code);
}
