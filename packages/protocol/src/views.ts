import { TAG_BYTES, VIEW_BYTES } from './constants.js';
import { writeU32 } from './frames.js';

/** SHA-256 of bytes, handed in so that this package needs no crypto. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The view before the first member: 32 zero bytes (protocol.md §3). */
export const initialView = (): Uint8Array => new Uint8Array(VIEW_BYTES);

/**
 * The view after member `memberId` joined: SHA-256(view before ‖ memberId as u32 ‖ tag, 16 bytes ‖ ASCII(username))
 * (protocol.md §3). 32 bytes.
 */
export function nextView(
  sha256: Sha256,
  before: Uint8Array,
  memberId: number,
  tag: Uint8Array,
  username: string,
): Uint8Array {
  const nameAt = VIEW_BYTES + 4 + TAG_BYTES;
  const input = new Uint8Array(nameAt + username.length);
  input.set(before);
  writeU32(input, VIEW_BYTES, memberId);
  input.set(tag, VIEW_BYTES + 4);
  for (let i = 0; i < username.length; i++) input[nameAt + i] = username.charCodeAt(i);
  return sha256(input);
}
