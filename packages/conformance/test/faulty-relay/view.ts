import { createHash } from 'node:crypto';

const VIEW_BYTES = 32;
const MEMBER_ID_BYTES = 4;

/** view(0); protocol.md §3: Views. */
export const FIRST_VIEW = Buffer.alloc(VIEW_BYTES);

/** view(n) from view(n − 1) and the member that is n. */
export function nextView(view: Buffer, id: number, tag: string, username: string): Buffer {
  const number = Buffer.alloc(MEMBER_ID_BYTES);
  number.writeUInt32BE(id);
  const bytes = Buffer.concat([view, number, Buffer.from(tag, 'base64url'), Buffer.from(username, 'ascii')]);
  return createHash('sha256').update(bytes).digest();
}
